"""R16: the same thing is registered once; what was refused or given up may be registered again."""

from collections.abc import Callable

import msgspec
import pytest

from chalicelib.notices.rules.notice import notice_id
from chalicelib.notices.store import notices
from chalicelib.platform.store.tables import Conflict
from chalicelib.records.actions.change_record import change_record
from chalicelib.records.actions.decide_record import Decision
from chalicelib.records.actions.submit_record import submit_record
from chalicelib.records.actions.withdraw_record import withdraw_record
from chalicelib.records.rules.decision_notice import decision_notice
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store import records, slots, years
from tests.platform.records import REGULAR
from tests.records.province import (
    JUNE,
    application,
    book,
    decided,
    enrolled,
    exam,
    fresh_cause,
    refused,
    registered,
    uploaded,
)

pytestmark = [pytest.mark.ministack, pytest.mark.usefixtures("cloud")]
FINANCE, LAW, PRACTICE = "中级财务管理2020", "中级经济法2020", "中级会计实务2020"


def year_of(person: str) -> PersonYear:
    person_year = years.find_year(person, 2020)
    assert person_year is not None
    return person_year


def withdrawn(record: Record) -> Record:
    return withdraw_record(record.person, record.id, at=JUNE, cause=fresh_cause()).record


def rejected(record: Record) -> Record:
    return decided(record, Decision.REJECT)


@pytest.mark.parametrize("free", [withdrawn, rejected])
def test_r16_given_a_thing_registered_then_a_second_is_refused_until_the_first_is_free(
    free: Callable[[Record], Record],
) -> None:
    li = enrolled().id
    first = registered(li, submit=True)
    with refused("duplicate_credit") as refusal:
        registered(li, submit=True)
    assert refusal.value.facts["record"] == first.id
    freed = free(first)
    second = registered(li, submit=True)
    person_year = year_of(li)
    assert person_year.in_slot(first.slot) == second
    filed = person_year.record(first.id)
    assert filed is not None
    assert (filed.state, filed.moves, filed.version) == (freed.state, freed.moves, freed.version)
    with refused("duplicate_credit"):
        registered(li, submit=True)
    free(second)
    third = registered(li)
    assert {record.id for record in year_of(li).records} == {first.id, second.id, third.id}


@pytest.mark.parametrize("end", [RecordState.DRAFT, RecordState.RETURNED, RecordState.ACCREDITED])
def test_r16_given_a_thing_that_is_not_free_then_a_second_is_refused(end: RecordState) -> None:
    li = enrolled().id
    record = registered(li, submit=end is not RecordState.DRAFT)
    if end is RecordState.RETURNED:
        decided(record, Decision.RETURN)
    if end is RecordState.ACCREDITED:
        decided(record)
    with refused("duplicate_credit"):
        registered(li)


def test_r16_given_a_draft_whose_window_closed_then_it_reads_as_expired() -> None:
    """And its slot would be free, were not the window closed for a new record too."""
    li = enrolled().id
    draft = registered(li)
    late = JUNE.replace(year=2021)
    with refused("window_closed"):
        registered(li, at=late)
    with refused("record_not_changeable"):
        withdraw_record(li, draft.id, at=late, cause=fresh_cause())


@pytest.mark.parametrize(
    "again", ["9787509500019", "ISBN 978-7-5095-0001-9", "９７８-7-5095-0001-9", "7-5095-0001-X"]
)
def test_r16_given_one_book_written_otherwise_then_it_is_the_same(again: str) -> None:
    li = enrolled().id
    registered(li, book())
    with refused("duplicate_credit"):
        registered(li, book("另一书名", again))


def test_r16_given_another_person_year_or_form_then_it_is_another_thing() -> None:
    li, wang = enrolled(0).id, enrolled(1).id
    registered(li)
    registered(wang)
    registered(li, application(form="conference", facts={"days": 6}))
    assert len(year_of(li).records) == 2


def test_r16_given_exam_papers_then_a_record_that_shares_any_is_refused() -> None:
    li = enrolled().id
    record = registered(li, exam(FINANCE, LAW))
    assert len(record.parts) == 1
    for overlapping in (exam(LAW), exam(FINANCE), exam(PRACTICE, LAW), exam(PRACTICE, FINANCE)):
        with refused("duplicate_credit"):
            registered(li, overlapping)
    assert registered(li, exam(PRACTICE)).id in {each.id for each in year_of(li).records}


@pytest.mark.parametrize(
    "papers", [(LAW,), (FINANCE,), (LAW, PRACTICE), (FINANCE, PRACTICE), (FINANCE, LAW, PRACTICE)]
)
def test_r16_given_papers_freed_then_each_can_be_taken_over_and_is_taken_then(
    papers: tuple[str, ...],
) -> None:
    li = enrolled().id
    freed = withdrawn(registered(li, exam(FINANCE, LAW)))
    taken = registered(li, exam(*papers))
    person_year = year_of(li)
    assert person_year.record(taken.id) == taken
    kept = person_year.record(freed.id)
    assert kept is not None
    assert (kept.state, kept.moves) == (RecordState.WITHDRAWN, freed.moves)
    for paper in papers:
        with refused("duplicate_credit"):
            registered(li, exam(paper))
    for left in {FINANCE, LAW, PRACTICE} - set(papers):
        registered(li, exam(left))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((FINANCE, LAW), (FINANCE,)),
        ((FINANCE, LAW), (LAW,)),
        ((FINANCE,), (FINANCE, LAW)),
        ((LAW,), (FINANCE, LAW)),
        ((FINANCE, LAW), (LAW, PRACTICE)),
        ((FINANCE, LAW), (FINANCE, PRACTICE)),
        ((FINANCE, LAW, PRACTICE), (PRACTICE,)),
        ((FINANCE, LAW), (FINANCE, LAW)),
        ((FINANCE, LAW), (PRACTICE,)),
    ],
)
def test_r16_given_a_draft_changed_to_other_papers_then_exactly_those_are_taken(
    before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    li = enrolled().id
    draft = registered(li, exam(*before))
    changed = change_record(
        li, draft.id, exam(*after), submit=False, at=JUNE, cause=fresh_cause()
    ).record
    person_year = year_of(li)
    assert person_year.records == (changed,)
    assert (changed.id, changed.moves) == (draft.id, draft.moves)
    assert set(person_year.parts) == set(changed.parts)
    assert all(part.part_of == draft.id for part in person_year.parts.values())
    for paper in after:
        with refused("duplicate_credit"):
            registered(li, exam(paper))
    for freed in set(before) - set(after):
        registered(li, exam(freed))


def test_r16_given_another_record_s_thing_then_a_draft_cannot_be_changed_to_it() -> None:
    li = enrolled().id
    registered(li, exam(FINANCE, LAW))
    draft = registered(li, exam(PRACTICE))
    with refused("duplicate_credit"):
        change_record(li, draft.id, exam(PRACTICE, LAW), submit=False, at=JUNE, cause=fresh_cause())
    assert year_of(li).record(draft.id) == draft


def test_r16_given_freed_papers_then_a_draft_can_be_changed_to_them() -> None:
    li = enrolled().id
    freed = withdrawn(registered(li, exam(FINANCE, LAW)))
    draft = registered(li, exam(PRACTICE))
    changed = change_record(
        li, draft.id, exam(LAW, FINANCE), submit=False, at=JUNE, cause=fresh_cause()
    ).record
    person_year = year_of(li)
    assert {record.id for record in person_year.records} == {freed.id, draft.id}
    assert person_year.record(draft.id) == changed
    registered(li, exam(PRACTICE))


def test_r16_given_a_clock_that_stands_then_a_stale_write_cannot_take_another_s_place() -> None:
    """Versions follow the clock: standing, it gives a new record the version of the one before."""
    li = enrolled().id
    evidence = (uploaded(li),)
    stale = year_of(li)
    first = registered(li, application(evidence))
    seen = year_of(li)
    withdrawn(first)
    second = registered(li, application(evidence))
    assert second.version == first.version
    with pytest.raises(Conflict):
        records.put_moved(first, REGULAR, first)
    with pytest.raises(Conflict):
        slots.put_record(first, REGULAR, first, seen)
    with pytest.raises(Conflict):
        slots.put_record(first, REGULAR, None, stale)
    assert year_of(li).in_slot(first.slot) == second
    with refused("record_not_changeable"):
        submit_record(li, first.id, at=JUNE, cause=fresh_cause())


def test_r10_given_a_record_put_into_its_slots_then_what_its_owner_is_told_lies_in_the_inbox() -> (
    None
):
    li = enrolled().id
    rejected(registered(li, submit=True))
    before = year_of(li)
    (again,) = before.records
    told = decision_notice(again)
    assert told is not None
    told = msgspec.structs.replace(told, id=notice_id(JUNE, "again"))
    slots.put_record(again, REGULAR, again, before, told)
    assert told in notices.find_notices([li], None, 10)
    with pytest.raises(Conflict):
        slots.put_record(again, REGULAR, again, before, told)


def test_r16_given_a_part_taken_over_meanwhile_then_the_slower_one_finds_out() -> None:
    li, wang = enrolled(0).id, enrolled(1).id
    papers = {registered(wang, exam(paper)).slot: paper for paper in (FINANCE, LAW)}
    withdrawn(registered(li, exam(FINANCE, LAW)))
    seen = year_of(li)
    (part,) = seen.parts
    winner = registered(li, exam(papers[part]))
    last = "3" if winner.id.endswith("2") else "2"
    loser = msgspec.structs.replace(winner, id=f"{winner.id[:-1]}{last}")
    with pytest.raises(Conflict):
        slots.put_record(loser, REGULAR, None, seen)
    assert year_of(li).in_slot(part) == winner


def test_r16_given_the_keys_of_a_record_twice_and_of_its_part_then_the_record_is_read_once() -> (
    None
):
    record = registered(enrolled().id, exam("经济法", "财务管理"))
    keys = [
        (f"P#{record.person}", records.record_key(2020, slot))
        for slot in (record.slot, *record.parts)
    ]
    assert list(records.find_records([*keys, *keys]).values()) == [record]
