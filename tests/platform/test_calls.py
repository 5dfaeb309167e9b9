"""What a request calls of AWS, one by one: the paths that everybody goes stay as short as they are."""

from collections import Counter
from functools import partial

import msgspec
import pytest

from chalicelib.platform.store.tables import RegistryItem
from chalicelib.records.actions.change_record import change_record
from chalicelib.records.actions.compose_record import Application
from chalicelib.records.actions.register_record import register_record
from chalicelib.records.actions.submit_record import application_of, submit_record
from chalicelib.records.actions.withdraw_record import withdraw_record
from chalicelib.records.rules.record import Record
from chalicelib.records.store import records
from tests.faults import Network
from tests.journey.world import Client, World
from tests.paper import photo
from tests.platform.reading import heard
from tests.platform.records import submitted
from tests.records.province import JUNE, application, enrolled, fresh_cause, registered, uploaded

PAST, OF_A_YEAR = 8, 5


def lived(person: str) -> None:
    """Let records lie in the eight years before 2020."""
    with RegistryItem.batch_write() as batch:
        for serial in range(PAST * OF_A_YEAR):
            year = 2020 - PAST + serial // OF_A_YEAR
            record = msgspec.structs.replace(submitted(serial), person=person, year=year)
            batch.save(records.record_item(record, None))


@pytest.mark.parametrize(
    ("path", "calls", "items"),
    [("/v1/me/years/2020", 2, 2), ("/v1/me/courses?year=2020", 3, 3)],
)
def test_given_eight_past_years_then_reading_one_costs_as_much_as_without_them(
    world: World, path: str, calls: int, items: int
) -> None:
    li = world.professional()
    li.enrol()
    person = li.must("GET", "/v1/me")["id"]
    li.submit()
    li.must("GET", path)
    with heard() as before:
        shown = li.must("GET", path)
    lived(person)
    with heard() as after:
        assert li.must("GET", path) == shown
    assert sorted(before) == sorted(after)
    assert len(after) == calls, (
        "whose the login is, if not known; then by key and by range, side by side"
    )
    assert sum(call.items for call in after) == items, "the lock, if asked; the profile, the record"


@pytest.mark.parametrize("verb", ["register", "change", "submit"])
def test_r15_given_a_rival_then_what_is_done_again_does_not_read_the_files_again(
    network: Network, verb: str
) -> None:
    person = enrolled().id
    stated = application((uploaded(person), uploaded(person, photo("PNG"), "image/png")))
    draft = registered(person, msgspec.structs.replace(stated, reference="JM-2020-0018"))
    cause = fresh_cause()
    acts = {
        "register": partial(register_record, person, 2020, stated, submit=True),
        "change": partial(change_record, person, draft.id, stated, submit=True),
        "submit": partial(submit_record, person, draft.id),
    }
    rivals = {"register": partial(registered_and_withdrawn, person, stated)}
    network.meanwhile(1, rivals.get(verb, partial(retitled, draft)))
    with heard() as calls:
        submitted = acts[verb](at=JUNE, cause=cause).record
    assert network.heal()
    assert [(file.id, bool(file.object_version)) for file in submitted.evidence] == [
        (upload, True) for upload in stated.evidence
    ]
    told = Counter(call.operation for call in calls)
    assert (told["GetObject"], told["DeleteObjectTagging"]) == (2, 2)
    assert told["Query"] >= 3, "both attempts, and the rival"


def retitled(draft: Record) -> None:
    """What its owner does to a draft elsewhere: whoever has read it must look again."""
    stated = msgspec.structs.replace(application_of(draft), title="新租赁准则专题培训")
    change_record(draft.person, draft.id, stated, submit=False, at=JUNE, cause=fresh_cause())


def registered_and_withdrawn(person: str, stated: Application) -> None:
    """What takes the slot of a record that is being registered, and leaves it free."""
    gone = registered(person, stated)
    withdraw_record(person, gone.id, at=JUNE, cause=fresh_cause())


def called(client: Client, method: str, path: str, body: object = None) -> list[str]:
    """The operations of one request, in their order."""
    with heard() as calls:
        client.must(method, path, body)
    return [call.operation for call in calls]


def test_given_a_draft_with_a_file_then_its_owner_s_requests_are_as_short_as_this(
    world: World,
) -> None:
    li = world.professional()
    li.enrol()
    draft = li.application(evidence=[li.upload()])
    path = f"/v1/me/records/{li.must('POST', '/v1/me/years/2020/records', draft)['id']}"
    assert called(li, "GET", path) == ["Query"]
    submitted = called(li, "POST", f"{path}/submit")
    assert submitted == ["Query", "GetObject", "DeleteObjectTagging", "PutItem"]
    assert called(li, "POST", f"{path}/withdraw") == ["Query", "PutItem"]


def test_given_a_decision_then_it_is_as_short_as_this(world: World) -> None:
    li, wu = world.professional(), world.reviewer("440703")
    li.enrol()
    path = f"/v1/review/records/{li.submit()['id']}/decision"
    decided = called(wu, "POST", path, {"decision": "accredit"})
    assert decided == ["GetItem", "Query", "TransactWriteItems"]
