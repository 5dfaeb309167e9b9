"""The audit archive: what happened is there once, whatever the stream does; what is changed is named."""

import io
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any, Self

import msgspec
import pytest

from chalicelib.audit.actions import archive_moves as archiving
from chalicelib.audit.actions.archive_moves import Archived, Gathering
from chalicelib.audit.commands import audit_verify
from chalicelib.audit.gateways import audit_bucket
from chalicelib.audit.rules import audit
from chalicelib.audit.rules.bundle import read_bundle
from chalicelib.audit.rules.manifest import Manifest, find_manifest_day
from chalicelib.audit.store import histories
from chalicelib.events import streams
from chalicelib.platform.gateways import files
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.store import acts
from chalicelib.platform.store.outbox import Side
from chalicelib.platform.store.tables import HrItem, RegistryItem
from local.context import Context
from tests.faults import Killed
from tests.journey.world import LI, World
from tests.platform.reading import heard
from tests.views.counted import told_by, waiting

BUCKET = "audit-bucket"
FIRST = date(2020, 6, 1)
PLACES = ("P#x", "STAFF#x", "LETTER#x", "JOB#x", "POLICY", "EMP#x", "PLAN#x", "COURSES#x")
"""Partitions of the registry in which acts lie."""


def history(world: World) -> dict[str, Any]:
    """A record that was returned, mended and accredited."""
    li = world.professional().enrol()
    record = li.submit()
    path = f"/v1/review/records/{record['id']}/decision"
    world.reviewer().must("POST", path, {"decision": "return", "reason": "请补材料"})
    li.must("POST", f"/v1/me/records/{record['id']}/submit")
    world.accredit(record)
    return record


def objects() -> dict[str, bytes]:
    return {each.key: each.contents[0] for each in audit_bucket.read_everything()}


def archive_image(
    side: Side, image: dict[str, Any], *, at: datetime, before: dict[str, Any] | None = None
) -> Archived:
    """Archive what one event brings."""
    gathering = Gathering()
    found = gathering.look_at_image(side, image, at=at, before=before)
    gathering.write()
    return found


def moves_of(record: dict[str, Any]) -> list[str]:
    names = archiving.find_archived(f"moves/{record['id']}")
    kept = objects()
    contents = [kept.get(names[n].key) or kept[names[n].whole] for n in sorted(names)]
    return [msgspec.json.decode(content)[2] for content in contents]


def faults(world: World, *options: str) -> list[tuple[str, str]]:
    _, found = audit_verify.verify(world.now, set(options))
    return [(each.place, each.fault.value) for each in found]


@pytest.mark.ministack
def test_r19_given_a_life_of_a_record_then_every_move_is_in_the_archive_and_verifies(
    world: World,
) -> None:
    record = history(world)
    world.settle()
    assert moves_of(record) == ["submitted", "returned", "submitted", "accredited"]
    world.now += timedelta(days=2)
    assert [fault for _, fault in faults(world)] == ["truncated"], "no manifest yet"
    world.tick("seal_archive")
    assert faults(world, "--tables") == []
    assert [find_manifest_day(key) for key in audit_bucket.find_keys("manifests/")] == [FIRST]
    world.tick("seal_archive")
    assert len(list(audit_bucket.find_keys("manifests/"))) == 1


def test_r19_given_acts_and_versions_of_either_side_then_they_are_archived_under_names_that_say_nothing(
    world: World,
) -> None:
    li = world.professional().enrol()
    li.open_hr_account()
    li.study()
    world.accredit(li.submit())
    world.settle()
    person = li.get("/v1/me").body["id"]
    world.administrator().must(
        "PATCH", f"/v1/admin/professionals/{person}", {"name": "李龙", "reason": "户籍更名"}
    )
    officer = world.reviewer(role="hr_officer")
    officer.must("PATCH", "/v1/hr/accounts", {"document": LI, "name": "李龙", "reason": "同上"})
    world.settle()
    facts = [
        fact
        for key in audit_bucket.find_keys("facts/")
        for fact in msgspec.json.decode(audit_bucket.get_object(key))
    ]
    assert sorted((each["place"]["side"], "act" in each) for each in facts) == [
        ("hr", False),
        ("hr", False),
        ("hr", True),
        ("registry", True),
    ]
    kept = objects()
    assert all(key.isascii() for key in kept)
    act = Act(at=world.now, by=Actor(Party.SYSTEM), what=What.YEAR_READ, cause=Cause("x"))
    for place in PLACES:
        acts.put_act(place, act)
    world.settle()
    world.now += timedelta(days=2)
    world.tick("seal_archive")
    assert LI["number"].encode() not in b"".join([*kept.values(), *map(str.encode, kept)])
    assert faults(world, "--tables") == []


def images(world: World, record: dict[str, Any]) -> list[dict[str, Any]]:
    """Every state of the record's item, as the stream has them."""
    streams = world.cloud.client("dynamodbstreams")
    arn = world.cloud.attributes["RegistryTable"]["StreamArn"]
    (shard,) = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    iterator = streams.get_shard_iterator(
        StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    found = streams.get_records(ShardIterator=iterator)["Records"]
    brought = [each["dynamodb"].get("NewImage", {}) for each in found]
    return [image for image in brought if record["id"] in str(image.get("body"))]


def test_r19_given_doubled_and_reordered_events_then_the_archive_is_the_same(world: World) -> None:
    record = history(world)
    brought = [image for image in images(world, record) if "#R#" in image["sk"]["S"]]
    assert len(brought) == 4
    world.settle()
    before = objects()
    for image in [*reversed(brought), *brought]:
        archive_image(Side.REGISTRY, image, at=world.now + timedelta(days=1))
    assert objects() == before
    assert all(len(each.contents) == 1 for each in audit_bucket.read_everything())


def test_r19_given_events_that_were_lost_then_the_next_one_brings_the_whole_history(
    world: World,
) -> None:
    record = history(world)
    last = [image for image in images(world, record) if "#R#" in image["sk"]["S"]][-1]
    done = archive_image(Side.REGISTRY, last, at=world.now)
    assert done == (4, 0)
    assert faults(world) == []


def archive_as_before(world: World) -> None:
    """Write what the tables hold as an earlier version did, under names that end in the digest."""
    for place, entries in histories.scan_entries():
        for name, content in entries:
            told = f"receipts/{world.now.date()}/{name.whole}"
            audit_bucket.put_once(told, msgspec.json.encode(place))
            audit_bucket.put_once(name.whole, content)


def test_r19_given_an_archive_of_before_then_what_comes_twice_changes_nothing_and_the_rest_follows(
    world: World,
) -> None:
    li = world.professional().enrol()
    li.open_hr_account()
    record = li.submit()
    officer = world.reviewer(role="hr_officer")
    officer.must("PATCH", "/v1/hr/accounts", {"document": LI, "name": "李龙", "reason": "户籍更名"})
    archive_as_before(world)
    before = objects()
    assert any(key.startswith("facts/") for key in before)
    world.settle()
    (told, copied) = sorted(objects().keys() - before.keys(), reverse=True)
    assert (told, copied) == (f"receipts/{copied.partition('/')[2]}", copied)
    before = objects()
    assert faults(world, "--tables") == [], "an act that comes again is a copy"
    path = f"/v1/review/records/{record['id']}/decision"
    world.reviewer().must("POST", path, {"decision": "return", "reason": "请补材料"})
    world.settle()
    assert moves_of(record) == ["submitted", "returned"]
    assert len(objects()) == len(before) + 2
    assert faults(world, "--tables") == []


def test_r19_given_a_move_then_archiving_it_asks_for_two_entries_and_lists_nothing(
    world: World,
) -> None:
    record = history(world)
    brought = [image for image in images(world, record) if "#R#" in image["sk"]["S"]]
    asked = []
    for image in brought:
        with heard() as calls:
            archive_image(Side.REGISTRY, image, at=world.now)
        asked.append([call.operation for call in calls])
    written = ["GetObject", "GetObject", "PutObject", "PutObject"]
    assert asked == [written] * len(brought)
    with heard() as calls:
        archive_image(Side.REGISTRY, brought[-1], at=world.now)
    assert [call.operation for call in calls] == ["GetObject"]


def test_r19_given_what_the_manifest_before_told_of_then_it_is_not_looked_at_again(
    world: World,
) -> None:
    history(world)
    world.settle()
    world.now += timedelta(days=1)
    with heard() as first:
        world.tick("seal_archive")
    world.professional().submit(reference="JM-2020-0099")
    world.settle()
    world.now += timedelta(days=1)
    with heard() as second:
        world.tick("seal_archive")
    counts = [Counter(call.operation for call in calls) for calls in (first, second)]
    assert [each["Query"] for each in counts] == [1, 1]
    assert faults(world, "--tables") == []


def fact_of(kept: dict[str, bytes]) -> str:
    """The place of the only fact of an archive."""
    ((fact,),) = (read_bundle(each) for key, each in kept.items() if key.startswith("facts/"))
    return fact.name.key


def acts_brought(world: World, number: int) -> list[dict[str, Any]]:
    """Acts of looking as a stream brings them, each of another person."""
    for each in range(number):
        act = Act(at=world.now, by=Actor(Party.BUREAU), what=What.NAME_READ, cause=Cause(f"{each}"))
        acts.put_act(f"P#{each}", act)
    found = RegistryItem.scan(RegistryItem.sk.startswith("A#"), consistent_read=True)
    return [item.to_dynamodb_dict() for item in found if item.pk.startswith("P#")]


def test_r19_given_looks_that_come_together_then_they_have_one_receipt_and_one_object(
    world: World,
) -> None:
    looks, gathering = acts_brought(world, 5), Gathering()
    with heard() as calls:
        for image in [*looks, *looks]:
            gathering.look_at_image(Side.REGISTRY, image, at=world.now)
        assert gathering.write() == 5
    assert [call.operation for call in calls] == ["PutObject", "PutObject"]
    assert faults(world, "--tables") == []
    world.now += timedelta(days=2)
    with heard() as night:
        world.tick("seal_archive")
    assert Counter(call.operation for call in night)["GetItem"] == 0, "its bundle has it"
    (manifest,) = map(audit_bucket.get_object, audit_bucket.find_keys("manifests/"))
    assert len(msgspec.json.decode(manifest, type=Manifest).heads) == 5
    assert faults(world, "--tables") == []


def test_r19_given_an_act_that_comes_as_something_else_than_it_was_then_the_alarm_is_told(
    world: World,
) -> None:
    (image,) = acts_brought(world, 1)
    archive_image(Side.REGISTRY, image, at=world.now)
    before, later = objects(), world.now + timedelta(days=1)
    touched = {**image, "correlation": {"S": "again"}}
    assert archive_image(Side.REGISTRY, touched, at=later, before=image).changed == 0
    forged = {**image, "body": {"M": {**image["body"]["M"], "reason": {"S": "另一理由"}}}}
    assert archive_image(Side.REGISTRY, forged, at=later, before=image) == (0, 1)
    assert len(objects()) == len(before) + 2, "the copy that came again"
    assert faults(world) == []
    item = RegistryItem.get("P#0", "A#0", consistent_read=True)
    item.body["reason"] = "另一理由"
    item.save()
    assert faults(world, "--tables") == [(fact_of(before), "edited")]


def test_r19_given_a_version_that_comes_as_something_else_than_it_was_then_the_alarm_is_told_and_nothing_ordered(
    world: World, told: io.StringIO
) -> None:
    li = world.professional().enrol()
    li.open_hr_account()
    li.study()
    world.accredit(li.submit())
    world.settle()
    (kept,) = [item for item in HrItem.scan() if histories.find_version(item.serialize())]
    before, facts = kept.serialize(), len([*audit_bucket.find_keys("facts/")])
    forged = {**before, "body": {"M": {**before["body"]["M"], "name": {"S": "李龙"}}}}
    for number, (was, comes) in enumerate([(before, forged), (before, before)], 1):
        change = {
            "SequenceNumber": str(number),
            "ApproximateCreationDateTime": world.now.timestamp(),
            "OldImage": was,
            "NewImage": comes,
        }
        event = {"Records": [{"eventName": "MODIFY", "dynamodb": change}]}
        assert streams.match_account(event, Context("match_account")) == {"batchItemFailures": []}
        ordered = waiting(world, "VersionsBrought")
        assert len(ordered) == number - 1, "what is changed is told, not archived"
    assert len([*audit_bucket.find_keys("facts/")]) == facts
    assert [line["HistoryChanged"] for line in told_by(told, "HistoryChanged")] == [1]


def test_r19_given_a_name_that_is_taken_then_who_writes_again_changes_nothing(
    world: World,
) -> None:
    history(world)
    world.settle()
    kept = {each.key: each.contents for each in audit_bucket.read_everything()}
    for key in kept:
        audit_bucket.put_once(key, b"[]")
    assert {each.key: each.contents for each in audit_bucket.read_everything()} == kept


class Dying:
    """Kills the process before or after the nth write to the archive."""

    def __init__(self, nth: int, *, landed: bool) -> None:
        self.left = nth
        self.event = ("after-call" if landed else "before-call") + ".s3.PutObject"

    def __enter__(self) -> Self:
        files.client().meta.events.register(self.event, self._hit)
        return self

    def __exit__(self, *_: object) -> None:
        files.client().meta.events.unregister(self.event, self._hit)

    def _hit(self, **_: object) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed


@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.parametrize("is_retried", [False, True])
@pytest.mark.parametrize("nth", range(1, 6))
def test_r19_given_a_crash_between_any_two_writes_then_the_retry_or_the_day_s_manifest_mends_it(
    world: World, nth: int, *, landed: bool, is_retried: bool
) -> None:
    record = history(world)
    last = [image for image in images(world, record) if "#R#" in image["sk"]["S"]][-1]
    with pytest.raises(Killed), Dying(nth, landed=landed):
        archive_image(Side.REGISTRY, last, at=world.now)
    has_begun = landed or nth > 1
    if is_retried:
        archive_image(Side.REGISTRY, last, at=world.now + timedelta(days=1))
    world.now += timedelta(days=3)
    world.tick("seal_archive")
    expected = ["submitted", "returned", "submitted", "accredited"]
    assert moves_of(record) == (expected if is_retried or has_begun else [])
    assert faults(world) == []


@pytest.mark.parametrize(
    ("side", "place"),
    [
        *((Side.REGISTRY, pk) for pk in PLACES),
        *((Side.HR, pk) for pk in ("P#x", "ID#x")),
    ],
)
def test_r19_given_an_act_whose_entry_was_lost_after_its_receipt_then_the_day_s_manifest_writes_it(
    world: World, side: Side, place: str
) -> None:
    act = Act(at=world.now, by=Actor(Party.SYSTEM), what=What.YEAR_READ, cause=Cause("x"))
    acts.act_item(side.value, place, act).save()
    with pytest.raises(Killed), Dying(2, landed=False):
        world.settle()
    assert list(audit_bucket.find_keys("facts/")) == []
    world.now += timedelta(days=3)
    world.tick("seal_archive")
    assert len(list(audit_bucket.find_keys("facts/"))) == 1
    assert faults(world) == []


@pytest.mark.parametrize("landed", [False, True])
def test_r19_given_a_crash_at_the_manifest_then_the_next_night_writes_it(
    world: World, *, landed: bool
) -> None:
    history(world)
    world.settle()
    world.now += timedelta(days=2)
    with pytest.raises(Killed), Dying(1, landed=landed):
        world.tick("seal_archive")
    world.tick("seal_archive")
    assert faults(world, "--tables") == []
    assert all(len(each.contents) == 1 for each in audit_bucket.read_everything())


def test_r19_given_days_then_each_manifest_chains_to_the_one_before(world: World) -> None:
    li = world.professional().enrol()
    for reference in ("a", "b", "c"):
        li.submit(reference=reference)
        world.settle()
        world.now += timedelta(days=1)
        world.tick("seal_archive")
    contents = [audit_bucket.get_object(key) for key in audit_bucket.find_keys("manifests/")]
    manifests = [msgspec.json.decode(each, type=Manifest) for each in contents]
    assert [each.previous for each in manifests] == ["", *map(audit.digest_of, contents[:-1])]
    assert [len(each.heads) for each in manifests] == [1, 2, 2], "a day late is in time"
    assert faults(world, "--tables") == []


# What is done to it


def _tamper(world: World, record: dict[str, Any], change: str) -> None:
    """Change the record's history in the table, as somebody with access to it could."""
    table = world.cloud.client("dynamodb")
    key = {"pk": f"P#{record['id'][:16]}"}
    (item,) = [
        each
        for each in table.scan(TableName="RegistryTable")["Items"]
        if each["pk"]["S"] == key["pk"] and "#R#" in each["sk"]["S"]
    ]
    moves = item["body"]["M"]["moves"]["L"]
    match change:
        case "edit":
            moves[1]["L"][5] = {"S": "另一理由"}
        case "delete":
            del moves[1]
        case "reorder":
            moves[1], moves[2] = moves[2], moves[1]
        case "truncate":
            del moves[-1]
        case "remove":
            table.delete_item(TableName="RegistryTable", Key={k: item[k] for k in ("pk", "sk")})
            return
    table.put_item(TableName="RegistryTable", Item=item)


@pytest.mark.parametrize(
    ("change", "place", "fault"),
    [
        ("edit", "/000002", "edited"),
        ("delete", "/000002", "deleted"),
        ("reorder", "/000002", "reordered"),
        ("truncate", "/000004", "truncated"),
        ("remove", "", "deleted"),
    ],
)
def test_r19_given_a_history_changed_in_the_table_then_the_command_names_the_first_change(
    world: World, change: str, place: str, fault: str
) -> None:
    record = history(world)
    world.settle()
    _tamper(world, record, change)
    assert faults(world) == []
    assert faults(world, "--tables") == [(f"moves/{record['id']}{place}", fault)]
    world.settle()
    assert faults(world) == [], "what the stream brings of it does not change the archive"


def test_r19_given_what_the_archive_never_got_then_named_and_filled_in(world: World) -> None:
    record = history(world)
    assert faults(world, "--tables") == [(f"moves/{record['id']}/000001", "not_archived")]
    assert faults(world, "--tables", "--refill") == []


def test_r19_given_something_laid_over_an_object_or_a_deletion_then_named_and_the_first_stays(
    world: World,
) -> None:
    record = history(world)
    world.settle()
    first, second, *_ = audit_bucket.find_keys(f"moves/{record['id']}/")
    s3 = files.client()
    s3.put_object(Bucket=BUCKET, Key=first, Body=b"[]")
    s3.delete_object(Bucket=BUCKET, Key=second)
    assert faults(world) == [(first, "edited"), (second, "deleted")]


def test_given_the_command_then_it_ends_with_what_it_found(world: World) -> None:
    record = history(world)
    world.settle()
    code, said = audit_verify.main([], world.now)
    assert (code, said.splitlines()) == (0, ["5 objects, 0 manifests: 0 faults"])
    _tamper(world, record, "truncate")
    code, said = audit_verify.main(["--tables"], world.now)
    assert code == 1
    assert said.splitlines()[1].startswith(f"truncated: moves/{record['id']}/000004: ")
    with pytest.raises(SystemExit):
        audit_verify.main(["--other"], world.now)


def test_r19_given_a_changed_history_that_the_stream_brings_then_the_alarm_is_told(
    world: World,
) -> None:
    record = history(world)
    world.settle()
    _tamper(world, record, "edit")
    image = images(world, record)[-1]
    assert archive_image(Side.REGISTRY, image, at=world.now).changed == 1
