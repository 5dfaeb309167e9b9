"""Orders of queues that failed every time: parked beside events, seen and sent again (R28, R33)."""

import json

import pytest

from chalicelib.platform.gateways import files
from chalicelib.platform.store import acts
from tests.journey.imports import begin, counts, csv_file, put, row, show
from tests.journey.world import World
from tests.upkeep.test_dead_letters import LETTERS, parked, poisoned, replayed


def brought(world: World, *rows: dict[str, str]) -> str:
    """An import whose file has come; nothing has read it yet."""
    offered = begin(world)
    put(offered, csv_file(*rows))
    return str(offered["id"])


@pytest.mark.ministack
def test_r28_given_a_poisoned_chunk_then_its_neighbours_go_on_and_its_replay_imports_it(
    world: World,
) -> None:
    poisonous, other = brought(world, row("HR0001")), brought(world, row("HR0002"))
    with poisoned(files.client(), "s3.GetObject", f"chunks/{poisonous}"):
        world.settle()
    assert show(world, other)["state"] == "done"
    assert show(world, poisonous)["state"] == "running"
    (letter,) = parked(world)
    assert (letter["function"], letter["condition"]) == ("import_rows", "MaximumReceives")
    assert (letter["events"], letter["attempts"]) == (1, None)
    assert letter["items"] == [
        {"kind": "import", "professional": None, "year": None, "job": poisonous}
    ]
    assert parked(world) == [letter], "looking takes nothing away"
    admin = world.administrator()
    assert replayed(admin, letter).body == {"id": letter["id"], "woken": 1, "done": True}
    world.settle()
    shown = show(world, poisonous)
    assert (shown["state"], counts(shown)) == ("done", (1, 0, 1, 0))
    assert parked(world) == []
    assert replayed(admin, letter).body == {"id": letter["id"], "woken": 0, "done": True}
    act, *_ = acts.find_acts(f"LETTER#{letter['id']}")
    assert act.what.value == "event_replayed"


@pytest.mark.ministack
def test_r28_given_a_file_that_could_not_be_split_then_its_replay_splits_it(world: World) -> None:
    job = brought(world, row())
    with poisoned(files.client(), "s3.GetObject", f"imports/{job}"):
        world.settle()
    (letter,) = parked(world)
    assert (letter["function"], letter["items"][0]["job"]) == ("split_import", job)
    assert replayed(world.administrator(), letter).body["done"] is True
    world.settle()
    assert show(world, job)["state"] == "done"


def test_r28_given_a_replay_that_breaks_off_before_the_letter_is_gone_then_nothing_doubles(
    world: World,
) -> None:
    job = brought(world, row())
    with poisoned(files.client(), "s3.GetObject", f"chunks/{job}"):
        world.settle()
    (letter,) = parked(world)
    admin = world.administrator()
    from chalicelib.platform.gateways import messages  # noqa: PLC0415 - the client is the test's cloud's

    with poisoned(messages.client(), "sqs.DeleteMessage", "ReceiptHandle"):
        assert replayed(admin, letter, key="once").status >= 500
    world.settle()
    assert replayed(admin, letter, key="once").body["done"] is True
    world.settle()
    shown = show(world, job)
    assert (shown["state"], counts(shown)) == ("done", (1, 0, 1, 0))
    assert len(acts.find_acts(f"LETTER#{letter['id']}")) == 1


def test_r33_given_an_archive_that_could_not_be_packed_then_its_replay_packs_it(
    world: World,
) -> None:
    admin = world.administrator()
    ordered = admin.post("/v1/admin/archives", {"year": 2020, "territory": "440000"}).body
    with poisoned(files.client(), "s3.CreateMultipartUpload", "archives/"):
        world.settle()
    (letter,) = parked(world)
    assert (letter["function"], letter["items"][0]["kind"]) == ("archive_certificates", "archive")
    assert letter["items"][0]["job"] == ordered["id"]
    replayed(admin, letter)
    world.settle()
    assert admin.must("GET", f"/v1/admin/archives/{ordered['id']}")["state"] == "done"


def test_given_what_is_no_order_of_ours_then_left_alone(world: World) -> None:
    sqs, url = world.cloud.client("sqs"), world.cloud.queue_url("ImportDeadLetters")
    for body in ("hello", "[]", "{}", '{"job": "x"}', '{"Records": []}'):
        sqs.send_message(QueueUrl=url, MessageBody=body)
    assert parked(world) == []
    given = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])[
        "Attributes"
    ]
    assert given["ApproximateNumberOfMessages"] == "5"


def test_r20_given_a_city_s_administrator_then_an_order_is_neither_seen_nor_sent(
    world: World,
) -> None:
    sqs, url = world.cloud.client("sqs"), world.cloud.queue_url("ImportDeadLetters")
    sent = sqs.send_message(QueueUrl=url, MessageBody='{"archive": "x"}')["MessageId"]
    city = world.administrator("440700")
    assert city.get(LETTERS).code == "forbidden"
    assert city.post(f"{LETTERS}/{sent}/replay", {"reason": "x"}).code == "forbidden"
    assert [each["id"] for each in parked(world)] == [sent]


@pytest.mark.parametrize(
    ("function", "body", "job"),
    [
        (
            "count_changes",
            {"counted": "batch", "at": "2020-06-01T09:00:00Z", "changes": []},
            "batch",
        ),
        (
            "compare_counts",
            {"recount": "years/2020/4407", "at": "2020-06-01T09:00:00Z"},
            "years/2020/4407",
        ),
    ],
)
def test_given_a_parked_count_then_it_is_seen_and_done_when_it_is_replayed(
    world: World, function: str, body: dict[str, object], job: str
) -> None:
    sqs, url = world.cloud.client("sqs"), world.cloud.queue_url("CountDeadLetters")
    sqs.send_message(QueueUrl=url, MessageBody=json.dumps(body))
    (letter,) = parked(world)
    assert (letter["function"], letter["items"][0]["kind"]) == (function, "counts")
    assert letter["items"][0]["job"] == job

    assert replayed(world.administrator(), letter).body["done"] is True

    world.settle()
    assert parked(world) == []
