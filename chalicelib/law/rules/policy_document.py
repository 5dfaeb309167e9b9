"""The document of a year's policy, as TOML gives it: its form, read strictly.

What it does not say, the year takes from the one before (`inheritance`). Each function raises
ValueError with the reason in Chinese; `parse_policy` makes it a refusal.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from chalicelib.law.rules.amendment import Amendment, checked, parse_value
from chalicelib.law.rules.figure import AmendedBy, Figure, LegalSource, Value, parse_day
from chalicelib.law.rules.requirement import Mend

Table = Mapping[str, object]
_MEMBERS = {"value", "source", "ended"}
_CITING = ("source", "since_source")


class Contents(msgspec.Struct, frozen=True):
    """What is said of a year, by its document alone or with what it inherits.

    `sources` are those that it may name, `cited` the ones that its figures and amendments do.
    """

    year: int
    sources: tuple[LegalSource, ...] = ()
    figures: Mapping[str, Figure[Value]] = msgspec.field(default_factory=dict)
    amendments: tuple[Amendment, ...] = ()
    mends: tuple[Mend, ...] = ()

    @property
    def titles(self) -> frozenset[str]:
        """The titles of the sources that a figure or an amendment names."""
        of_days = (each.since_source for each in self.amendments if each.since_source)
        of_amendments = (each.source for each in self.amendments)
        return frozenset(
            (*(each.source for each in self.figures.values()), *of_amendments, *of_days)
        )

    @property
    def cited(self) -> tuple[LegalSource, ...]:
        """The sources that a figure or an amendment names."""
        return tuple(each for each in self.sources if each.title in self.titles)


class PolicyDocument(NamedTuple):
    """What a document alone says: what the year has, and what ended with the year before.

    `ended` has the title of the source by the figure's name. A `whole` one inherits nothing.
    """

    says: Contents
    ended: Mapping[str, str]
    whole: bool


def read_document(document: Table, known: Iterable[LegalSource]) -> PolicyDocument:
    """Read a document; whatever it holds besides its figures, sources and changes is refused.

    Args:
        document: as TOML gives it.
        known: the sources that the year before may name: this one may as well.
    """
    rest = dict(document)
    year = rest.pop("year", None)
    if type(year) is not int:
        raise ValueError("year应为整数")
    whole = _whole(rest.pop("whole", False))
    own = _titles(rest.pop("sources", {}))
    titles = {each.name: each.title for each in known if not whole} | own
    if not titles:
        raise ValueError("缺少[sources]")
    amendments = [_amendment(each, titles) for each in _listed(rest, "amendment")]
    mends = [_mend(each, year) for each in _listed(rest, "mended")]
    leaves = dict(_leaves(rest))
    ended = {name: _ended(name, leaf, titles) for name, leaf in leaves.items() if "ended" in leaf}
    stated = leaves.keys() - ended.keys()
    says = Contents(
        year,
        tuple(LegalSource(name, title) for name, title in own.items()),
        {name: _figure(name, leaves[name], titles) for name in leaves if name in stated},
        tuple(amendments),
        tuple(mends),
    )
    return PolicyDocument(says, ended, whole)


def _whole(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("whole应为true或false")  # noqa: TRY004 - of the document
    return value


def _listed(rest: dict[str, object], name: str) -> list[dict[str, Any]]:
    """Take the tables written [[name]] out of the document."""
    tables = rest.pop(name, [])
    if not isinstance(tables, list) or not all(isinstance(each, dict) for each in tables):
        raise ValueError(f"{name}应写作[[{name}]]")
    return tables


def _titles(sources: object) -> dict[str, str]:
    if not isinstance(sources, dict):
        raise ValueError("sources应写作[sources]")  # noqa: TRY004 - of the document
    for name, title in sources.items():
        if not isinstance(title, str) or not title.strip():
            raise ValueError(f"来源{name}缺少标题")
    return sources


def _leaves(table: Table, path: str = "") -> Iterator[tuple[str, Table]]:
    for key, value in table.items():
        name = f"{path}{key}"
        if not isinstance(value, dict):
            raise ValueError(f"{name}应写明value和source")  # noqa: TRY004 - of the document
        if _MEMBERS & value.keys():
            yield name, value
        else:
            yield from _leaves(value, f"{name}.")


def _ended(name: str, leaf: Table, titles: Mapping[str, str]) -> str:
    """The source of a figure's end, `{ ended = true, source = … }`."""
    _check_members(name, leaf, {"ended", "source"})
    if leaf["ended"] is not True:
        raise ValueError(f"{name}的ended应为true")
    return _title(name, leaf["source"], titles)


def _figure(name: str, leaf: Table, titles: Mapping[str, str]) -> Figure[Value]:
    _check_members(name, leaf, {"value", "source"})
    return Figure(parse_value(name, leaf["value"]), _title(name, leaf["source"], titles))


def _amendment(document: dict[str, Any], titles: Mapping[str, str]) -> Amendment:
    name = str(document.get("figure"))
    optional = {"territory", "since_source"}
    _check_members(name, document, {"figure", "since", "value", "source"}, optional)
    cited = {key: _title(name, document[key], titles) for key in _CITING if key in document}
    return checked(Amendment(**{**document, **cited}), AmendedBy.NOTICE)


def _mend(document: Table, year: int) -> Mend:
    name = str(document.get("figure"))
    _check_members(name, document, {"figure", "on"}, {"was", "through"})
    was = parse_value(name, document["was"]) if "was" in document else None
    through = document.get("through", year)
    if type(through) is not int or through < year:
        raise ValueError(f"{name}的through应为本年度或以后的年度")
    try:
        return Mend(name, parse_day(document["on"]), was, through)
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
