"""The page on conversion: from the facts of a study to its credits (R12-R16)."""

from chalicelib.rules import credit, window
from chalicelib.rules.form import FACT_LABELS, FORMS, Examination, Form, Role
from chalicelib.rules.policy import years
from chalicelib.rules.record import SLOT_FREED, STATE_LABELS
from chalicelib.rules.refusal import Refusal
from local.rules_page.figures import CONVERSIONS, changes, shown, stated
from local.rules_page.markdown import Section, bullets, runs, table, years_text

_ROLES = {
    Role.LEAD: "独立承担或主持",
    Role.PARTICIPANT: "其他参与人",
    Role.FIRST_AUTHOR: "独立或第一作者",
    Role.OTHER_AUTHOR: "其他作者",
}
_EXAMINATIONS = {
    Examination.ACCOUNTING_QUALIFICATION: "会计专业技术资格",
    Examination.CPA: "注册会计师",
    Examination.ASSET_VALUER: "资产评估师",
    Examination.TAX_ADVISER: "税务师",
    Examination.OTHER: "其他",
}
Row = tuple[str, str, str, str, str, str]


def conversions() -> Section:
    """How studies are converted, per run of years, and what changes between them."""
    return Section(
        "学分计量",
        (12, 13, 14, 16),
        (
            (
                "申请人只填事实，学分由系统按下表折算，保留两位小数，多余位数舍去（R14）。"
                "财政部门可以少认，须说明理由，不能多认。提交时按当时的规定折算，之后不再变动。"
            ),
            *_tables(),
            "### 各年度之间的变化",
            changes("conversion.", "completes_year."),
            "### 各形式须填的事实（R12）",
            _facts(),
            _limits(),
            "### 一项成果只登记一次（R16）",
            _once(),
        ),
    )


def _tables() -> list[str]:
    blocks: list[str] = []
    earlier: tuple[Row, ...] = ()
    for run, rows in runs({year: _rows(year) for year in years()}):
        blocks.append(f"### {years_text(run)}（R12、R13）")
        head = ("学习形式", "代码", "计量单位", "学分", "单独完成年度", "依据")
        blocks.append(table(head, [_marked(row, earlier) for row in rows]))
        if earlier:
            blocks.append("**粗体**为与上一时期不同之处。")
        earlier = rows
    return blocks


def _rows(year: int) -> tuple[Row, ...]:
    rows = []
    for name, (what, unit) in CONVERSIONS.items():
        rate = stated(f"conversion.{name}")[year]
        if rate is None:
            continue
        completes = stated(f"completes_year.{name}") if _can_complete(name) else {}
        alone = completes.get(year)
        says = "否" if alone is None else shown(alone)
        rows.append((what, f"`{name}`", unit, shown(rate), says, rate.source))
    return tuple(rows)


def _can_complete(name: str) -> bool:
    return name.startswith("exam.") or name == "degree.graduated"


def _marked(row: Row, earlier: tuple[Row, ...]) -> tuple[str, ...]:
    """The row with what differs from the years before in bold."""
    if not earlier:
        return row
    before = next((each for each in earlier if each[1] == row[1]), ("",) * len(row))
    return tuple(
        cell if cell == old else f"**{cell}**" for cell, old in zip(row, before, strict=True)
    )


def _facts() -> str:
    rows = [
        (
            form.label,
            f"`{form}`",
            "、".join(_fact(form, name) for name in facts.required) or "—",
            "、".join(_fact(form, name) for name in facts.known if name not in facts.required),
        )
        for form, facts in FORMS.items()
    ]
    return table(("学习形式", "代码", "必填", "可填"), rows)


def _fact(form: Form, name: str) -> str:
    roles = FORMS[form].roles
    if name == "role":
        return f"{FACT_LABELS[name]}（{'、'.join(_ROLES[each] for each in roles)}）"
    if name == "examination":
        return f"{FACT_LABELS[name]}（{'、'.join(_EXAMINATIONS.values())}）"
    return FACT_LABELS[name]


def _limits() -> str:
    study = "、".join(Form(each).label for each in sorted(window.STUDY_FORMS))
    return bullets(
        f"科目数、课程数、天数{_range(Form.CONFERENCE, days=0)}；"
        f"小时数、转入学分{_range(Form.ONLINE, hours=0)}。",
        "学历教育填通过课程数或当年毕业，二者有其一即可。",
        "完成日期（通过、结项、出版、参加）在当年内，不晚于当天；开始日期不晚于完成日期（R15）。",
        f"{study}可在当年登记期间截止前完成：延长期内的学习计入原年度；"
        "2018、2019年度补登期间的新学习同样计入（R15）。",
        "公需科目不含专业通识知识；自行登记的均为专业科目，只有转入须说明科目。",
    )


def _range(form: Form, **out_of_range: int) -> str:
    """Which values are taken, in the words of the refusal of another."""
    try:
        credit.parse_facts(form, out_of_range)
    except Refusal as refusal:
        return str(refusal.facts["why"])
    raise AssertionError(form)


def _once() -> str:
    freed = "、".join(f"“{STATE_LABELS[state]}”" for state in STATE_LABELS if state in SLOT_FREED)
    return (
        "同一人、同一年度、同一形式、同一标识（考试科目与场次、ISBN、CN刊号与篇名、课题编号等）只登记一次，"
        f"大小写、全半角、空格、括号和标点不作区别，数字之间的分隔除外；原记录为{freed}的除外。"
        "考试记录逐科列明，每科各为一项，列出多科的须与所填科目数一致；不同考试的同名科目不是同一项。"
        "同一份外省证明的公需科目和专业科目是两项。"
        "没有标识的，以名称、单位和起止日期区分。"
    )
