"""What comes together has one receipt; a day is sealed page by page, wherever its runs end (R19)."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.audit.actions.seal_day import days_to_seal, seal_day
from chalicelib.audit.gateways import audit_bucket
from chalicelib.audit.rules.manifest import read_manifest
from chalicelib.audit.rules.receipt import read_receipt
from chalicelib.events import streams
from chalicelib.platform.gateways import files
from local.context import Context
from tests.audit.test_archive import FIRST, Dying, acts_brought, faults, history, images, moves_of
from tests.faults import Fault, Killed, Network, broken
from tests.journey.world import World


def moves_brought(world: World, record: str) -> list[dict[str, Any]]:
    """Every state of a record, as the stream has them."""
    return [image for image in images(world, {"id": record}) if "#R#" in image["sk"]["S"]]


def events_of(world: World, brought: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A batch of events as a stream brings them."""
    at = world.now.timestamp()
    changes = [
        {"SequenceNumber": str(number), "ApproximateCreationDateTime": at, "NewImage": image}
        for number, image in enumerate(brought)
    ]
    return [{"dynamodb": change} for change in changes]


def test_r19_given_a_batch_with_events_doubled_then_one_receipt_tells_of_all_that_it_brings(
    world: World,
) -> None:
    record = history(world)
    other = world.professional().submit(reference="JM-2020-0099")
    brought = [each for one in (record, other) for each in moves_brought(world, one["id"])]
    events = events_of(world, [*brought, *brought])
    answer = streams.archive_moves({"Records": events}, Context("archive_moves"))
    assert answer == {"batchItemFailures": []}
    (key,) = audit_bucket.find_keys("receipts/")
    receipt = read_receipt(key, audit_bucket.get_object(key))
    assert receipt
    assert [line.name.ordinal for line in receipt.lines if record["id"] in line.name.key] == [
        1,
        2,
        3,
        4,
    ]
    assert [line.name.ordinal for line in receipt.lines if other["id"] in line.name.key] == [1]
    assert faults(world, "--tables") == []


@pytest.mark.parametrize(("reason", "objects"), [("", 2), ("另一理由", 0)])
def test_r19_given_an_act_that_the_stream_brings_as_changed_then_it_is_not_archived(
    world: World, reason: str, objects: int
) -> None:
    (image,) = acts_brought(world, 1)
    now = {**image, "body": {"M": {**image["body"]["M"], "reason": {"S": reason}}}}
    (event,) = events_of(world, [now])
    event["dynamodb"]["OldImage"] = {
        **image,
        "body": {"M": {**image["body"]["M"], "reason": {"S": ""}}},
    }
    streams.archive_moves({"Records": [event]}, Context("archive_moves"))
    assert len(list(audit_bucket.read_everything())) == objects


def test_r19_given_a_receipt_that_cannot_be_written_then_its_batch_comes_again_whole(
    world: World,
) -> None:
    record = history(world)
    events = events_of(world, moves_brought(world, record["id"]))
    network = Network([files.client()], counted={"PutObject"}, raises=broken)
    network.fail(Fault.NEVER_LANDED, 1)
    with network.listening():
        answer = streams.archive_moves({"Records": events}, Context("archive_moves"))
    assert answer == {"batchItemFailures": [{"itemIdentifier": "0"}]}
    assert list(audit_bucket.find_keys("moves/")) == []
    streams.archive_moves({"Records": events}, Context("archive_moves"))
    assert moves_of(record) == ["submitted", "returned", "submitted", "accredited"]


def submitted(world: World, *references: str) -> set[str]:
    """Submit records, and let two nights pass; answer the subjects that came."""
    li = world.professional().enrol()
    records = [li.submit(reference=reference) for reference in references]
    return {f"moves/{record['id']}" for record in records}


def sealed() -> list[str]:
    """The subjects that manifests tell of."""
    manifests = [read_manifest(audit_bucket.get_object(key)) for key in keys()]
    return sorted(name.subject for each in manifests if each for name in each.heads)


def keys() -> list[str]:
    return list(audit_bucket.find_keys("manifests/"))


def test_r19_given_runs_that_end_after_each_page_then_the_next_ones_seal_the_rest_and_fill_it_in(
    world: World,
) -> None:
    came = submitted(world, "a", "b", "c", "d", "e")
    brought = [each for subject in came for each in moves_brought(world, subject[len("moves/") :])]
    with pytest.raises(Killed), Dying(2, landed=False):
        streams.archive_moves({"Records": events_of(world, brought)}, Context("archive_moves"))
    assert list(audit_bucket.find_keys("moves/")) == []
    world.now += timedelta(days=2)
    pages = []
    while days_to_seal(world.now) == [FIRST]:
        pages.append(next(seal_day(FIRST, most=2)))
        is_sealed = ("manifests/2020-06-01", "truncated") not in faults(world)
        assert is_sealed == (len(pages) == 3)
    assert [page.heads for page in pages] == [2, 2, 1]
    assert [page.refilled for page in pages] == [2, 2, 1]
    assert [key.endswith("-part") for key in keys()] == [True, True, False]
    assert sealed() == sorted(came)
    assert list(seal_day(FIRST, most=2)) == []
    assert faults(world, "--tables") == []


@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.parametrize("nth", [1, 3])
def test_r19_given_a_night_that_is_killed_at_any_page_then_the_next_one_goes_on(
    world: World, nth: int, *, landed: bool
) -> None:
    came = submitted(world, "a", "b", "c")
    world.settle()
    world.now += timedelta(days=2)
    with pytest.raises(Killed), Dying(nth, landed=landed):
        list(seal_day(FIRST, most=1))
    world.tick("seal_archive")
    assert sealed() == sorted(came)
    assert faults(world, "--tables") == []


def test_r19_given_another_night_that_takes_the_place_of_a_manifest_then_each_subject_is_sealed_once(
    world: World,
) -> None:
    came = submitted(world, "a", "b", "c")
    world.settle()
    world.now += timedelta(days=2)
    network = Network([files.client()], counted={"PutObject"})
    network.meanwhile(1, lambda: next(seal_day(FIRST, most=1)))
    with network.listening():
        list(seal_day(FIRST, most=2))
    assert sealed() == sorted(came)
    assert faults(world, "--tables") == []
