"""Find what a report or an imported row has made already, and whether it may be made anew (R16, R18)."""

from chalicelib.identity.rules import name
from chalicelib.platform.rules.cause import Cause, Party
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.reports.actions.find_result import find_result
from chalicelib.reports.rules import legacy
from chalicelib.reports.rules.examination_result import ExaminationResult
from chalicelib.reports.rules.legacy import LegacyRow
from chalicelib.reports.rules.report import Report, require_same
from chalicelib.reports.rules.roster_row import RosterRow, require_same_amount
from chalicelib.reports.store.waiting_rows import Row


def find_reported(person_year: PersonYear, report: Row) -> Record | None:
    """Find the record that this very report made, unless it is revoked: then it may be mended (R16).

    Raises:
        Refusal: `name_differs`; `reference_reused`, `serial_reused`, `roster_row_differs` if it said something else then;
            `report_revoked` if it says again what was revoked; as `find_result`.
    """
    if not name.agree(report.name, person_year.professional.name):
        raise Refusal("name_differs", field="name")
    if isinstance(report, ExaminationResult):
        return find_result(person_year, report)
    made = _made_by(person_year, report)
    if isinstance(report, RosterRow):
        made = [each for each in made if each.moves[-1].by.party is not Party.REPORTER]
    for record in made:
        if record.state is not RecordState.REVOKED:
            require_said(report, record.moves[0].cause)
            return record
    if any(record.moves[0].cause == report.cause for record in made):
        field = legacy.SERIAL if isinstance(report, LegacyRow) else "reference"
        raise Refusal("report_revoked", field=field, territory=made[0].territory)
    if isinstance(report, LegacyRow):
        return find_worn(person_year, report.serial, report.cause.body)
    return None


def find_worn(person_year: PersonYear, serial: str, content: str, but: str = "") -> Record | None:
    """Find the record that counts and is of this very row, though a spreadsheet wore its 流水号 (R28).

    Args:
        person_year: the year.
        serial: the row's 流水号.
        content: the digest of what it says.
        but: the id of a record that is not asked for.
    """
    kept = (each for each in person_year.records if each.counts and each.id != but)
    return next((each for each in kept if legacy.is_same_study(serial, content, each)), None)


def _made_by(person_year: PersonYear, report: Row) -> list[Record]:
    """The records that reports under one reference made; all but the last are revoked."""
    return [r for r in person_year.records if r.moves[0].cause.token == report.cause.token]


def named_anew(person_year: PersonYear, report: Row, token: str) -> str:
    """What names the record of a report: another one once those before it are revoked (R16)."""
    before = len(_made_by(person_year, report))
    return f"{token}/{before}" if before else token


def require_said(row: Report | LegacyRow | RosterRow, earlier: Cause) -> None:
    """Refuse a row that says something else than it said before.

    Raises:
        Refusal: `reference_reused`, `serial_reused`, `roster_row_differs`.
    """
    if isinstance(row, RosterRow):
        require_same_amount(row, earlier)
        return
    if isinstance(row, LegacyRow):
        legacy.require_same(row, earlier)
    else:
        require_same(row, earlier)
