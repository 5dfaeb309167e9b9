"""A year as the import from the HR system leaves it: accredited records and their standing (R28)."""

from datetime import date
from decimal import Decimal

from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.reference import slot_of
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.identifier import record_id
from chalicelib.records.rules.move import ENTER
from chalicelib.records.rules.record import Record, RecordSource, moved
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.standing import standing_of
from chalicelib.records.store import years
from tests.journey.world import Professional


def put_imported(person: Professional, year: int, *, public: str, professional: str = "0") -> None:
    """Write both subjects straight through the store, as rows of the HR system come in."""
    owner = person.must("GET", "/v1/me")["id"]
    for subject, earned in ((Subject.PUBLIC, public), (Subject.PROFESSIONAL, professional)):
        if Decimal(earned):
            _put(person, owner, year, subject, Decimal(earned))


def _put(person: Professional, owner: str, year: int, subject: Subject, earned: Decimal) -> None:
    at = person.world.now
    cause = Cause(f"HR-{year}-{subject}")
    record = Record(
        id=record_id(owner, year, cause.token),
        person=owner,
        year=year,
        slot=slot_of("hr_legacy", cause.token),
        subject=subject,
        form="online",
        title="人社系统认定",
        ended_on=date(year, 6, 30),
        credits=earned,
        accredited=earned,
        figure=f"required.{subject}",
        law="粤财会函〔2020〕4号 一（四）",
        state=RecordState.ACCREDITED,
        source=RecordSource.HR_LEGACY,
        territory="440703",
    )
    record = moved(record, ENTER, at=at, by=Actor(Party.SYSTEM), cause=cause, new=True)
    person_year = years.find_year(owner, year)
    assert person_year is not None
    required = law_of(policy_of(year), at=at).required
    standing = standing_of(person_year.standing, (*person_year.records, record), required, at)
    years.put_accredited(record, None, standing, person_year)
