"""The page on conversion: from the facts of a study to its credits (R12-R16)."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from chalicelib.law.rules.cap import Cap, CapKind
from chalicelib.law.rules.declaration import Form, Known
from chalicelib.law.rules.fact import Fact, FactKind
from chalicelib.law.rules.form import FORMS, forms_in
from chalicelib.law.rules.policy import years
from chalicelib.records.rules.move import SLOT_FREED
from chalicelib.records.rules.record_state import STATE_LABELS
from local.rules_page.figures import changes, shown, stated
from local.rules_page.markdown import Section, bullets, runs, table, years_text

Row = tuple[str, str, str, str, str, str]
_KNOWN_BY = {
    Known.TEXT: "全文",
    Known.ISBN: "其中的ISBN，10位和13位视为相同；没有的为全文",
    Known.CN_NUMBER: "其中的CN刊号连同篇名；没有的为全文连同篇名",
    Known.PAPERS: "逐科，每科各为一项，同一科目同一考期各年度合计只计一次",
}


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
            changes("conversion.", "completes_year.", "cap."),
            *_caps(),
            "### 各形式须填的事实（R12）",
            _facts(),
            _limits(),
            "### 一项成果只登记一次（R16）",
            _once(),
            "各形式以下列内容识别；选填而没有填的，以名称、单位和起止日期区分：",
            _references(),
        ),
    )


def _tables() -> list[str]:
    """The first years' table whole, of later ones what is not as before."""
    blocks: list[str] = []
    earlier: tuple[Row, ...] = ()
    for run, rows in runs({year: _rows(year) for year in years()}):
        blocks.append(f"### {years_text(run)}（R12、R13）")
        if earlier:
            blocks.append("与上一时期相同，以下各项除外（**粗体**为不同之处；“—”为不再计）：")
        head = ("学习形式", "代码", "计量单位", "学分", "单独完成年度", "依据")
        blocks.append(table(head, _differences(rows, earlier) if earlier else rows))
        earlier = rows
    return blocks


def _differences(rows: tuple[Row, ...], earlier: tuple[Row, ...]) -> list[tuple[str, ...]]:
    """The rows that are not as before, and those that are there no more."""
    codes = {row[1] for row in rows}
    changed = [_marked(row, earlier) for row in rows if row not in earlier]
    ended = [(*row[:3], "**—**", "", "") for row in earlier if row[1] not in codes]
    return [*changed, *ended]


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
    before = next((each for each in earlier if each[1] == row[1]), ("",) * len(row))
    return tuple(
        cell if cell == old else f"**{cell}**" for cell, old in zip(row, before, strict=True)
    )


def _caps() -> list[str]:
    """The caps of each form, in the years that have it."""
    rows = [
        (form.label, cap.text, years_text(run), cap.source)
        for form in FORMS.values()
        for of in form.caps
        for run, cap in runs({year: _cap(year, form, of.of) for year in years()})
        if cap is not None
    ]
    if not rows:
        return []
    return [
        "### 上限（R12）",
        (
            "超出上限的部分不计学分：认定时按该形式本年度已认定的学分或项数，只计入其余部分并说明；已无余额的不能登记、"
            "提交或认定。上限随提交时的折算一并确定，此后不变。"
        ),
        table(("学习形式", "上限", "适用年度", "依据"), rows),
    ]


def _cap(year: int, form: Form, of: CapKind) -> Cap | None:
    found = stated(f"cap.{form}.{of}")[year]
    return Cap(of, Decimal(str(found.value)), found.source) if found else None


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
    )


def _references() -> str:
    """By what each form is known: which field, how it is read, and whether it must be there."""
    rows = [
        (
            form.label,
            form.reference.label,
            "是" if form.reference.required else "否",
            "；".join(_read_as(form)),
        )
        for form in FORMS.values()
    ]
    return table(("学习形式", "识别内容", "必填", "如何识别"), rows)


def _read_as(form: Form) -> Iterator[str]:
    yield _KNOWN_BY[form.reference.known]
    if form.reference.by:
        yield f"{form.facts[form.reference.by].label}不同的不是同一项"
    if form.reference.counted:
        yield f"列出的数目须与{form.facts[form.reference.counted].label}一致"
