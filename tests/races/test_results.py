"""A result comes while its person applies, withdraws or is decided on: it counts once, whatever wins (R41)."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.imports.actions.import_results import import_results
from chalicelib.imports.actions.told_row import RowState
from chalicelib.imports.rules.examination_row import HEADINGS
from chalicelib.imports.rules.import_job import ImportKind, Job
from chalicelib.imports.rules.import_row import RawRow
from chalicelib.people.store import professionals
from chalicelib.records.actions.withdraw_record import withdraw_record
from chalicelib.records.rules.record import Record
from chalicelib.records.store import years
from chalicelib.reports.actions.claim_waiting import claim_waiting
from tests.journey.imports import result
from tests.races.contest import answers, in_processes
from tests.records.province import (
    JUNE,
    NAME,
    decided,
    digest,
    enrolled,
    exam,
    fresh_cause,
    login_of,
    registered,
    resident_id,
    uploaded,
)

pytestmark = [pytest.mark.ministack(only=True), pytest.mark.usefixtures("cloud")]
JOB = Job(
    id="job",
    kind=ImportKind.EXAMINATION_RESULTS,
    filename="cj.csv",
    login=login_of("admin"),
    offered_at=JUNE,
)


def imported() -> RowState:
    """Import one paper that the first person passed."""
    said = {"姓名": NAME, "证件号码": resident_id(0), "考试": "CPA", "合格日期": "2020-05-20"}
    row = result("税法", 2020, **said)
    told = import_results(JOB, [RawRow(2, tuple(row[heading] for heading in HEADINGS))])
    return told[2].state


def counted(person: str) -> list[Record]:
    """What counts for the paper's year; the standing is its sum."""
    found = years.find_year(person, 2020)
    assert found is not None
    mine = [record for record in found.records if record.counts]
    assert found.standing.professional == sum(record.counted for record in mine)
    return mine


CONTENDERS: dict[str, Callable[[str, Record, str], Any]] = {
    "apply": lambda person, _record, upload: (
        registered(person, exam("《税法》", evidence=(upload,)), submit=True).id
    ),
    "withdraw": lambda person, record, _upload: (
        withdraw_record(person, record.id, at=JUNE, cause=fresh_cause()).record.id
    ),
    "accredit": lambda _person, record, _upload: decided(record).id,
}


@pytest.mark.parametrize("other", CONTENDERS)
def test_r41_given_a_result_and_its_person_at_once_then_the_paper_counts_once(other: str) -> None:
    person = enrolled().id
    upload = uploaded(person)
    record = registered(
        person, exam("会计" if other == "apply" else "税法", evidence=(upload,)), submit=True
    )

    outcomes = in_processes([imported, lambda: CONTENDERS[other](person, record, upload), imported])

    assert answers(outcomes).count(RowState.IMPORTED) == 2
    assert len(counted(person)) == 1


def test_r41_given_a_result_while_its_person_enrols_then_it_waits_and_is_claimed_or_is_entered() -> (
    None
):
    in_processes([imported, lambda: enrolled().id, imported])

    person = professionals.find_person_by_identity(digest(0))
    assert person is not None
    claim_waiting(person, at=JUNE)
    assert len(counted(person)) == 1
