"""Records as the store keeps them, made without a person: for tests of lists and keys."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.rules.record import Record, RecordSource
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.step import Step
from chalicelib.records.store import records

JUNE = datetime(2020, 6, 1, 9, tzinfo=SHANGHAI)
REGULAR = law_of(policy_of(2020), at=JUNE).own_window


def person_of(serial: int) -> str:
    """A person's id, another for each serial."""
    return f"person{serial:010d}".replace("0", "a").replace("1", "b")


def submitted(
    serial: int, *, minutes: int = 0, territory: str = "440703", form: str = "training"
) -> Record:
    """A submitted record of a person of its own."""
    at = JUNE + timedelta(minutes=minutes)
    person = person_of(serial)
    return Record(
        id=f"{person}-2020-{serial:012d}",
        person=person,
        year=2020,
        slot=f"{form}-{serial}",
        subject=Subject.PROFESSIONAL,
        form=form,
        title="专题培训",
        facts={"days": 6},
        ended_on=date(2020, 5, 23),
        credits=Decimal("60.00"),
        figure="conversion.training",
        law="财会〔2018〕10号",
        state=RecordState.SUBMITTED,
        source=RecordSource.SELF,
        territory=territory,
        evidence=(Evidence("0" * 64, "证明.pdf", "application/pdf", 24, "v1"),),
        moves=(
            Step(
                at, Actor(Party.PROFESSIONAL, "login"), RecordState.SUBMITTED, Cause(f"t{serial}")
            ),
        ),
        version=1,
    )


def put(record: Record) -> Record:
    """Keep a record, whatever is there."""
    records.record_item(record, REGULAR).save()
    return record
