"""The same thing is registered once (R16): whether its slots are free, and whose they were."""

from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.form import lists_papers
from chalicelib.law.rules.window import Window
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.move import OPEN_STATES
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.proved_paper import is_proved
from chalicelib.records.rules.reading import holds_slot
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.sitting import find_same_sitting
from chalicelib.records.store.slots import find_occupants

ANOTHER_SITTING = "考试的同一科目、同一考期只计入通过的年度；确为另一次考试的，请在科目名称中写明考试年度，如“2023年经济法”。"
UNDER_APPEAL = "该记录正在复核，复核决定作出前不能另行登记。"
IMPORTED = "该科目的考试成绩已由省财政厅导入并认定，无需再申请（记录中可查看）；列有其他科目的，请只登记其他科目。"
ANEW = "同一成果原登记的记录已撤销，重新登记（原记录：{records}）"


def require_free(
    person_year: PersonYear, record: Record, asked: Window, law: YearLaw, hint: str = ""
) -> None:
    """Refuse to register a thing twice: in one year, or one sitting of a paper in two (R16).

    Args:
        person_year: the year with all its records.
        record: what needs its slots.
        asked: the window that is asked.
        law: the law of now.
        hint: what its owner is told besides, where it is no matter of registering.

    Raises:
        Refusal: `duplicate_credit` unless what holds it is rejected, withdrawn, expired or revoked, and
            no appeal about it is open (R43).
    """
    for occupant in find_occupants(person_year, record):
        if holds_slot(occupant, asked.closes_for(occupant), law.at):
            raise _duplicate(record, occupant, hint)
    for other in find_same_sitting(record, (*person_year.records, *person_year.elsewhere)):
        if _stands(other, law):
            raise _duplicate(record, other, hint)


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
        return not record.frees_slot
    own = law if record.year == law.year else get_law(record.year, at=law.at)
    return holds_slot(record, own.window_of(record).closes, law.at)


def _duplicate(record: Record, other: Record, hint: str = "") -> Refusal:
    return Refusal(
        "duplicate_credit",
        field="reference",
        reference=record.reference or record.title,
        year=other.year,
        record=other.id,
        hint=_hint(record, other, hint),
        territory=record.territory,
    )


def _hint(record: Record, other: Record, hint: str) -> str:
    """What is said besides of what stands in the way."""
    if other.under_appeal:
        return UNDER_APPEAL
    if not lists_papers(record.form):
        return hint
    is_imported = is_proved(other) and other.year == record.year
    return IMPORTED if is_imported else hint or ANOTHER_SITTING


def why_anew(person_year: PersonYear, record: Record) -> str:
    """What the history says of a record that takes the slots of a revoked one; nothing of others."""
    occupants = {each.id: each.state for each in find_occupants(person_year, record)}
    revoked = [each for each, state in occupants.items() if state is RecordState.REVOKED]
    return ANEW.format(records="、".join(revoked)) if revoked else ""
