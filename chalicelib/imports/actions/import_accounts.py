"""Import accounts that exist already, on either side: they have no login until one claims them (R1).

An identity has one account, so a row may be imported twice, side by side, or break off anywhere: the
account says by which line of which file it came, and whoever opens it by themselves at the same
instant wins or has it.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Generic, NamedTuple, TypeVar

from chalicelib.identity.gateways import keys
from chalicelib.identity.rules import name
from chalicelib.identity.rules.identity import Document
from chalicelib.imports.actions.import_together import Planned, import_together
from chalicelib.imports.actions.told_row import RowState, RowTold
from chalicelib.imports.rules.account_row import (
    ENROLMENT_HEADINGS,
    HR_HEADINGS,
    ExistingAccount,
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
from chalicelib.people.rules.account import Account
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.cause import import_cause
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.abreast import abreast
from chalicelib.platform.store.tables import Conflict
from chalicelib.staff.actions.recuse import require_not_own_document

OTHER_NAME = "该证件已有账号，姓名与此不一致，请核对后更正"
OF_ENROLMENT, OF_ACCOUNT = 3, 1
"""How many items a row writes: a profile, what leads to it from the name, the lock of its identity; an account.

Were it fewer than are written, keys would be asked for people whom the transaction has no room for.
"""
StatedT = TypeVar("StatedT", ExistingEnrolment, ExistingAccount)


class AccountRow(NamedTuple, Generic[StatedT]):
    """A row that can be read, its line, and the digest of the document it names."""

    line: int
    digest: str
    stated: StatedT


Groups = Sequence[Sequence[AccountRow[StatedT]]]
"""Rows of accounts, each a group of its own."""


def import_enrolments(job: Job, rows: Sequence[RawRow]) -> dict[int, RowTold]:
    """What becomes of each row of the finance side's enrolments, by its line."""
    return _import(job, rows, _enrolment, partial(_enrolled, job), OF_ENROLMENT)


def import_hr_accounts(job: Job, rows: Sequence[RawRow]) -> dict[int, RowTold]:
    """What becomes of each row of the HR side's accounts, by its line."""
    return _import(job, rows, _account, partial(_opened, job), OF_ACCOUNT)


def _import(
    job: Job,
    rows: Sequence[RawRow],
    read: Callable[[Job, RawRow], StatedT],
    plan: Callable[[Groups[StatedT]], Iterator[Planned]],
    items: int,
) -> dict[int, RowTold]:
    told: dict[int, RowTold] = {}
    groups: list[list[AccountRow[StatedT]]] = []
    for row in rows:
        try:
            stated = read(job, row)
            require_not_own_document(stated.document, *job.proofs)
        except Refusal as refusal:
            told[row.line] = RowTold(RowState.REFUSED, refusal)
        else:
            groups.append([AccountRow(row.line, _digest(stated.document), stated)])
    return told | import_together(
        groups,
        lambda row: [row.digest],
        plan,
        items=items,
        foreseen=job.is_foreseen,
        alone=True,
    )


def _digest(document: Document) -> str:
    return keys.document_digest(document.type, document.number)


def _enrolment(job: Job, row: RawRow) -> ExistingEnrolment:
    today = shanghai_date(job.offered_at)
    return parse_enrolment(cells_of(row, ENROLMENT_HEADINGS), today=today, is_known=has_account)


def _account(job: Job, row: RawRow) -> ExistingAccount:
    today = shanghai_date(job.offered_at)
    return parse_account(cells_of(row, HR_HEADINGS), today=today, is_known=has_account)


def _enrolled(job: Job, groups: Groups[ExistingEnrolment]) -> Iterator[Planned]:
    people = ask_people.find_people_by_identity([row.digest for (row,) in groups])
    kept = ask_people.find_professionals(sorted(set(people.values())))
    # Each number is sealed under a key of its own, which KMS is asked for: not for what is only foreseen.
    absent = [row for (row,) in groups if row.digest not in people and not job.is_foreseen]
    fresh = zip(absent, abreast(partial(_professional, job), absent), strict=True)
    made = {row.digest: professional for row, professional in fresh}
    for (row,) in groups:
        if row.digest in made:
            writes = [*ask_people.enrolling(made[row.digest])]
            yield Planned({row.line: RowTold(RowState.IMPORTED)}, writes)
        elif row.digest not in people:
            yield Planned({row.line: RowTold(RowState.IMPORTED)})
        elif people[row.digest] in kept:
            yield Planned({row.line: _again(job, row, kept[people[row.digest]])})
        else:
            raise Conflict(row.digest)


def _opened(job: Job, groups: Groups[ExistingAccount]) -> Iterator[Planned]:
    kept = ask_people.find_accounts([row.digest for (row,) in groups])
    for (row,) in groups:
        if row.digest in kept:
            yield Planned({row.line: _again(job, row, kept[row.digest])})
        else:
            proved = Proved(row.stated.name, row.stated.document, proved=False)
            cause = import_cause(job.id, row.line)
            fresh = new_account(proved, login="", at=job.offered_at, cause=cause)
            yield Planned({row.line: RowTold(RowState.IMPORTED)}, [*ask_people.opening(fresh)])


def _again(job: Job, row: AccountRow[StatedT], kept: Professional | Account) -> RowTold:
    """What became of a row whose identity has an account, perhaps by this very row."""
    if not name.agree(row.stated.name, kept.name):
        refusal = Refusal("row_invalid", field=NAME, why=OTHER_NAME)
        return RowTold(RowState.REFUSED, refusal)
    is_mine = kept.cause == import_cause(job.id, row.line)
    return RowTold(RowState.IMPORTED, again=not is_mine)


def _professional(job: Job, row: AccountRow[ExistingEnrolment]) -> Professional:
    read = row.stated
    proved = Proved(read.name, read.document, proved=False)
    situation = Situation(
        territory=read.territory,
        employment=read.employment,
        employer=read.employer,
        mobile=read.mobile,
        worked_since=read.worked_since,
    )
    cause = import_cause(job.id, row.line)
    return new_professional(proved, situation, login="", at=job.offered_at, cause=cause)
