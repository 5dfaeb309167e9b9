"""The tables that can be filled in and imported: headings, one row as an example, and how to fill them.

`python -m local.table_templates` makes a workbook of each (imports/templates). A row that is left as the
example is refused, whatever is done with it: its number, or its code, is nobody's.
"""

from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.imports.rules import (
    account_row,
    employer_row,
    examination_row,
    legacy_row,
    report_cells,
    roster_cells,
)
from chalicelib.imports.rules.import_job import KIND_HINTS, KIND_LABELS, ImportKind
from chalicelib.imports.rules.table_cell import NAME, NUMBER, PLACE, TYPE
from chalicelib.plans.rules.plan import DAYS, HOURS
from chalicelib.reports.rules.legacy import SERIAL

EXAMPLE = "示例（导入前请删除本行）"
"""In the first cell of the example, or behind what stands there."""
_PERSON = {NAME: EXAMPLE, TYPE: "居民身份证", NUMBER: "440703199001010000"}
"""Whose number has another check digit."""
_HOW = {
    NAME: "与证件一致的全名。",
    TYPE: "居民身份证、护照、港澳居民来往内地通行证等；居民身份证可不写全。",
    NUMBER: "须为文本格式：表格把18位数字当作数时，末几位会变为0。本模板各列已设为文本。",
    PLACE: "6位代码，如440703；属地财政部门按此确定。",
}
GENERAL = (
    "请只填写第一个工作表；表头不要改动，列的顺序可以调整，一人（或一条）一行。",
    "示例行请删除；没有删除的，该行不予导入，其他行不受影响。",
    "不要合并单元格；隐藏、筛选掉的行和列会先列出，确认后才导入。",
    "有误的行逐行列出全部错误，改正后可将原文件再次导入，不会重复计入。",
)


class TableTemplate(NamedTuple):
    """One table: what it is called, for whom, its headings, an example for each, and what is to be known."""

    label: str
    about: str
    headings: Sequence[str]
    example: dict[str, str]
    how: dict[str, str]

    @property
    def row(self) -> tuple[str, ...]:
        """The example's cells, in the order of the headings."""
        return tuple(self.example[heading] for heading in self.headings)

    @property
    def notes(self) -> tuple[str, ...]:
        """How it is filled in, a line each."""
        known = _HOW | self.how
        told = (f"{each}：{known[each]}" for each in self.headings if each in known)
        return (self.about, *GENERAL, *told)


def _of_kind(
    kind: ImportKind, headings: Sequence[str], example: dict[str, str], how: dict[str, str]
) -> TableTemplate:
    return TableTemplate(KIND_LABELS[kind], KIND_HINTS[kind], headings, example, how)


def _roster(unit: str, example: str) -> TableTemplate:
    headings = roster_cells.HEADINGS_IN[unit]
    amount = headings[-1]
    return TableTemplate(
        f"培训人员名单（按{amount}）",
        f"已通过的培训计划的参训人员，用于按{amount}申报的计划。",
        headings,
        _PERSON | {amount: example},
        {amount: f"本人实际参加的{amount}，大于0，不超过计划。"},
    )


TEMPLATES = {
    "legacy_records": _of_kind(
        ImportKind.LEGACY_RECORDS,
        legacy_row.HEADINGS,
        _PERSON
        | {
            SERIAL: EXAMPLE,
            NAME: "张三",
            legacy_row.YEAR: "2019",
            "科目类型": "专业科目",
            legacy_row.TITLE: "新收入准则培训",
            "学时": "24",
            "学分": "60",
            legacy_row.COMPLETED: "2019-11-20",
            legacy_row.ACCREDITED: "2019-12-02",
            PLACE: "440703",
        },
        {
            SERIAL: "原系统的流水号，每条不同；同一流水号只计一次。",
            legacy_row.COMPLETED: "年-月-日，如2019-11-20。",
        },
    ),
    "enrolments": _of_kind(
        ImportKind.ENROLMENTS,
        account_row.ENROLMENT_HEADINGS,
        _PERSON
        | {
            "人员类别": "在职",
            "工作单位": "江门市示范会计有限公司",
            PLACE: "440703",
            account_row.MOBILE: "13800138000",
            account_row.SINCE: "2015-07-01",
        },
        {
            "人员类别": "在职、在校学生等，见页面说明。",
            account_row.MOBILE: "可不填；境外号码以“+”加国家（地区）代码开头。",
            account_row.SINCE: "可不填；年-月-日。",
        },
    ),
    "hr_accounts": _of_kind(ImportKind.HR_ACCOUNTS, account_row.HR_HEADINGS, _PERSON, {}),
    "examination_results": _of_kind(
        ImportKind.EXAMINATION_RESULTS,
        examination_row.HEADINGS,
        _PERSON
        | {
            examination_row.EXAMINATION: "会计专业技术资格考试（中级）",
            examination_row.PAPER: "中级会计实务",
            examination_row.YEAR: "2024",
            examination_row.PASSED: "2024-10-30",
            examination_row.NUMBER: "ZJ2024000001",
        },
        {
            examination_row.PAPER: "一科一行。",
            examination_row.YEAR: "合格日期所在年度。",
            examination_row.NUMBER: "须为文本格式。",
        },
    ),
    "employers": _of_kind(
        ImportKind.EMPLOYERS,
        employer_row.HEADINGS,
        {
            employer_row.CODE: "91440703MA00000000",
            employer_row.NAME: EXAMPLE,
            employer_row.KIND: "用人单位",
            employer_row.PLACE: "440703",
        },
        {employer_row.CODE: "18位，含校验码。", employer_row.KIND: "用人单位可不填。"},
    ),
    "rosters": _roster(DAYS, "3"),
    "rosters_hours": _roster(HOURS, "12"),
    "reports": TableTemplate(
        "施教机构报送表",
        "施教机构报送的学习，一人一项一行，与逐人报送的规则相同。",
        report_cells.HEADINGS,
        _PERSON
        | {
            report_cells.YEAR: "2024",
            report_cells.FORM: "面授培训",
            report_cells.AMOUNT: "3",
            report_cells.TITLE: "新收入准则培训",
            report_cells.COMPLETED: "2024-07-08",
            report_cells.REFERENCE: "JM-2024-001",
        },
        {
            report_cells.AMOUNT: "面授填天数，远程填小时数。",
            report_cells.COMPLETED: "年-月-日，如2024-07-08。",
            report_cells.REFERENCE: "本机构的编号，每条不同，须为文本格式。",
        },
    ),
}
"""By their names in the contract: those of imports, a roster's of a plan in hours, a provider's reports."""
