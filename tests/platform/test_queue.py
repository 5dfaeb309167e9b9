"""R20: what waits for a bureau: oldest first, each once, nothing that has moved on."""

from datetime import timedelta

import msgspec
import pytest

from chalicelib.platform.rules import mark
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.store.outbox import GROUP, ListPlace
from chalicelib.records.rules.move import RETURN
from chalicelib.records.rules.record import Record, moved
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store.decided import find_decided
from chalicelib.records.store.record_pages import find_submitted
from tests.platform.records import JUNE, person_of, put, submitted

pytestmark = [pytest.mark.ministack, pytest.mark.usefixtures("cloud")]
COUNTY, NEXT = "440703", "440704"
BOTH = (COUNTY, NEXT)


def pages(
    limit: int, places: tuple[str, ...] = BOTH, form: str | None = None
) -> list[list[Record]]:
    """Every page, followed to the end."""

    def wanted(record: Record) -> bool:
        return form is None or record.form == form

    found, after = [], None
    while True:
        page = find_submitted(places, after, limit, wanted)
        found.append(page.records)
        if page.last is None:
            return found
        after = page.last


def test_r20_given_several_territories_then_the_oldest_come_first_over_all_of_them() -> None:
    kept = [
        put(submitted(serial, minutes=60 - serial, territory=(COUNTY, NEXT)[serial % 2]))
        for serial in range(6)
    ]
    oldest_first = kept[::-1]
    assert pages(10) == [oldest_first]
    assert pages(4) == [oldest_first[:4], oldest_first[4:]]
    assert pages(10, (BOTH[0],)) == [[r for r in oldest_first if r.territory == COUNTY]]
    assert pages(10, ("440705",)) == [[]]


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6])
def test_r20_given_records_of_one_instant_then_every_page_goes_on_where_the_last_ended(
    limit: int,
) -> None:
    """Their order in the index is nobody's promise: it must be made here, or some are lost."""
    kept = [put(submitted(serial, territory=(COUNTY, NEXT)[serial % 2])) for serial in range(5)]
    found = pages(limit)
    assert sorted(r.id for page in found for r in page) == sorted(r.id for r in kept)
    assert all(len(page) == limit for page in found[:-1])
    assert found[-1], "no page is empty where the one before said that there is more"


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_r20_given_records_returned_at_one_instant_then_each_is_listed_once(limit: int) -> None:
    bureau, cause = Actor(Party.BUREAU, "wang", COUNTY), Cause("return")
    kept = [
        put(moved(submitted(n), RETURN, at=JUNE, by=bureau, cause=cause, reason="缺页"))
        for n in range(12)
    ]
    found, after = [], None
    while True:
        page = find_decided((COUNTY,), RecordState.RETURNED, after, limit, lambda _: True)
        found += [record.id for record in page.records]
        after = page.last
        if after is None:
            break
    assert sorted(found) == sorted(record.id for record in kept)


def test_r20_given_a_form_then_only_its_records() -> None:
    wanted = [put(submitted(serial, minutes=serial, form="book")) for serial in (1, 3)]
    for serial in (0, 2, 4):
        put(submitted(serial, minutes=serial))
    assert pages(1, form="book") == [[wanted[0]], [wanted[1]]]


def test_r20_given_marks_that_lag_behind_then_what_has_moved_is_dropped() -> None:
    """The index may still show what was decided, withdrawn, or moved to another slot."""
    left = put(submitted(0, minutes=9))
    for serial, state in enumerate(
        (RecordState.ACCREDITED, RecordState.RETURNED, RecordState.WITHDRAWN), 1
    ):
        moved = msgspec.structs.replace(submitted(serial), state=state)
        item_of_submitted = put(submitted(serial))
        assert item_of_submitted.slot == moved.slot
        put(moved)
    assert pages(1) == [[left]]


def test_r20_given_more_than_one_read_s_worth_of_another_form_then_the_wanted_one_is_found() -> (
    None
):
    for serial in range(GROUP + 1):
        put(submitted(serial))
    wanted = put(submitted(GROUP + 1, minutes=1, form="book"))
    assert pages(1, form="book") == [[wanted]]


def test_given_a_cursor_then_what_comes_later_only() -> None:
    put(submitted(0))
    second = put(submitted(1, minutes=1))
    since = mark.sortable(JUNE + timedelta(minutes=0))
    after = ListPlace(since, f"P#{person_of(0)}", "Y#2020#R#training-0")
    assert find_submitted(BOTH, after, 5, lambda _: True).records == [second]
