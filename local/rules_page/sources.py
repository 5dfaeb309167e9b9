"""The page on sources: the laws and notices, and what is our own assumption [A]."""

from chalicelib.bureaus.rules.contact import contacts
from chalicelib.law.rules.figure import FIGURES, Figure, Value
from chalicelib.law.rules.figure_words import figure_label
from chalicelib.law.rules.policy import policy_of, years
from local.rules_page.figures import ASSUMED, is_assumed, shown, stated
from local.rules_page.markdown import Section, bullets, runs, table, years_text


def sources() -> Section:
    """Every source that a policy names, and in which years."""
    used: dict[str, list[int]] = {}
    for year in years():
        for each in policy_of(year).sources:
            used.setdefault(each.title, []).append(year)
    rows = [
        (title, "、".join(years_text(run) for run, _ in runs(dict.fromkeys(of_years))))
        for title, of_years in used.items()
        if not title.startswith(ASSUMED)
    ]
    return Section("依据", (), (table(("文件与条款", "引用的年度政策"), rows),))


def assumptions() -> Section:
    """Every figure that is our own assumption, for the bureau to confirm or to change."""
    rows = [*(row for name in FIGURES for row in _assumed(name)), *_assumed_days()]
    return Section(
        "本系统的假定",
        (),
        (
            (
                "下列数值没有文件依据，系本系统假定，请核定。“可由管理员调整”的可在系统内修订，"
                "其余改动年度政策文件即可，均不需改程序："
            ),
            table(("内容", "年度", "数值", "依据"), rows),
            f"咨询电话中假定的：{'、'.join(_assumed_lines())}。",
            "写在程序中的假定：",
            _in_code(),
        ),
    )


def _assumed(name: str) -> list[tuple[str, str, str, str]]:
    return [
        (figure_label(name), years_text(run), *cells)
        for run, cells in runs({year: _cells(each) for year, each in stated(name).items()})
        if cells is not None
    ]


def _cells(figure: Figure[Value] | None) -> tuple[str, str] | None:
    if figure is None or not is_assumed(figure):
        return None
    return shown(figure), figure.source


def _assumed_days() -> list[tuple[str, str, str, str]]:
    """Since when an amendment of a file holds, where its notice does not say."""
    return [
        (f"{figure_label(each.figure)}修订的生效日", f"{year}年度", each.since.isoformat(), day)
        for year in years()
        for each in policy_of(year).amendments
        if (day := each.since_source or "").startswith(ASSUMED)
    ]


def _assumed_lines() -> list[str]:
    lines = contacts()
    every = (lines.finance, lines.hr, lines.bureau, *lines.bureaus.values())
    return [f"{each.name}{each.phone}" for each in every if each.source.startswith(ASSUMED)]


def _in_code() -> str:
    return bullets(
        "义务自参加工作的次年起算；未填参加工作日期的视为有义务，学生除外（R8）。",
        "学分确认方式一表（2023年起）本为省属单位所定，作全省默认值；某地另有规定的，按该地修订（R13）。",
        "2018、2019年度补登期间新完成的面授和远程学习计入所补年度（R15）。",
        "同一年度由导入记录即已完成的，证书由人社系统原已签发，不再送达（R28）。",
    )
