"""An incomplete year that only lacks what its certificate counts proves nothing against it (R31)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.certificates.rules.restored import has_lost_records
from chalicelib.law.rules.subject import Subject
from chalicelib.records.rules.record import Record, RecordSource
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.standing import Standing

AT = datetime(2020, 6, 1, tzinfo=UTC)


def record(name: str, state: RecordState) -> Record:
    return Record(
        id=name,
        person="p",
        year=2020,
        slot=name,
        subject=Subject.PROFESSIONAL,
        form="training",
        title="培训",
        ended_on=date(2020, 5, 1),
        credits=Decimal(30),
        figure="conversion.training",
        law="R12",
        state=state,
        source=RecordSource.SELF,
        territory="440703",
    )


@pytest.mark.parametrize(
    ("left", "lost"),
    [
        ({"a": RecordState.ACCREDITED, "b": RecordState.ACCREDITED}, False),
        ({"a": RecordState.ACCREDITED}, True),
        ({"a": RecordState.ACCREDITED, "b": RecordState.SUBMITTED}, True),
        ({"a": RecordState.ACCREDITED, "b": RecordState.REVOKED}, False),
        ({"b": RecordState.REVOKED}, False),
        ({"c": RecordState.ACCREDITED}, True),
        ({}, True),
    ],
)
def test_r31_given_what_a_certificate_counts_then_lost_is_what_was_not_revoked(
    left: dict[str, RecordState], *, lost: bool
) -> None:
    issued = Certificate(
        person="p",
        year=2020,
        state=CertificateState.ISSUED,
        since=AT,
        counted=("a", "b"),
        version=1,
    )
    incomplete = Standing(person="p", year=2020, territory="440703")
    complete = Standing(person="p", year=2020, territory="440703", complete=True)
    records = [record(*each) for each in left.items()]
    assert has_lost_records(issued, incomplete, records) is lost
    assert not has_lost_records(issued, complete, records)
    revoked = Certificate(
        person="p", year=2020, state=CertificateState.REVOKED, since=AT, counted=("a",)
    )
    assert not has_lost_records(revoked, incomplete, records)
