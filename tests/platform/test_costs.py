"""What each step of a person's year costs in write units, held to its budget.

The budgets are for usual records: a title of a dozen characters, one file of evidence.
"""

import os
from datetime import timedelta

import pytest

from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.certificates.actions.match_account import match_account
from chalicelib.certificates.actions.render_certificate import render_certificate
from chalicelib.certificates.actions.sync_year import sync_year
from chalicelib.imports.actions.import_rows import import_chunk
from chalicelib.imports.actions.offer_import import offer_import
from chalicelib.imports.actions.split_import import split_import
from chalicelib.imports.rules.headings import HEADINGS_OF
from chalicelib.imports.rules.import_job import ImportKind
from chalicelib.platform.gateways import files
from chalicelib.records.actions.decide_record import Decision
from chalicelib.records.actions.submit_record import submit_record
from chalicelib.records.rules.record import Record
from chalicelib.study.actions.report_study import report_study
from tests.journey.imports import csv_file, result, row
from tests.platform.metering import Meter, Write
from tests.records.province import (
    JUNE,
    QUARTER,
    account_opened,
    application,
    completed,
    course,
    decided,
    enrolled,
    exam,
    fresh_cause,
    registered,
    resident_id,
    studied,
    uploaded,
)

ENROL = 10
SUBMIT = 4
ACCREDIT = 8
SYNC = 12
RENDER = 3
GUARDED = 2
"""The guard of sittings, in a transaction, which doubles the units of the record as well."""
QUEUED = 1
"""The entry in the queue of the bureau's city: put by submitting, within its budget, deleted by deciding."""
NAMED = 2
"""What leads from the name to the profile, in the transaction that enrols (docs/decisions/0072)."""
EMPLOYED = 2
"""What leads from the employer to the certificate, in the transaction that issues it."""
LISTED = 1
"""An entry in a list of what a bureau has decided."""
TOLD = 7
"""A notice in the decision's own transaction, which doubles the units, and its mark."""
ACCREDITED = 3
"""The notice of an accreditation, in a transaction that there is anyway: its item, and its mark."""
TALLIED = 2
"""What counts the decision for whoever made it, in its transaction, which doubles the unit."""
STUDIED = 1
"""The entry in the list of whom there is something to tell elsewhere, once for a course."""
KILOBYTE = 1024
SEALED = 2
"""The second kilobyte of a profile with two sealed numbers, in the transaction that enrols (docs/decisions/0057)."""
PERSON_YEAR = 60
IMPORTED = 10
"""A row of an import, alone in its chunk."""


def spent(meter: Meter) -> int:
    """What was spent since last asked."""
    units = meter.units
    meter.writes.clear()
    return units


def submitted_draft(person: str) -> Record:
    """A record that was a draft first: the longest usual history."""
    draft = registered(person, application((uploaded(person),)))
    return submit_record(person, draft.id, at=JUNE, cause=fresh_cause()).record


def test_given_a_person_then_enrolling_is_within_its_budget(meter: Meter) -> None:
    enrolled()
    kinds = [write.pk.partition("#")[0] for write in meter.writes]
    assert kinds == ["P", "NAMED", "ID", "LOGIN"]
    assert 3 + NAMED < spent(meter) <= ENROL + NAMED


@pytest.mark.parametrize("is_draft_first", [False, True])
def test_given_a_record_then_submitting_is_within_its_budget(
    meter: Meter, *, is_draft_first: bool
) -> None:
    person = enrolled().id
    upload = uploaded(person)
    draft = registered(person, application((upload,))) if is_draft_first else None
    spent(meter)
    if draft is None:
        registered(person, application((upload,)), submit=True)
    else:
        submit_record(person, draft.id, at=JUNE, cause=fresh_cause())
    assert len(meter.writes) == 1, "submitting is one conditional put"
    assert spent(meter) <= SUBMIT


def test_r16_given_an_examination_then_its_guard_costs_no_more_than_a_transaction(
    meter: Meter,
) -> None:
    person = enrolled().id
    upload = uploaded(person)
    spent(meter)
    record = registered(person, exam("经济法", evidence=(upload,)), submit=True)
    assert [write.sk for write in meter.writes] == [f"Y#2020#R#{record.slot}", "SITTINGS"]
    assert spent(meter) <= SUBMIT + GUARDED
    decided(record)
    assert spent(meter) <= ACCREDIT + 2 + ACCREDITED + TALLIED


@pytest.mark.parametrize("completes", [False, True])
def test_given_a_submitted_record_then_accrediting_is_within_its_budget(
    meter: Meter, *, completes: bool
) -> None:
    person = enrolled().id
    if completes:
        studied(person)
        report_study(person, course().id, 900, at=JUNE + QUARTER, cause=fresh_cause())
    record = submitted_draft(person)
    spent(meter)
    decided(record)
    *decision, notice, tally = [write.sk for write in meter.writes]
    assert (decision, notice[:2]) == ([f"Y#2020#R#{record.slot}", "Y#2020"], "N#")
    assert tally.startswith("2020-06-01#")
    assert spent(meter) <= ACCREDIT + QUEUED + ACCREDITED + TALLIED


@pytest.mark.parametrize("decision", [Decision.RETURN, Decision.REJECT])
def test_given_a_record_returned_or_rejected_then_it_costs_its_place_in_a_list_and_its_notice_more_than_submitting(
    meter: Meter, decision: Decision
) -> None:
    person = enrolled().id
    record = submitted_draft(person)
    spent(meter)
    decided(record, decision)
    assert spent(meter) <= SUBMIT + QUEUED + LISTED + TOLD + TALLIED


def test_given_a_complete_year_then_sync_with_number_and_acknowledgement_is_within_its_budget(
    meter: Meter,
) -> None:
    account_opened()
    person = completed().professional.id
    spent(meter)
    sync_year(person, 2020, at=JUNE)
    keys = [write.sk for write in meter.writes if not write.pk.startswith("EMPLOYER#")]
    assert keys == ["LOCK", "C#2020", "C#2020#V#1", "Y#2020"]
    assert len(meter.writes) == len(keys) + 1
    assert spent(meter) <= SYNC + EMPLOYED


def test_given_an_issued_certificate_then_rendering_is_within_its_budget(meter: Meter) -> None:
    account_opened()
    person = completed().professional.id
    sync_year(person, 2020, at=JUNE)
    spent(meter)
    render_certificate(person, 2020, at=JUNE)
    assert spent(meter) <= RENDER


def test_given_a_typical_year_then_all_of_it_is_within_its_budget(meter: Meter) -> None:
    """Enrolment, both accounts, study, two records with evidence, the certificate and its match."""
    person = enrolled().id
    account = account_opened()
    meeting = application((uploaded(person),), form="conference", reference="1", facts={"days": 2})
    decided(registered(person, meeting, submit=True))
    record = submitted_draft(person)
    reports = meter.units
    studied(person)
    report_study(person, course().id, 0, at=JUNE, cause=fresh_cause())
    reports = meter.units - reports
    report_study(person, course().id, 900, at=JUNE + QUARTER, cause=fresh_cause())
    decided(record, at=JUNE + timedelta(days=1))
    sync_year(person, 2020, at=JUNE)
    render_certificate(person, 2020, at=JUNE)
    match_account(account.digest, at=JUNE)
    assert (
        spent(meter) - reports
        <= PERSON_YEAR
        + 2 * (QUEUED + QUEUED + ACCREDITED + TALLIED)
        + EMPLOYED
        + STUDIED
        + SEALED
        + NAMED
    )


def test_given_everything_written_then_no_item_is_near_a_limit(meter: Meter) -> None:
    account_opened()
    completed()
    profiles = [write.size for write in meter.writes if write.sk == "PROFILE"]
    heaviest = max(
        (write for write in meter.writes if write.sk != "PROFILE"), key=lambda write: write.size
    )
    assert isinstance(heaviest, Write)
    assert heaviest.size < KILOBYTE, heaviest
    # It is written when somebody enrols or moves; KMS wraps a key in 84 bytes more than moto does.
    assert max(profiles) + 2 * 84 < 2 * KILOBYTE


def imported(
    meter: Meter, *rows: dict[str, str], kind: ImportKind = ImportKind.LEGACY_RECORDS
) -> list[Write]:
    """What the rows of one chunk wrote."""
    staff = Staff("importer", Role.ADMINISTRATOR, "440000", "importer")
    job = offer_import(staff, "2018.csv", kind, at=JUNE, cause=fresh_cause()).id
    body = csv_file(*rows, headings=HEADINGS_OF[kind])
    put = files.client().put_object(
        Bucket=os.environ["IMPORT_BUCKET"], Key=f"imports/{job}", Body=body
    )
    split_import(job, put["ETag"].strip('"'))
    spent(meter)
    import_chunk(job, 0)
    return meter.writes


@pytest.mark.parametrize("is_enrolled", [True, False])
def test_r28_given_an_imported_row_then_it_is_within_its_budget(
    meter: Meter, *, is_enrolled: bool
) -> None:
    if is_enrolled:
        enrolled()
    written = imported(meter, row(证件号码=resident_id(0)))
    kinds = sorted(write.pk.partition("#")[0] for write in written)
    assert kinds == [
        "HR",
        *(["JOB", "JOB", "P", "P"] if is_enrolled else ["ID", "ID", "JOB", "JOB"]),
    ]
    assert spent(meter) <= IMPORTED


@pytest.mark.parametrize("has_applied", [True, False])
def test_r41_given_a_result_of_an_examination_then_it_is_within_its_budget(
    meter: Meter, *, has_applied: bool
) -> None:
    """Nine units at most without its notice, which is written afterwards; two of the chunk's besides."""
    person = enrolled().id
    if has_applied:
        registered(person, exam("税法", evidence=(uploaded(person),)), submit=True)
    passed = result("税法", 2020, 考试="CPA", 合格日期="2020-05-20", 证件号码=resident_id(0))
    written = imported(meter, passed, kind=ImportKind.EXAMINATION_RESULTS)
    mine = [write for write in written if write.pk.startswith("P#")]
    assert [write.sk.partition("#R#")[0] for write in mine] == ["Y#2020", "SITTINGS", "Y#2020"]
    meter.writes[:] = mine
    assert spent(meter) <= 9 + QUEUED * has_applied
