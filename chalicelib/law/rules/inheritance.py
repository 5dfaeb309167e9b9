"""A year is its differences to the year before (R8): what its file does not say, it inherits.

A figure goes on from year to year with its source, its notice's amendments and its mends, until a
year says it anew, says that it has ended, or is `whole`. A window is of its one year alone. What an
administrator amended is not inherited: it lies on top of the year that it was made for.

Each function raises ValueError with the reason in Chinese; `parse_policy` makes it a refusal.
"""

from collections.abc import Mapping

import msgspec

from chalicelib.law.rules.figure import FIGURES, Figure, LegalSource, Value
from chalicelib.law.rules.policy_document import Contents, PolicyDocument, read_document

OF_ONE_YEAR = "G-"
"""How the name of a source begins that is a notice for one year, named after that year."""
CARRIED_ON = "（本年度沿用）"
"""What is said of such a source where a later year goes by it."""


def read_contents(document: Mapping[str, object], before: Contents | None) -> Contents:
    """What is said of a year: its document, and what it inherits of the year before.

    Raises:
        ValueError: as `read_document`; a figure said again as it was, one ended that is not there,
            a source named twice, in vain or for two things, a mend of a figure that is not there.
    """
    past = Contents(0) if before is None else _carried_on(before)
    read = read_document(document, past.sources)
    if read.whole:
        past = Contents(0)
    _check_differences(read.says, read.ended, past)
    after = _joined(read.says, frozenset(read.ended), past)
    _check_sources(read, past, after)
    if unstated := {each.figure for each in read.says.mends} - after.figures.keys():
        raise ValueError(f"更正的{'、'.join(sorted(unstated))}没有现行数值")
    return after


def _carried_on(before: Contents) -> Contents:
    """What the year after inherits unless it says otherwise, its sources named as there."""
    titles = {each.title: _title_after(each) for each in before.sources}
    figures = {n: each for n, each in before.figures.items() if not FIGURES[n].of_one_year}
    return Contents(
        before.year,
        tuple(LegalSource(each.name, titles[each.title]) for each in before.sources),
        {name: Figure(each.value, titles[each.source]) for name, each in figures.items()},
        tuple(
            msgspec.structs.replace(
                each,
                source=titles[each.source],
                since_source=each.since_source and titles[each.since_source],
            )
            for each in before.amendments
            if not FIGURES[each.figure].of_one_year
        ),
        tuple(each for each in before.mends if (each.through or before.year) > before.year),
    )


def _title_after(source: LegalSource) -> str:
    goes_on = not source.name.startswith(OF_ONE_YEAR) or source.title.endswith(CARRIED_ON)
    return source.title if goes_on else f"{source.title}{CARRIED_ON}"


def _joined(says: Contents, ended: frozenset[str], past: Contents) -> Contents:
    """The inherited figures that are not said anew, with all that is said of them, and the own."""
    anew = says.figures.keys() | ended
    known = {each.name: each for each in (*past.sources, *says.sources)}
    figures: dict[str, Figure[Value]] = {**past.figures, **says.figures}
    return Contents(
        says.year,
        tuple(known.values()),
        {name: figures[name] for name in FIGURES if name in figures.keys() - ended},
        (*(each for each in past.amendments if each.figure not in anew), *says.amendments),
        (*(each for each in past.mends if each.figure not in anew), *says.mends),
    )


def _check_differences(says: Contents, ended: Mapping[str, str], past: Contents) -> None:
    amended = {each.figure for each in past.amendments}
    same = [
        name
        for name, figure in says.figures.items()
        if past.figures.get(name) == figure and name not in amended
    ]
    if same:
        raise ValueError(f"{'、'.join(same)}与上一年度相同，不必再写")
    if absent := ended.keys() - past.figures.keys():
        raise ValueError(f"上一年度没有{'、'.join(sorted(absent))}，不必写明不再规定")


def _check_sources(document: PolicyDocument, past: Contents, after: Contents) -> None:
    own = document.says.sources
    if same := [each.name for each in own if each in past.sources]:
        raise ValueError(f"来源{'、'.join(same)}与上一年度相同，不必再写")
    named = {each.name for each in own}
    changed = [each for each in past.sources if each.name in named]
    if two := [each.name for each in changed if each.title in after.titles]:
        raise ValueError(f"来源{'、'.join(two)}在沿用的数值中另有所指，请另取名称")
    if vain := [s.name for s in own if s.title not in {*after.titles, *document.ended.values()}]:
        raise ValueError(f"来源{'、'.join(vain)}没有被引用")
    titles = [each.title for each in after.sources]
    if twice := [each.name for each in own if titles.count(each.title) > 1]:
        raise ValueError(f"来源{'、'.join(twice)}的标题与另一来源相同")
