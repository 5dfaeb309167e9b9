"""Figures of the year policies for the page: their names in Chinese, and how they change."""

from collections.abc import Iterator
from functools import cache

from chalicelib.rules.figure import FIGURES, Figure, Value
from chalicelib.rules.form import Form
from chalicelib.rules.policy import policy_of, years
from chalicelib.rules.window import WINDOW_LABELS, WindowKind
from local.rules_page.markdown import runs, table, value_text, years_text

CONVERSIONS = {
    "exam.accounting_qualification": ("全国会计专业技术资格考试", "每通过1科（或被录取）"),
    "exam.cpa": ("注册会计师全国统一考试", "每通过1科"),
    "exam.asset_valuer": ("资产评估师资格考试", "每通过1科"),
    "exam.tax_adviser": ("税务师职业资格考试", "每通过1科"),
    "exam.other": ("其他会计类考试（未说明类别的视同）", "每通过1科（或被录取）"),
    "conference": ("参加会计类专业会议", "每天"),
    "degree.course": ("中专以上会计类学历（学位）教育：当年通过的课程", "每门"),
    "degree.graduated": ("中专以上会计类学历（学位）教育：当年毕业", "一次"),
    "research.lead": ("会计类研究课题结项：独立承担或主持", "每项"),
    "research.participant": ("会计类研究课题结项：其他参与人", "每项"),
    "paper.first_author": ("有CN刊号的经济管理类报刊上的会计类论文：独立或第一作者", "每篇"),
    "paper.other_author": ("有CN刊号的经济管理类报刊上的会计类论文：其他作者", "每篇"),
    "book.first_author": ("公开出版的会计类书籍：独立或第一作者", "每本"),
    "book.other_author": ("公开出版的会计类书籍：其他作者", "每本"),
    "training": ("施教机构或用人单位的面授培训", "每天"),
    "online": ("远程继续教育", "每小时（60分钟）"),
    "transfer": ("外省或深圳市认定的当年学分转入", "每1学分（按其证明，分科目）"),
}
"""What each conversion is for, and what it counts."""

ASSUMED = "文件未规定"
"""How the source of a figure begins that no law or notice gives."""

_LABELS = {
    "required.public": "公需科目学分",
    "required.professional": "专业科目学分",
    "required.general_knowledge": "其中专业通识知识学分",
    "public.hours": "公需科目规定小时数",
    "public.pass_mark": "公需科目考试及格线（满分100）",
    "public.topics": "公需科目可选专题数（选学其一）",
    "window.kind": "期间性质",
    "window.opens": "开始日期",
    "window.closes": "截止日期",
    "window.bars_public_incomplete": "公需科目未完成的不得补登",
    "period.resubmit_workdays": "退回后可重新提交的工作日数",
    "period.provider_workdays": "截止后施教机构可补报的工作日数",
    "period.sync_workdays": "年度完成后结果送达省继续教育系统的工作日数",
    "period.reminder_days": "截止前提醒的天数",
}


def label(name: str) -> str:
    """A figure's name in Chinese; KeyError for one that the page does not know yet."""
    heading, _, rest = name.partition(".")
    match heading:
        case "conversion":
            return CONVERSIONS[rest][0]
        case "completes_year":
            return f"单独完成年度：{CONVERSIONS[rest][0]}"
        case "evidence":
            return f"证明材料：{Form(rest).label}"
        case _:
            return _LABELS[name]


@cache
def stated(name: str) -> dict[int, Figure[Value] | None]:
    """A figure as each year's policy states it before any amendment; None where it is silent."""
    return {year: policy_of(year).figures.get(name) for year in years()}


def shown(figure: Figure[Value] | None) -> str:
    """A figure's value, a dash where there is none."""
    if figure is None:
        return "—"
    if figure.value in tuple(WindowKind):
        return WINDOW_LABELS[WindowKind(str(figure.value))]
    return value_text(figure.value)


def is_assumed(figure: Figure[Value]) -> bool:
    """Whether no law or notice gives the figure: our own assumption."""
    return figure.source.startswith(ASSUMED)


def mends() -> str:
    """Every figure that the years' files had wrong until they were mended (R8)."""
    by_figure: dict[tuple[str, str, str, str, str], dict[int, None]] = {}
    for year in years():
        policy = policy_of(year)
        for each in policy.mends:
            now = policy.figures[each.figure]
            was = "—" if each.was is None else value_text(each.was)
            row = (each.on.isoformat(), label(each.figure), was, shown(now), now.source)
            by_figure.setdefault(row, {})[year] = None
    head = ("更正日", "年度", "内容", "原为", "更正为", "依据")
    rows = [
        (on, "、".join(years_text(run) for run, _ in runs(of)), *rest)
        for (on, *rest), of in by_figure.items()
    ]
    return table(head, rows)


def changes(*headings: str) -> str:
    """Every change from one year to the next of the figures under the headings."""
    rows = [row for name in FIGURES if name.startswith(headings) for row in _changes_of(name)]
    if not rows:
        return "各年度相同。"
    return table(("自", "内容", "原为", "改为", "依据"), sorted(rows))


def _changes_of(name: str) -> Iterator[tuple[str, str, str, str, str]]:
    figures = stated(name)
    for year in years()[1:]:
        before, after = figures[year - 1], figures[year]
        if shown(before) != shown(after):
            source = "（不再规定）" if after is None else after.source
            yield f"{year}年度", label(name), shown(before), shown(after), source
