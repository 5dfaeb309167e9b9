"""Find what counts a paper and sitting that the examination office states again, or first (R16, R41)."""

from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.proved_paper import is_about
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.reports.rules.examination_result import ExaminationResult

REVOKED = (
    "该成绩先前已导入并认定，其后被撤销，不会因再次导入而恢复；撤销有误的，请由管理员在该记录上恢复"
)
ELSEWHERE = (
    "这一科目和考期已计入{year}年度，一次考试只计入合格的年度；"
    "确应计入本年度的，请先撤销该年度的记录，再重新导入该行"
)


def find_result(person_year: PersonYear, row: ExaminationResult) -> Record | None:
    """Find the record that counts a result already: which another import brought, or a bureau accredited.

    Raises:
        Refusal: `report_revoked` if it was imported and revoked since; `duplicate_credit` where another
            year counts that very sitting.
    """
    made = [each for each in person_year.records if is_of(each, row)]
    if stands := next((each for each in made if each.counts), None):
        return stands
    counted = [each for each in person_year.records if each.counts]
    if alike := next((each for each in counted if is_about(each, row.proved)), None):
        return alike
    if revoked := next((each for each in made if each.state is RecordState.REVOKED), None):
        raise Refusal("report_revoked", field="科目", why=REVOKED, territory=revoked.territory)
    for record in person_year.elsewhere:
        if record.counts and is_about(record, row.proved):
            raise duplicate(row, record, ELSEWHERE.format(year=record.year))
    return None


def is_of(record: Record, row: ExaminationResult) -> bool:
    """Whether an import of this paper and sitting made or accredited a record."""
    return any(step.cause.token == row.cause.token for step in record.moves)


def is_by(record: Record, row: ExaminationResult) -> bool:
    """Whether this very line of this very import did."""
    return any(step.cause == row.cause for step in record.moves)


def duplicate(row: ExaminationResult, other: Record, why: str = "") -> Refusal:
    """The refusal of a result that another record holds (R16)."""
    facts = {"why": why} if why else {}
    return Refusal(
        "duplicate_credit",
        field="科目",
        reference=row.title,
        year=other.year,
        record=other.id,
        hint="",
        territory=other.territory,
        **facts,
    )
