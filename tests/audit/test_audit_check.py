"""Any single change of the archive or of a history is named (R19).

Whether its entries lie by their places, by their whole names, as they were, or some so and some so; whether
what came together has one receipt, or each its own, as before; and whether facts lie in a bundle beside their
receipt, as now, or each at its place, as before.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.audit.rules import audit
from chalicelib.audit.rules.audit import AuditFact, Entry, EntryOrigin
from chalicelib.audit.rules.audit_check import check_archive, check_tables
from chalicelib.audit.rules.bundle import (
    bundle_key,
    content_of,
    find_receipt_of,
    is_fact,
    read_bundle,
)
from chalicelib.audit.rules.kept_archive import Tampering
from chalicelib.audit.rules.manifest import find_manifest_day, manifest_of
from chalicelib.audit.rules.receipt import ReceiptLine, read_receipt, receipt_of
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.step import Step, hash_of

DAYS = (date(2020, 6, 1), date(2020, 6, 2), date(2020, 6, 5))
UNTIL = DAYS[-1]
LENGTHS = {"aaaaaaaaaaaaaaaa-2020-bbbbbbbbbbbb": 4, "cccccccccccccccc-2019-dddddddddddd": 3}
AT = datetime(2020, 6, 1, tzinfo=UTC)


def history(record: str, length: int) -> tuple[Entry, ...]:
    """The moves of a record, one a minute."""
    moves: list[Step] = []
    for number in range(length):
        previous = hash_of(moves[-1]) if moves else ""
        cause = Cause(f"{record}{number}")
        by = Actor(Party.BUREAU, "x", "440703")
        at = AT + timedelta(minutes=number)
        moves.append(Step(at=at, by=by, to=RecordState.SUBMITTED, cause=cause, previous=previous))
    contents = [msgspec.json.encode(move) for move in moves]
    return tuple(
        Entry(audit.Name(f"moves/{record}", ordinal, audit.digest_of(content)), content)
        for ordinal, content in enumerate(contents, 1)
    )


def fact(number: int) -> tuple[Entry, ...]:
    act = Act(at=AT, by=Actor(Party.ADMINISTRATOR), what=What.NAME_READ, cause=Cause(f"{number}"))
    entry = audit.entry_of_fact(AuditFact(place=place_of_fact(number), act=act))
    PLACES[entry.name.subject] = place_of_fact(number), number
    return (entry,)


def place_of_fact(number: int) -> EntryOrigin:
    return EntryOrigin("registry", "P#x", f"A#{number}")


PLACES: dict[str, tuple[EntryOrigin, int]] = {}
"""Where each fact comes from, and its number, by subject."""
FACTS = [fact(number) for number in range(5)]
TABLES = [*(history(*each) for each in LENGTHS.items()), *FACTS]


def archive(
    key_of: Callable[[audit.Name], str], *, together: bool = False, bundled: bool = False
) -> dict[str, bytes]:
    """Three days, each with its manifest; moves and facts are spread over them."""
    objects: dict[str, bytes] = {}
    before: bytes | None = None
    told: set[audit.Name] = set()
    for number, day in enumerate(DAYS, 1):
        heads, came = {}, []
        for name, content in (entry for table in TABLES for entry in table):
            nth = name.ordinal + PLACES.get(name.subject, (None, 0))[1] // 2
            if nth % len(DAYS) != number % len(DAYS) and number < nth:
                continue
            if not (bundled and is_fact(name)):
                objects[key_of(name)] = content
            if name not in told:
                came.append(ReceiptLine(name, place_of(name)))
                heads[name.subject] = name
        told |= {name for name, _ in came}
        if together:
            receipt = receipt_of(day, came)
            objects[receipt.key] = receipt.content
            facts = [each for (each,) in FACTS if each.name in {name for name, _ in came}]
            if bundled and facts:
                objects[bundle_key(receipt.key)] = content_of(facts)
        for name, place in () if together else came:
            objects[f"receipts/{day}/{name.whole}"] = msgspec.json.encode(place)
        manifest = manifest_of(number, day, before, heads.values())
        before = objects[manifest.key] = manifest.content
    return objects


def place_of(name: audit.Name) -> EntryOrigin:
    kind, _, record = name.subject.partition("/")
    if kind == audit.FACTS:
        return PLACES[name.subject][0]
    return audit.place_of_record(record)


def by_place(name: audit.Name) -> str:
    return name.key


def by_name(name: audit.Name) -> str:
    return name.whole


def by_either(name: audit.Name) -> str:
    return name.whole if name.ordinal < 3 else name.key


def told_instead(
    key: str, content: bytes, before: audit.Name, after: audit.Name
) -> tuple[str, bytes]:
    """An object as it would have been, had another entry come."""
    receipt = read_receipt(key, content)
    if receipt is None or before.whole in key:
        return key.replace(before.whole, after.whole), content
    lines = (line._replace(name=after) if line.name == before else line for line in receipt.lines)
    forged = receipt_of(receipt.day, lines)
    return (forged.key, forged.content) if len(receipt.lines) > 1 else (key, content)


LAYOUTS = {
    **{each.__name__: archive(each) for each in (by_place, by_name, by_either)},
    "together": archive(by_place, together=True),
    "bundled": archive(by_place, together=True, bundled=True),
}
KEYS = [(layout, key) for layout, objects in LAYOUTS.items() for key in sorted(objects)]
MOVES = sorted(key for key in LAYOUTS["by_place"] if key.startswith("moves/"))
layouts = pytest.mark.parametrize("whole", LAYOUTS.values(), ids=LAYOUTS)


def named(objects: Mapping[str, bytes]) -> list[tuple[str, Tampering]]:
    return [(each.place, each.fault) for each in check_archive(objects, UNTIL)]


@layouts
def test_r19_given_the_archive_as_it_was_written_then_nothing_is_named(
    whole: Mapping[str, bytes],
) -> None:
    assert len(DAYS) == len([key for key in whole if key.startswith("manifests/")])
    assert named(whole) == []
    assert list(check_tables(whole, TABLES)) == []


@given(st.sampled_from(KEYS), st.data())
def test_r19_given_any_object_edited_then_it_is_named(
    place: tuple[str, str], data: st.DataObject
) -> None:
    whole, key = LAYOUTS[place[0]], place[1]
    content = whole[key]
    at = data.draw(st.integers(0, len(content) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda other: other != content[at]))
    changed = content[:at] + bytes([byte]) + content[at + 1 :]
    assert (key, Tampering.EDITED) in named({**whole, key: changed})


@pytest.mark.parametrize(("layout", "key"), KEYS)
def test_r19_given_any_object_deleted_then_it_is_named(layout: str, key: str) -> None:
    whole = LAYOUTS[layout]
    left = {each: content for each, content in whole.items() if each != key}
    kind, _, rest = key.partition("/")
    found = named(left)
    if kind == "receipts":
        receipt = read_receipt(key, whole[key])
        assert receipt
        names = [name for name, _ in receipt.lines]
        entries = {where(name, whole, key) for name in names}
        assert {(entry, Tampering.DELETED) for entry in entries} <= set(found)
    elif kind == "manifests" and key == max(each for each in whole if each.startswith(kind)):
        assert found == [(f"manifests/{DAYS[-1]}", Tampering.TRUNCATED)]
    elif kind == "manifests":
        assert found[0] == (f"manifests/{rest[:6]}", Tampering.DELETED)
    elif find_receipt_of(key):
        told = {name.key for name, _ in read_bundle(whole[key])}
        assert set(found) == {(each, Tampering.DELETED) for each in told}
    else:
        assert key.startswith(found[0][0])
        assert found[0][1] in {Tampering.DELETED, Tampering.TRUNCATED}


def where(name: audit.Name, whole: Mapping[str, bytes], receipt: str) -> str:
    """Under which key an entry lies of which a receipt tells."""
    keys = (name.whole, name.key, bundle_key(receipt))
    return next(key for key in keys if key in whole)


BUNDLES = [key for key in LAYOUTS["bundled"] if find_receipt_of(key)]


@pytest.mark.parametrize("key", BUNDLES)
def test_r19_given_a_fact_taken_out_of_its_bundle_changed_or_put_into_it_then_it_is_named(
    key: str,
) -> None:
    whole = LAYOUTS["bundled"]
    first, *others = read_bundle(whole[key])
    assert named({**whole, key: content_of(others)}) == [
        (key, Tampering.EDITED),
        (first.name.key, Tampering.DELETED),
    ]
    said = first.content.replace(b"administrator", b"provider")
    assert said != first.content
    changed = content_of([*others, first._replace(content=said)])
    (found,) = check_archive({**whole, key: changed}, UNTIL)
    assert (found.place, found.fault) == (key, Tampering.EDITED)
    assert first.name.key in found.why
    (added,) = fact(9)
    assert set(named({**whole, key: content_of([first, *others, added])})) == {
        (key, Tampering.EDITED),
        (key, Tampering.DELETED),
    }
    beside = f"{key[:-20]}{'x' * 20}"
    assert (beside, Tampering.UNKNOWN) in named({**whole, beside: whole[key]})


def test_r19_given_a_fact_that_came_twice_then_the_copy_is_no_finding_till_it_differs() -> None:
    whole, (one, *_) = LAYOUTS["bundled"], FACTS
    again = receipt_of(DAYS[0], [ReceiptLine(one[0].name, place_of(one[0].name))])
    told = {again.key: again.content}
    twice = {**whole, **told, bundle_key(again.key): content_of(one)}
    assert named(twice) == []
    own = {**whole, one[0].name.key: one[0].content}
    assert named(own) == [], "a version of before has written it at its place"
    assert (one[0].name.key, Tampering.EDITED) in named({**own, one[0].name.key: b"{}"})


@given(st.sampled_from(sorted(LAYOUTS)), st.data())
def test_r19_given_any_two_objects_exchanged_then_named(layout: str, data: st.DataObject) -> None:
    whole = LAYOUTS[layout]
    one, other = (data.draw(st.sampled_from(sorted(whole))) for _ in range(2))
    changed = {**whole, one: whole[other], other: whole[one]}
    places = {place for place, _ in named(changed)}
    assert places >= ({one, other} if whole[one] != whole[other] else set())


@given(st.sampled_from(sorted(LAYOUTS)), st.sampled_from(sorted(LENGTHS)), st.data())
def test_r19_given_a_history_cut_off_with_its_receipts_then_its_manifest_names_it(
    layout: str, record: str, data: st.DataObject
) -> None:
    left = data.draw(st.integers(0, LENGTHS[record] - 1))
    cut = [name for name, _ in history(record, LENGTHS[record])[left:]]
    ends = tuple(end for name in cut for end in (name.key, name.whole))
    rest = {key: each for key, each in LAYOUTS[layout].items() if not key.endswith(ends)}
    assert {place for place, _ in named(rest)} & {name.key for name in cut}


@layouts
def test_r19_given_an_entry_put_beside_another_or_a_strange_object_then_named(
    whole: Mapping[str, bytes],
) -> None:
    forged = f"{MOVES[0]}-zzzzzzzzzzzzzzzzzzzz"
    assert forged in {place for place, _ in named({**whole, forged: b"[]"})}
    assert named({**whole, "notes": b""}) == [("notes", Tampering.UNKNOWN)]


def test_r19_given_the_same_entries_under_either_name_then_they_are_copies_till_one_differs() -> (
    None
):
    both = {**LAYOUTS["by_place"], **LAYOUTS["by_name"]}
    assert named(both) == []
    mine = history(*next(iter(LENGTHS.items())))[1].name
    for key in (mine.key, mine.whole):
        assert (mine.whole, Tampering.EDITED) in named({**both, key: b"[]"})


@layouts
def test_r19_given_a_chain_that_was_written_anew_with_its_names_then_its_receipts_name_it(
    whole: Mapping[str, bytes],
) -> None:
    record = next(iter(LENGTHS))
    mine = history(record, LENGTHS[record])
    move = msgspec.json.decode(mine[1].content, type=Step)
    content = msgspec.json.encode(msgspec.structs.replace(move, reason="另一理由"))
    name = mine[1].name._replace(digest=audit.digest_of(content))
    before = {mine[1].name.key, mine[1].name.whole} & whole.keys()
    key = name.key if mine[1].name.key in whole else name.whole
    found = named({**{each: whole[each] for each in whole if each not in before}, key: content})
    assert (key, Tampering.EDITED) in found


@layouts
def test_r19_given_a_chain_that_was_written_anew_with_its_receipts_then_the_next_move_names_it(
    whole: Mapping[str, bytes],
) -> None:
    record = next(iter(LENGTHS))
    mine = history(record, LENGTHS[record])
    move = msgspec.json.decode(mine[1].content, type=Step)
    content = msgspec.json.encode(msgspec.structs.replace(move, reason="另一理由"))
    name = mine[1].name._replace(digest=audit.digest_of(content))
    key = name.key if mine[1].name.key in whole else name.whole
    forged = dict(told_instead(each, whole[each], mine[1].name, name) for each in whole)
    forged[key] = content
    following = mine[2].name.key if mine[2].name.key in whole else mine[2].name.whole
    assert (following, Tampering.EDITED) in named(forged)


@given(st.sampled_from(sorted(LENGTHS)), st.data())
def test_r19_given_any_change_of_a_history_in_the_table_then_its_first_place_is_named(
    record: str, data: st.DataObject
) -> None:
    mine = list(history(record, LENGTHS[record]))
    length = len(mine)
    change = data.draw(st.sampled_from(["edit", "delete", "reorder", "truncate"]))
    place = data.draw(st.integers(0, length - 2 if change in {"reorder", "delete"} else length - 1))
    match change:
        case "edit":
            digest = audit.digest_of(b"other")
            mine[place] = Entry(mine[place].name._replace(digest=digest), b"other")
        case "delete":
            del mine[place]
        case "reorder":
            mine[place], mine[place + 1] = mine[place + 1], mine[place]
        case "truncate":
            del mine[max(place, 1) :]
    others = [each for each in TABLES if record not in each[0].name.subject]
    whole = LAYOUTS[data.draw(st.sampled_from(sorted(LAYOUTS)))]
    (found,) = check_tables(whole, [mine, *others])
    fault = {"edit": "edited", "delete": "deleted", "reorder": "reordered"}
    where = max(place, 1) if change == "truncate" else place
    assert found.place == f"moves/{record}/{where + 1:06d}"
    assert found.fault == fault.get(change, "truncated")


@layouts
def test_r19_given_a_table_that_is_ahead_or_has_lost_a_record_then_told_apart(
    whole: Mapping[str, bytes],
) -> None:
    record = next(iter(LENGTHS))
    longer = history(record, LENGTHS[record] + 1)
    (found,) = check_tables(whole, [longer, *TABLES[1:]])
    assert (found.place, found.fault) == (f"moves/{record}/000005", Tampering.NOT_ARCHIVED)
    (found,) = check_tables(whole, TABLES[1:])
    assert (found.place, found.fault) == (f"moves/{record}", Tampering.DELETED)


@pytest.mark.parametrize(
    "key",
    ["", "moves/x", "moves/x/1-y", "moves/x/00000a-y", "moves/x/000001-", "other/x/000001-y"],
)
def test_given_a_key_of_nothing_then_it_is_no_name(key: str) -> None:
    assert audit.find_name(key) is None
    assert audit.find_receipt(f"receipts/2020-06-01/{key}") is None
    assert find_manifest_day(f"manifests/{key}") is None


def test_given_a_receipt_of_no_day_or_no_digest_then_it_is_none() -> None:
    assert audit.find_receipt(f"receipts/2020-06-31/{MOVES[0]}-x") is None
    assert audit.find_receipt(f"receipts/2020-06-01/{MOVES[0]}") is None
    assert audit.find_receipt(f"receipts/2020-06-01/{MOVES[0]}-x") is not None
    with pytest.raises(ValueError, match="nothing"):
        audit.place_of_record("nothing")
