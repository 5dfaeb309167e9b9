"""The page on what a year requires and what completes it (R8-R11, R17)."""

from chalicelib.law.rules.figure import FIGURES, Figure, Value
from chalicelib.law.rules.figure_words import figure_label
from chalicelib.law.rules.policy import years
from chalicelib.law.rules.requirement import REQUIREMENT_LABELS
from chalicelib.records.rules.standing import YEAR_LABELS
from local.rules_page.figures import changes, is_assumed, mends, shown, stated
from local.rules_page.markdown import Section, bullets, runs, table, years_text

_SHORT = {
    **{f"required.{name}": label for name, label in REQUIREMENT_LABELS.items()},
    "public.hours": "公需科目小时数",
    "public.presence": "在学确认间隔（分钟）",
    "public.pass_mark": "公需科目考试及格线",
    "public.topics": "公需科目专题（选学其一）",
}
_COLUMNS = {
    name: _SHORT.get(name, figure_label(name))
    for name in FIGURES
    if name.startswith(("required.", "public."))
}


def requirements() -> Section:
    """What each year requires, with sources."""
    return Section(
        "年度要求",
        (8, 9, 10, 11, 17),
        (
            "各项要求全部达到，该年度即为完成（R8）。学分要求：",
            _required(),
            "逐年变化：",
            changes("required.", "public."),
            _rules(),
            "### 更正（R8）",
            (
                "下列数值本系统的年度政策文件原先写错，已按依据更正；“—”为原来没有。更正之前已经完成的年度，"
                "只要其已认定的记录仍达到当时的要求，就一直是完成，证书不因更正而撤销；已经学完的公需科目课程不重新计时，"
                "没有学完的按更正后的小时数学完。更正后才完成的年度一律按更正后的要求。"
            ),
            mends(),
        ),
    )


def _required() -> str:
    by_year = {
        year: (
            *(_marked(stated(name)[year]) for name in _COLUMNS),
            "；".join(dict.fromkeys(_sources(year))),
        )
        for year in years()
    }
    rows = [(years_text(run), *cells) for run, cells in runs(by_year)]
    return table(("年度", *_COLUMNS.values(), "依据"), rows)


def _sources(year: int) -> list[str]:
    figures = (stated(name)[year] for name in _COLUMNS)
    return [each.source for each in figures if each is not None and not is_assumed(each)]


def _marked(figure: Figure[Value] | None) -> str:
    """A value; an assumed one says so."""
    return shown(figure) + ("〔假定〕" if figure is not None and is_assumed(figure) else "")


def _rules() -> str:
    return bullets(
        "只有已认定的记录才计入（R10），每条只计一次；年度完成情况始终等于已认定记录之和。",
        "学分当年有效，全国有效，不结转（R9）。外省或深圳市认定的当年学分用“转入”登记，按其证明、分科目，"
        "经财政部门认定后计入。",
        "按当年政策可单独完成年度的（见学分计量表“单独完成年度”一栏），一条记录即完成全年（R11）；"
        "公需科目显示为“免修”，不显示为已得学分，证书上也如此，专业通识知识同样免修。公需科目课程仍可学习："
        "申报高级职称须另行取得公需科目学分的，学满认定后即显示为已得学分，证书换发新版载明（R31）。",
        "义务自参加工作（或取得资格）的次年起算；在校学生暂无义务（R8）。"
        f"没有义务的年度显示为“{YEAR_LABELS['exempt']}”，不算未完成，学分仍可登记。",
        "使已开始的年度没有义务的（开始工作的日期首次填写或改晚、在校学生，采集、导入时填写的也在内），由本人附证明申请，"
        "属地财政部门确认后才生效，确认前各年度不变（R44）。管理员说明理由更正的，视为已确认。",
        "公需科目由学习平台报送学习时间，系统按两次报告之间实际经过的时间计入，不会多计；"
        "学满规定小时数（当年规定考试及格线的，还须考试及格），学分自动登记并认定，无需人工（R17）。"
        "最高成绩有效，可多次参加考试。",
        "当年有几个专题的，选学其一：学完任何一个即登记并认定该年度公需科目学分一次，其余专题不再计学分（R17）。",
        "2018、2019年度没有公需科目课程，公需科目不能补学。",
    )
