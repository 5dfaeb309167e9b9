"""Import accounts that exist already, on either side: they have no login until one claims them (R1).

An identity has one account, so a row may be imported twice, side by side, or break off anywhere: the
account says by which line of which file it came, and whoever opens it by themselves at the same
instant wins or has it.
"""

from collections.abc import Callable, Sequence
from datetime import datetime

from chalicelib.identity.gateways import keys
from chalicelib.identity.rules import name
from chalicelib.imports.actions.told_row import RowState, RowTold
from chalicelib.imports.rules.account_row import (
    ENROLMENT_HEADINGS,
    HR_HEADINGS,
    ExistingEnrolment,
    parse_account,
    parse_enrolment,
)
from chalicelib.imports.rules.import_job import Job
from chalicelib.imports.rules.import_row import RawRow, cells_of
from chalicelib.imports.rules.table_cell import NAME
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.enrol import Proved, Situation, new_professional
from chalicelib.people.actions.known_identity import has_account
from chalicelib.people.actions.open_hr_account import new_account
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause, import_cause
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import Conflict
from chalicelib.staff.actions.recuse import require_not_own_document

OTHER_NAME = "该证件已有账号，姓名与此不一致，请核对后更正"


def import_enrolments(job: Job, rows: Sequence[RawRow]) -> dict[int, RowTold]:
    """What becomes of each row of the finance side's enrolments, by its line."""
    return {row.line: _told(job, row, _enrolled) for row in rows}


def import_hr_accounts(job: Job, rows: Sequence[RawRow]) -> dict[int, RowTold]:
    """What becomes of each row of the HR side's accounts, by its line."""
    return {row.line: _told(job, row, _opened) for row in rows}


def _told(job: Job, row: RawRow, work: Callable[[Job, RawRow, Cause], RowTold]) -> RowTold:
    cause = import_cause(job.id, row.line)
    try:
        return work(job, row, cause)
    except Refusal as refusal:
        if refusal.code == "busy":
            raise
        return RowTold(RowState.REFUSED, refusal)


def _enrolled(job: Job, row: RawRow, cause: Cause) -> RowTold:
    at, line = job.offered_at, cells_of(row, ENROLMENT_HEADINGS)
    read = parse_enrolment(line, today=shanghai_date(at), is_known=has_account)
    document = read.document
    require_not_own_document(document, *job.proofs)
    digest = keys.document_digest(document.type, document.number)

    def once() -> RowTold:
        person = ask_people.find_person_by_identity(digest)
        if person is None:
            ask_people.enrol(_professional(read, at, cause))
            return RowTold(RowState.IMPORTED)
        kept = ask_people.find_professional(person)
        if kept is None:
            raise Conflict(person)
        return _again(read.name, kept.name, is_mine=kept.cause == cause)

    return settled(once)


def _opened(job: Job, row: RawRow, cause: Cause) -> RowTold:
    at, line = job.offered_at, cells_of(row, HR_HEADINGS)
    read = parse_account(line, today=shanghai_date(at), is_known=has_account)
    require_not_own_document(read.document, *job.proofs)
    proved = Proved(read.name, read.document, proved=False)
    account = new_account(proved, login="", at=at, cause=cause)

    def once() -> RowTold:
        kept = ask_people.find_account(account.digest)
        if kept is None:
            ask_people.open_account(account)
            return RowTold(RowState.IMPORTED)
        return _again(read.name, kept.name, is_mine=kept.cause == cause)

    return settled(once)


def _again(stated: str, kept: str, *, is_mine: bool) -> RowTold:
    """What became of a row whose identity has an account, perhaps by this very row."""
    if not name.agree(stated, kept):
        raise Refusal("row_invalid", field=NAME, why=OTHER_NAME)
    return RowTold(RowState.IMPORTED, again=not is_mine)


def _professional(read: ExistingEnrolment, at: datetime, cause: Cause) -> Professional:
    proved = Proved(read.name, read.document, proved=False)
    situation = Situation(
        territory=read.territory,
        employment=read.employment,
        employer=read.employer,
        mobile=read.mobile,
        worked_since=read.worked_since,
    )
    return new_professional(proved, situation, login="", at=at, cause=cause)
