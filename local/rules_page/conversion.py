"""The page on conversion: from the facts of a study to its credits (R12-R16)."""

from collections.abc import Iterable

from chalicelib.law.rules.declaration import Form
from chalicelib.law.rules.fact import Fact, FactKind
from chalicelib.law.rules.form import FORMS, forms_in
from chalicelib.law.rules.policy import years
from chalicelib.records.rules.move import SLOT_FREED
from chalicelib.records.rules.record_state import STATE_LABELS
from local.rules_page.figures import changes, shown, stated
from local.rules_page.markdown import Section, bullets, runs, table, years_text

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
    for name, each in ((*rate,) for form in forms_in(year) for rate in form.rates.items()):
        rate = stated(f"conversion.{name}")[year]
        if rate is None:
            continue
        alone = stated(f"completes_year.{name}")[year] if each.completes_year else None
        says = "否" if alone is None else shown(alone)
        rows.append((each.label, f"`{name}`", each.unit, shown(rate), says, rate.source))
    return tuple(rows)


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
            "、".join(_fact(form.known[name]) for name in form.required) or "—",
            "、".join(_fact(each) for each in form.known.values() if not each.required),
            form.years,
            form.source,
        )
        for form in FORMS.values()
    ]
    return table(("学习形式", "代码", "必填", "可填", "适用年度", "依据"), rows)


def _fact(fact: Fact) -> str:
    return f"{fact.label}（{'、'.join(fact.choices.values())}）" if fact.choices else fact.label


def _limits() -> str:
    return bullets(
        f"{_bounds(FactKind.COUNT)}；{_bounds(FactKind.MEASURE)}。",
        *(_either(form) for form in FORMS.values() if not form.required),
        "完成日期（通过、结项、出版、参加）在当年内，不晚于当天；开始日期不晚于完成日期（R15）。",
        f"{_labels(form for form in FORMS.values() if form.late_study)}可在当年登记期间截止前完成："
        "延长期内的学习计入原年度；2018、2019年度补登期间的新学习同样计入（R15）。",
        f"{_labels(form for form in FORMS.values() if not form.reported)}由本人登记，不能由施教机构报送。",
        "公需科目不含专业通识知识；自行登记的均为专业科目，只有转入须说明科目。",
    )


def _bounds(kind: FactKind) -> str:
    """Which numbers are taken, in the words of the refusal of another."""
    facts = [fact for form in FORMS.values() for fact in form.facts.values() if fact.kind is kind]
    taken: dict[str, dict[str, None]] = {}
    for fact in facts:
        taken.setdefault(fact.bounds, {})[fact.label] = None
    return "；".join(f"{'、'.join(labels)}{bounds}" for bounds, labels in taken.items())


def _either(form: Form) -> str:
    facts = "或".join(fact.label for fact in form.facts.values())
    return f"{form.label}填{facts}，有其一即可。"


def _labels(forms: Iterable[Form]) -> str:
    return "、".join(form.label for form in forms)


def _once() -> str:
    freed = "、".join(f"“{STATE_LABELS[state]}”" for state in STATE_LABELS if state in SLOT_FREED)
    return (
        "同一人、同一年度、同一形式、同一标识（考试科目与场次、ISBN、CN刊号与篇名、课题编号等）只登记一次，"
        f"大小写、全半角、空格、括号和标点不作区别，数字之间的分隔除外；原记录为{freed}的除外。"
        "考试记录逐科列明，每科各为一项，列出多科的须与所填科目数一致；不同考试的同名科目不是同一项。"
        "同一份外省证明的公需科目和专业科目是两项。"
        "没有标识的，以名称、单位和起止日期区分。"
    )
