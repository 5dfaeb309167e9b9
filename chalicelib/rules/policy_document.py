"""The document of a year's policy, as TOML gives it: its form, read strictly.

Each function raises ValueError with the reason in Chinese; `parse_policy` makes it a refusal.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chalicelib.rules.amendment import Amendment, checked, parse_value
from chalicelib.rules.figure import AmendedBy, Figure, Source, Value

Table = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a document says, each figure and amendment checked by itself."""

    year: int
    sources: tuple[Source, ...]
    figures: Mapping[str, Figure[Value]]
    amendments: tuple[Amendment, ...]


def read_contents(document: Table) -> Contents:
    """Read a document; whatever it holds besides figures, sources and amendments is refused."""
    rest = dict(document)
    year = rest.pop("year", None)
    if type(year) is not int:
        raise ValueError("year应为整数")
    titles = _titles(rest.pop("sources", None))
    amendments = rest.pop("amendment", [])
    if not isinstance(amendments, list):
        raise ValueError("amendment应写作[[amendment]]")  # noqa: TRY004 - a fault of the document
    return Contents(
        year,
        tuple(Source(name, title) for name, title in titles.items()),
        {name: _figure(name, leaf, titles) for name, leaf in _leaves(rest)},
        tuple(_amendment(each, titles) for each in amendments),
    )


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


def _amendment(document: object, titles: Mapping[str, str]) -> Amendment:
    if not isinstance(document, dict):
        raise ValueError("amendment应写作[[amendment]]")  # noqa: TRY004 - a fault of the document
    name = str(document.get("figure"))
    _check_members(name, document, {"figure", "since", "value", "source"}, {"territory"})
    source = _title(name, document["source"], titles)
    return checked(Amendment(**{**document, "source": source}), AmendedBy.NOTICE)


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
