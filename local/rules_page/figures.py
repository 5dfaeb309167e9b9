"""Figures of the year policies for the page, and how they change."""

from collections.abc import Iterator
from functools import cache

from chalicelib.law.rules.figure import FIGURES, Figure, Value
from chalicelib.law.rules.figure_words import figure_label
from chalicelib.law.rules.policy import policy_of, years
from chalicelib.law.rules.window import WINDOW_LABELS, WindowKind
from local.rules_page.markdown import runs, table, value_text, years_text

ASSUMED = "文件未规定"
"""How the source of a figure begins that no law or notice gives."""


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
            row = (each.on.isoformat(), figure_label(each.figure), was, shown(now), now.source)
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
            yield f"{year}年度", figure_label(name), shown(before), shown(after), source
