"""Dead letters: a poisoned event is parked, its neighbours go on, an administrator has it done again."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from botocore.exceptions import ConnectionClosedError

from chalicelib.platform.gateways import files, letters, messages
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.store import acts
from chalicelib.platform.store.tables import HrItem
from local.batches import Batch, dead_letter
from tests.journey.world import LI, Answer, Client, Professional, World

WANG = {"type": "resident_id", "number": "440704195801242981"}
LETTERS = "/v1/admin/dead-letters"
WHY = {"reason": "故障已排除"}


def complete(
    world: World, subject: str = "li", name: str = "李䶮", document: object = LI
) -> Professional:
    """Complete a year; nothing of that has left the registry yet."""
    return study(world, enrolled(world, subject, name, document))


def enrolled(world: World, subject: str, name: str, document: object) -> Professional:
    """Both sides know the person."""
    one = world.professional(subject).enrol(name, document=document)
    one.open_hr_account(name, document)
    world.settle()
    return one


def study(world: World, one: Professional) -> Professional:
    """Complete the year."""
    one.study()
    assert world.accredit(one.submit()).status == 200
    return one


def state(one: Professional) -> str:
    return str(one.get("/v1/me/years/2020").body["certificate"]["state"])


def person(one: Professional) -> str:
    return str(one.get("/v1/me").body["id"])


@contextmanager
def poisoned(client: Any, event: str, word: str) -> Iterator[None]:  # noqa: ANN401 - a boto3 client
    """Let every call fail whose parameters hold a word."""

    def hook(params: object, **_: object) -> None:
        if word in str(params):
            raise ConnectionClosedError(endpoint_url="poisoned")

    client.meta.events.register(f"before-parameter-build.{event}", hook)
    try:
        yield
    finally:
        client.meta.events.unregister(f"before-parameter-build.{event}", hook)


@contextmanager
def no_certificate_of(one: Professional) -> Iterator[None]:
    """The HR table cannot take this person's certificate."""
    from chalicelib.platform.store import tables  # noqa: PLC0415 - the client is the test's cloud's

    client = tables._connection().client  # noqa: SLF001 - PynamoDB shows it nowhere else
    with poisoned(client, "dynamodb.TransactWriteItems", f"P#{person(one)}"):
        yield


def parked(world: World) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = world.administrator().must("GET", LETTERS)["items"]
    return items


def replayed(admin: Client, letter: dict[str, Any], key: str | None = None) -> Answer:
    return admin.post(f"{LETTERS}/{letter['id']}/replay", WHY, key=key)


@pytest.mark.ministack
def test_r29_given_a_poisoned_event_then_its_neighbours_go_on_and_its_replay_does_the_work(
    world: World,
) -> None:
    wang = enrolled(world, "wang", "王伟", WANG)
    li = complete(world)
    study(world, wang)
    with no_certificate_of(li):
        world.settle()
    assert (state(li), state(wang)) == ("pending", "issued")
    (letter,) = parked(world)
    assert (letter["function"], letter["attempts"], letter["events"]) == ("sync_to_hr", 6, 1)
    assert letter["condition"] == "RetryAttemptsExhausted"
    assert letter["items"] == [{"kind": "standing", "professional": person(li), "year": 2020}]
    assert parked(world) == [letter], "looking takes nothing away"
    admin = world.administrator()
    assert replayed(admin, letter).body == {"id": letter["id"], "woken": 1, "done": True}
    world.settle()
    assert state(li) == "issued"
    assert parked(world) == []
    assert replayed(admin, letter).body == {"id": letter["id"], "woken": 0, "done": True}
    act, *_ = acts.find_acts(f"LETTER#{letter['id']}")
    assert (act.what.value, act.reason) == ("event_replayed", WHY["reason"])


def test_given_what_was_done_meanwhile_then_a_replay_wakes_nobody_and_ends_the_letter(
    world: World,
) -> None:
    li = complete(world)
    with no_certificate_of(li):
        world.settle()
    (letter,) = parked(world)
    world.now += timedelta(minutes=10)
    world.tick("sweep")
    assert state(li) == "pending", "the sweep draws nothing"
    world.settle()
    assert state(li) == "issued"
    assert replayed(world.administrator(), letter).body["woken"] == 0
    assert parked(world) == []


def test_given_a_replay_that_fails_again_then_it_is_parked_again(world: World) -> None:
    li = complete(world)
    with no_certificate_of(li):
        world.settle()
        (letter,) = parked(world)
        assert replayed(world.administrator(), letter).body["woken"] == 1
        world.settle()
        (again,) = parked(world)
    assert again["id"] != letter["id"]
    assert again["items"] == letter["items"]


def test_r32_given_a_drawing_that_failed_then_replayed_from_the_hr_table(world: World) -> None:
    li = complete(world)
    with poisoned(files.client(), "s3.PutObject", "certificates/"):
        world.settle()
    (letter,) = parked(world)
    assert letter["function"] == "render_certificate"
    assert letter["items"][0]["kind"] == "certificate"
    replayed(world.administrator(), letter)
    world.settle()
    assert li.post("/v1/me/years/2020/certificate/download").status == 200


def test_r19_given_an_archiving_that_failed_then_replayed_although_the_item_waits_for_nobody(
    world: World,
) -> None:
    complete(world)
    act = Act(at=world.now, by=Actor(Party.SYSTEM), what=What.YEAR_READ, cause=Cause("x"))
    for place in ("STAFF#x", "JOB#x", "POLICY", "COURSES#x", "EMP#x", "LETTER#x", "PLAN#x", "P#x"):
        acts.put_act(place, act)
    acts.act_item(HrItem, "ID#x", act).save()
    with poisoned(files.client(), "s3.PutObject", "receipts/"):
        world.settle()
    archived = [each for each in parked(world) if each["items"]]
    kinds = {item["kind"] for each in archived for item in each["items"]}
    assert kinds == {"record", "act", "versions"}
    for letter in archived:
        assert replayed(world.administrator(), letter).body["done"] is True
    world.settle()
    from chalicelib.audit.commands import audit_verify  # noqa: PLC0415 - it is no part of the app

    assert audit_verify.verify(world.now, {"--tables"})[1] == []


def test_r19_given_versions_that_no_queue_took_then_replayed_from_the_hr_table(
    world: World,
) -> None:
    complete(world)
    with poisoned(messages.client(), "sqs.SendMessageBatch", "versions"):
        world.settle()
    given_up = [each for each in parked(world) if each["function"] == "match_account"]
    kinds = {item["kind"] for each in given_up for item in each["items"]}
    assert "certificate" in kinds
    for letter in given_up:
        assert replayed(world.administrator(), letter).body["done"] is True
    world.settle()
    assert parked(world) == []
    from chalicelib.audit.commands import audit_verify  # noqa: PLC0415 - it is no part of the app

    assert audit_verify.verify(world.now, {"--tables"})[1] == []


def test_given_a_letter_older_than_its_stream_then_the_index_says_what_still_waits(
    world: World,
) -> None:
    li = complete(world)
    with no_certificate_of(li):
        world.settle()
    world.now += timedelta(days=2)
    (letter,) = parked(world)
    assert letter["items"] is None
    assert replayed(world.administrator(), letter).body["woken"] >= 1
    world.settle()
    assert state(li) == "issued"


def park(world: World, function: str, *, queue: str = "SyncDeadLetters", number: int = 1) -> None:
    """Park a letter as Lambda words it, of an event that no stream has."""
    record = {
        "dynamodb": {
            "SequenceNumber": f"{number:025d}",
            "ApproximateCreationDateTime": world.now.timestamp(),
        }
    }
    stream = world.cloud.attributes["RegistryTable"]["StreamArn"]
    body = dead_letter(
        function, stream, "shardId-00000000000000000000-00000000", Batch((record,)), at=world.now
    )
    url = world.cloud.queue_url(queue)
    world.cloud.client("sqs").send_message(QueueUrl=url, MessageBody=body)


def test_r19_given_an_old_letter_of_the_archive_then_said_that_only_the_command_can_tell(
    world: World,
) -> None:
    park(world, "xuefen-prod-ArchiveMoves-1A2B3C:$LATEST", queue="AuditDeadLetters")
    world.now += timedelta(days=2)
    (letter,) = parked(world)
    assert letter["function"] == "archive_moves"
    refused = replayed(world.administrator(), letter)
    assert (refused.status, refused.code) == (409, "event_expired")
    assert parked(world) == [letter]


@pytest.mark.ministack
def test_given_many_letters_then_they_come_page_by_page_the_longest_parked_first(
    world: World,
) -> None:
    for number in range(25):
        world.now += timedelta(seconds=1)
        park(world, "sync_to_hr", queue=("Sync" if number % 2 else "Hr") + "DeadLetters")
    world.now += timedelta(days=2)
    admin, seen, cursor = world.administrator(), [], ""
    for _ in range(3):
        page = admin.must("GET", f"{LETTERS}?limit=10{cursor}")
        seen += page["items"]
        cursor = f"&cursor={page['next']}"
    assert page["next"] is None
    assert [each["at"] for each in seen] == sorted({each["at"] for each in seen})
    assert len({each["id"] for each in seen}) == 25


def test_given_what_is_no_letter_of_ours_then_left_alone(world: World) -> None:
    sqs, url = world.cloud.client("sqs"), world.cloud.queue_url("SyncDeadLetters")
    sqs.send_message(QueueUrl=url, MessageBody="hello")
    park(world, "somebody-else")
    world.now += timedelta(days=2)
    (letter,) = parked(world)
    assert letter["function"] is None
    assert replayed(world.administrator(), letter).code == "not_found"
    assert len(letters.find_letters()) == 1


def test_r20_given_anybody_below_the_province_then_forbidden(world: World) -> None:
    park(world, "sync_to_hr")
    world.now += timedelta(days=2)
    (letter,) = parked(world)
    city = world.administrator("440700")
    assert city.get(LETTERS).code == "forbidden"
    assert replayed(city, letter).code == "forbidden"
    admin = world.administrator()
    assert admin.post(f"{LETTERS}/nothing/replay", WHY).code == "not_found"
    empty = admin.post(f"{LETTERS}/{letter['id']}/replay", {"reason": " "})
    assert empty.body["field"] == "reason"
    assert json.dumps(parked(world)) == json.dumps([letter])


def test_r21_given_the_same_key_then_one_act_and_the_same_work(world: World) -> None:
    li = complete(world)
    with no_certificate_of(li):
        world.settle()
    (letter,) = parked(world)
    admin = world.administrator()
    with (
        poisoned(messages.client(), "sqs.DeleteMessage", "ReceiptHandle"),
        pytest.raises(KeyError, match="woken"),
    ):
        replayed(admin, letter, key="once").body["woken"]
    assert len(parked(world)) == 1, "the letter outlives a crash"
    assert replayed(admin, letter, key="once").body["done"] is True
    assert len(acts.find_acts(f"LETTER#{letter['id']}")) == 1
    other = admin.post(f"{LETTERS}/{letter['id']}/replay", {"reason": "另一理由"}, key="once")
    assert other.code == "idempotency_key_reused"
    world.settle()
    assert state(li) == "issued"
