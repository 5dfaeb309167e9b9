"""The same thing is registered once (R16): whether its slots are free, and whose they were."""

from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.form import lists_papers
from chalicelib.law.rules.window import Window
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.move import OPEN_STATES, SLOT_FREED
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.reading import state_at
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.sitting import find_same_sitting
from chalicelib.records.store.slots import find_occupants

ANOTHER_SITTING = "考试的同一科目、同一考期只计入通过的年度；确为另一次考试的，请在科目名称中写明考试年度，如“2023年经济法”。"
ANEW = "同一成果原登记的记录已撤销，重新登记（原记录：{records}）"


def require_free(person_year: PersonYear, record: Record, asked: Window, law: YearLaw) -> None:
    """Refuse to register a thing twice: in one year, or one sitting of a paper in two (R16).

    Raises:
        Refusal: `duplicate_credit` unless what holds it is rejected, withdrawn, expired or revoked.
    """
    for occupant in find_occupants(person_year, record):
        if state_at(occupant, asked.closes_for(occupant), law.at) not in SLOT_FREED:
            raise _duplicate(record, occupant)
    for other in find_same_sitting(record, (*person_year.records, *person_year.elsewhere)):
        if _stands(other, law):
            raise _duplicate(record, other)


def require_uncounted(person_year: PersonYear, record: Record) -> None:
    """Refuse to accredit what another record counts already (R16): `duplicate_credit`.

    Within one account the slot's key sees to it. Two can wait for their bureaus under accounts that
    were merged, or of a sitting, submitted before one paper counted in one year only.
    """
    others = (each for each in find_occupants(person_year, record) if each.person != record.person)
    for other in (
        *others,
        *find_same_sitting(record, (*person_year.records, *person_year.elsewhere)),
    ):
        if other.counts:
            raise _duplicate(record, other)


def _stands(record: Record, law: YearLaw) -> bool:
    """Whether a record of any year holds what it is about."""
    if record.state not in OPEN_STATES:
        return record.state not in SLOT_FREED
    own = law if record.year == law.year else get_law(record.year, at=law.at)
    return state_at(record, own.window_of(record).closes, law.at) not in SLOT_FREED


def _duplicate(record: Record, other: Record) -> Refusal:
    return Refusal(
        "duplicate_credit",
        field="reference",
        reference=record.reference or record.title,
        year=other.year,
        record=other.id,
        hint=ANOTHER_SITTING if lists_papers(record.form) else "",
        territory=record.territory,
    )


def why_anew(person_year: PersonYear, record: Record) -> str:
    """What the history says of a record that takes the slots of a revoked one; nothing of others."""
    occupants = {each.id: each.state for each in find_occupants(person_year, record)}
    revoked = [each for each, state in occupants.items() if state is RecordState.REVOKED]
    return ANEW.format(records="、".join(revoked)) if revoked else ""
