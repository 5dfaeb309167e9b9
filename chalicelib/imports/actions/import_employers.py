"""Import employers that exist already (R37): open, without a clerk until an application for one is opened.

A code has one employer, so a row may be imported twice, side by side, or break off anywhere: the employer
says by which line of which file it came.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from chalicelib.bureaus.rules.territory import PROVINCE
from chalicelib.employers.actions.ask_employers import (
    find_employers,
    loading,
    put_entries,
)
from chalicelib.employers.rules.employer import Employer, EmployerState
from chalicelib.employers.rules.employer_name import is_same
from chalicelib.imports.actions.import_together import Planned, import_together
from chalicelib.imports.actions.told_row import RowState, RowTold
from chalicelib.imports.rules.employer_row import (
    HEADINGS,
    NAME,
    PLACE,
    ExistingEmployer,
    parse_employer,
)
from chalicelib.imports.rules.import_job import Job
from chalicelib.imports.rules.import_row import RawRow, cells_of
from chalicelib.platform.rules.cause import Actor, Party, import_cause
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.version import next_version

ITEMS = 2
"""What a row writes together: the employer, and the act of loading it."""
OTHER_NAME = "该统一社会信用代码的单位已存在，名称与此不一致，没有改动；更名请由其属地财政部门办理"
OTHER_PLACE = (
    "该统一社会信用代码的单位已存在，属地与此不一致，没有改动；变更属地请由其属地财政部门办理"
)


class EmployerRow(NamedTuple):
    """A row that can be read, and its line."""

    line: int
    stated: ExistingEmployer


def import_employers(job: Job, rows: Sequence[RawRow]) -> dict[int, RowTold]:
    """What becomes of each row of employers, by its line."""
    told: dict[int, RowTold] = {}
    groups: list[list[EmployerRow]] = []
    today = shanghai_date(job.offered_at)
    for row in rows:
        try:
            stated = parse_employer(cells_of(row, HEADINGS), today=today)
        except Refusal as refusal:
            told[row.line] = RowTold(RowState.REFUSED, refusal)
        else:
            groups.append([EmployerRow(row.line, stated)])
    return told | import_together(
        groups,
        lambda row: [row.stated.code],
        partial(_planned, job),
        items=ITEMS,
        foreseen=job.is_foreseen,
        alone=True,
    )


def _planned(job: Job, groups: Sequence[Sequence[EmployerRow]]) -> Iterator[Planned]:
    kept = find_employers([row.stated.code for (row,) in groups])
    for (row,) in groups:
        existing = kept.get(row.stated.code)
        if existing:
            yield Planned({row.line: _again(job, row, existing)})
            continue
        loaded = _employer(job, row)
        if not job.is_foreseen:
            put_entries(loaded.name, loaded.code)
        by = Actor(Party.ADMINISTRATOR, job.login, PROVINCE)
        yield Planned({row.line: RowTold(RowState.IMPORTED)}, [*loading(loaded, by)])


def _again(job: Job, row: EmployerRow, kept: Employer) -> RowTold:
    """What became of a row whose code has an employer, perhaps by this very row."""
    if not is_same(row.stated.name, kept.name):
        refusal = Refusal("row_invalid", field=NAME, why=OTHER_NAME)
        return RowTold(RowState.REFUSED, refusal)
    if row.stated.territory != kept.territory:
        refusal = Refusal("row_invalid", field=PLACE, why=OTHER_PLACE)
        return RowTold(RowState.REFUSED, refusal)
    is_mine = kept.loaded == import_cause(job.id, row.line)
    return RowTold(RowState.IMPORTED, again=not is_mine)


def _employer(job: Job, row: EmployerRow) -> Employer:
    return Employer(
        code=row.stated.code,
        name=row.stated.name,
        kind=row.stated.kind,
        territory=row.stated.territory,
        state=EmployerState.OPEN,
        opened_at=job.offered_at,
        loaded=import_cause(job.id, row.line),
        version=next_version(0, job.offered_at),
    )
