"""The page on windows, make-up, cut-offs and periods in working days (R23-R27)."""

from datetime import date

from chalicelib.law.rules import statutory, workday
from chalicelib.law.rules.amendment import Amendment
from chalicelib.law.rules.figure import FIGURES
from chalicelib.law.rules.figure_words import figure_label
from chalicelib.law.rules.further import MOST_WORKDAYS
from chalicelib.law.rules.policy import Policy, policy_of, years
from chalicelib.law.rules.window import WINDOW_LABELS, WindowKind
from chalicelib.platform.rules.china_time import end_of
from chalicelib.platform.rules.refusal_kinds import KINDS
from local.rules_page.figures import ASSUMED, is_assumed, shown, stated
from local.rules_page.markdown import Section, bullets, runs, table, value_text, years_text

_PERIODS = tuple(name for name in FIGURES if name.startswith("period."))


def windows() -> Section:
    """When each year is open, for whom, and what comes after."""
    return Section(
        "登记期间、补登与截止",
        (18, 23, 24, 25, 26, 27, 45, 46),
        (
            (
                "均为北京时间。首日和截止日都计入：截止日24时（次日零时）整起关闭，以系统收到请求的时刻为准。"
                "先看期间，再看资格。"
            ),
            _windows(),
            "### 年内修订（R23）",
            "修订自其生效日起适用，此前仍按原规定：",
            _amendments(),
            _by_administrators(),
            "### 2018、2019年度补登（R24）",
            _make_up(),
            "### 截止之后（R25、R26）",
            _after(),
            "### 期限（R18、R25、R27、R29）",
            _periods(),
            _calendar(),
        ),
    )


def _windows() -> str:
    head = ("年度", "期间", "开始", "开始的依据", "截止", "截止的依据", "关闭时刻")
    return table(head, [_window_row(policy_of(year)) for year in years()])


def _window_row(policy: Policy) -> tuple[str, ...]:
    """The window as it stood at last, an amended day with the one before."""
    opens, closes = (_last(policy, f"window.{name}") for name in ("opens", "closes"))
    day = policy.figure_on("window.closes", date.max)
    assert day is not None  # noqa: S101 - a policy without a cut-off is refused when read
    kind = WindowKind(policy.figures["window.kind"].as_(str).value)
    end = end_of(day.as_(date).value)
    return (
        f"{policy.year}年度",
        WINDOW_LABELS[kind],
        *opens,
        *closes,
        end.isoformat(),
    )


def _last(policy: Policy, name: str) -> tuple[str, str]:
    """A figure's last value and source, with the value that it had at first if amended."""
    figure = policy.figure_on(name, date.max)
    assert figure is not None  # noqa: S101 - as above
    first = value_text(policy.figures[name].value)
    now = value_text(figure.value)
    assumed = "〔假定〕" if is_assumed(policy.figures[name]) else ""
    return now if now == first else f"{now}（原定{first}{assumed}）", figure.source


def _amendments() -> str:
    rows = [
        (
            f"{year}年度",
            figure_label(each.figure),
            value_text(policy_of(year).figures[each.figure].value),
            value_text(each.value),
            _since(each),
            each.territory or "全省",
            each.source,
        )
        for year in years()
        for each in policy_of(year).amendments
    ]
    return (
        table(("年度", "内容", "原定", "改为", "生效日", "范围", "依据"), rows) if rows else "无。"
    )


def _since(amendment: Amendment) -> str:
    """The day since when it holds; an assumed one says so."""
    assumed = (amendment.since_source or "").startswith(ASSUMED)
    return amendment.since.isoformat() + ("〔假定〕" if assumed else "")


def _by_administrators() -> str:
    return bullets(
        "省级管理员可修订登记期间和折算标准，须写明依据和理由，一分钟内各处生效；"
        "修订人、时间和理由随年度政策公布。",
        "修订只对以后有效：生效日不早于当日，已提交的记录不变；"
        "已截止的登记期间不能重新开放，须在截止前延长。",
        "平台自身故障致使人员未能办理的，省级管理员可在截止后为该年度补开一次登记期间（全省或指定属地，最多"
        f"{MOST_WORKDAYS}个工作日，写明依据和理由，随年度政策公布）：因截止而失效的可重新登记，学习仍须在"
        "原截止日前完成，补开的期间另行截止、另行统计（R45）。",
    )


def _make_up() -> str:
    barring = [year for year in years() if _bars(policy_of(year))]
    source = policy_of(barring[0]).figures["window.bars_public_incomplete"].source
    return bullets(
        f"{'、'.join(str(year) for year in barring)}年度只补登专业科目，各年度分别计算；已在人社系统认定的学分与补登学分合并计算。",
        f"只限该年度公需科目已完成、专业科目未完成的人员（{source}）。",
        f"公需科目未完成的：{KINDS['public_subject_incomplete'].detail.format(year='〈年度〉')}",
        f"专业科目已完成的：{KINDS['professional_subject_complete'].detail.format(year='〈年度〉')}",
        "其他年度过期不办理补登。",
    )


def _bars(policy: Policy) -> bool:
    figure = policy.figures.get("window.bars_public_incomplete")
    return figure is not None and figure.as_(bool).value


def _after() -> str:
    return bullets(
        "截止后不能再新建、修改或提交该年度的记录；不论定时作业何时运行，草稿自截止起即为“逾期失效”。",
        "截止前提交的即为按时：截止后仍可认定。提交时给予回执（记录、提交时刻、期间、截止日）。",
        "按时提交而被退回的，可在截止日与退回后规定工作日（自退回次日起算，至最后一个工作日24时）"
        "两者中较晚者之前重新提交；逾期未提交的失效。",
        "待认定的记录，截止后仍可撤回。",
        "截止5分钟后，定时作业将逾期记录记为“逾期失效”，告知本人，并按属地统计；"
        "作业迟到、重复或中断都不影响结果，失效时刻一律为截止（或各自期限）时刻（R26）。",
        "截止前按下列天数提醒有年度义务、年度未完成且有未提交记录或没有待认定记录的人员，"
        "补登期间只提醒符合补登条件的人员，每次一条（R27）。",
    )


def _periods() -> str:
    rows = [
        (figure_label(name), years_text(run), value, source)
        for name in _PERIODS
        for run, (value, source) in runs(_valued(name))
    ]
    return table(("期限", "适用年度", "数值", "依据"), rows)


def _valued(name: str) -> dict[int, tuple[str, str]]:
    figures = stated(name)
    return {year: (shown(each), each.source if each else "") for year, each in figures.items()}


def _calendar() -> str:
    known = [year for year in range(years()[0], years()[-1] + 2) if workday.is_known(year)]
    return bullets(
        "工作日按国务院办公厅放假安排计算，含调休上班日（R29）；系统已有"
        f"{known[0]}至{known[-1]}年的安排，其他年份由省级管理员在公布后载入，即时生效（R46）。",
        "尚未载入的年份，周末和法定节假日（13天，农历日期已推算至"
        f"{statutory.computed_years()[-1]}年）不计入；节假日适逢周末的，其后的工作日按补假推定，也不计入"
        f"（{statutory.SOURCE}）。",
        "期限一经告知，不因后来载入的安排提前；只会延后（R46）。",
    )
