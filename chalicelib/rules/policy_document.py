"""The document of a year's policy, as TOML gives it: its form, read strictly.

Each function raises ValueError with the reason in Chinese; `parse_policy` makes it a refusal.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chalicelib.rules.amendment import Amendment, checked, parse_value
from chalicelib.rules.figure import AmendedBy, Figure, Source, Value, parse_day
from chalicelib.rules.requirement import Mend

Table = Mapping[str, object]
_CITING = ("source", "since_source")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a document says, each figure and amendment checked by itself."""

    year: int
    sources: tuple[Source, ...]
    figures: Mapping[str, Figure[Value]]
    amendments: tuple[Amendment, ...]
    mends: tuple[Mend, ...]


def read_contents(document: Table) -> Contents:
    """Read a document; whatever it holds besides its figures, sources and changes is refused."""
    rest = dict(document)
    year = rest.pop("year", None)
    if type(year) is not int:
        raise ValueError("year应为整数")
    titles = _titles(rest.pop("sources", None))
    amendments = [_amendment(each, titles) for each in _listed(rest, "amendment")]
    mends = [_mend(each) for each in _listed(rest, "mended")]
    figures = {name: _figure(name, leaf, titles) for name, leaf in _leaves(rest)}
    if unstated := {each.figure for each in mends} - figures.keys():
        raise ValueError(f"更正的{'、'.join(sorted(unstated))}没有现行数值")
    return Contents(
        year,
        tuple(Source(name, title) for name, title in titles.items()),
        figures,
        tuple(amendments),
        tuple(mends),
    )


def _listed(rest: dict[str, object], name: str) -> list[dict[str, Any]]:
    """Take the tables written [[name]] out of the document."""
    tables = rest.pop(name, [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise ValueError(f"{name}应写作[[{name}]]")
    return tables


def _titles(sources: object) -> dict[str, str]:
    if not isinstance(sources, dict) or not sources:
        raise ValueError("缺少[sources]")
    for name, title in sources.items():
        if not isinstance(title, str) or not title.strip():
            raise ValueError(f"来源{name}缺少标题")
    return sources


def _leaves(table: Table, path: str = "") -> Iterator[tuple[str, Table]]:
    for key, value in table.items():
        name = f"{path}{key}"
        if not isinstance(value, dict):
            raise ValueError(f"{name}应写明value和source")  # noqa: TRY004 - of the document
        if "value" in value or "source" in value:
            yield name, value
        else:
            yield from _leaves(value, f"{name}.")


def _figure(name: str, leaf: Table, titles: Mapping[str, str]) -> Figure[Value]:
    _check_members(name, leaf, {"value", "source"})
    return Figure(parse_value(name, leaf["value"]), _title(name, leaf["source"], titles))


def _amendment(document: dict[str, Any], titles: Mapping[str, str]) -> Amendment:
    name = str(document.get("figure"))
    optional = {"territory", "since_source"}
    _check_members(name, document, {"figure", "since", "value", "source"}, optional)
    cited = {key: _title(name, document[key], titles) for key in _CITING if key in document}
    return checked(Amendment(**{**document, **cited}), AmendedBy.NOTICE)


def _mend(document: Table) -> Mend:
    name = str(document.get("figure"))
    _check_members(name, document, {"figure", "on"}, {"was"})
    was = parse_value(name, document["was"]) if "was" in document else None
    try:
        return Mend(name, parse_day(document["on"]), was)
    except ValueError as fault:
        raise ValueError(f"{name}的on{fault}") from fault


def _check_members(
    name: str, given: Table, needed: set[str], optional: frozenset[str] | set[str] = frozenset()
) -> None:
    if missing := needed - given.keys():
        raise ValueError(f"{name}缺少{'、'.join(sorted(missing))}")
    if unknown := given.keys() - needed - optional:
        raise ValueError(f"{name}有多余的{'、'.join(sorted(unknown))}")


def _title(name: str, source: object, titles: Mapping[str, str]) -> str:
    if not isinstance(source, str) or source not in titles:
        raise ValueError(f"{name}的来源{source}不在[sources]中")
    return titles[source]
