"""What the statistics count, and where a thing counts: for what, in which year, in which territory.

A thing counts where the index `listed` has it. So what an event changes of the counts follows from
where its item was listed before and where it is listed now, and nothing where both are the same
place, whichever list says so: that of a city, or that of a territory as before (docs/decisions/0034).
"""

from collections import Counter as Multiset
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from chalicelib.bureaus.rules.city_lists import city_of
from chalicelib.bureaus.rules.territory import territories


class CountedKind(StrEnum):
    """What is counted together: things of one kind lie in lists of their own."""

    PEOPLE = "people"
    YEARS = "years"
    CERTIFICATES = "certificates"
    WAITING = "waiting"
    RECORDS = "records"
    ISSUED = "issued"


OF_NO_YEAR = frozenset({CountedKind.PEOPLE, CountedKind.WAITING})
"""What is counted whatever the year: people have none, and a bureau's queue is one."""
BY_TERRITORY = frozenset({CountedKind.RECORDS, CountedKind.ISSUED})
"""What has a counter for each territory, not for each city: it has rows for every week (docs/decisions/0068)."""

_WORDS = {
    CountedKind.YEARS: {"in_progress": "in_progress", "complete": "complete"},
    CountedKind.CERTIFICATES: {"issued": "certificates", "held": "held", "revoked": "revoked"},
}
"""What a thing counts as, by what stands in its order behind the territory."""
_KINDS = {
    "PEOPLE": CountedKind.PEOPLE,
    "YEAR": CountedKind.YEARS,
    "CERT": CountedKind.CERTIFICATES,
}
"""What is counted, by how its lists begin."""
_CODE = 6
"""The characters of a territory's code: a list that ends with one has it before none of its orders."""


EVERY = "all"
"""In the name of a counter: of no year, of all cities."""


class CounterName(NamedTuple):
    """One counter: a kind of things of one year (None for what has none) in one city.

    Of a kind that is counted territory by territory `city` is the code of one.
    """

    kind: CountedKind
    year: int | None
    city: str

    def __str__(self) -> str:
        """As orders and the log write it, `years/2020/4407`."""
        return f"{self.kind}/{self.year or EVERY}/{self.city}"

    @property
    def territories(self) -> tuple[str, ...]:
        """The territories that it counts, in the order of the table."""
        codes = (each.code for each in territories())
        return tuple(code for code in codes if area_of(self.kind, code) == self.city)


class CountedPlace(NamedTuple):
    """Where a thing counts, and as what: `word` is a member of the statistics, or what flows.py says."""

    kind: CountedKind
    year: int | None
    territory: str
    word: str

    @property
    def counter(self) -> CounterName:
        """The counter that it belongs to."""
        return CounterName(self.kind, self.year, area_of(self.kind, self.territory))

    @property
    def row(self) -> str:
        """Under what the counter keeps it, `440703#complete`."""
        return f"{self.territory}#{self.word}"


class ListedImage(NamedTuple):
    """Where an item stands in the index, and its sort key; "" for what it has not."""

    list: str = ""
    order: str = ""
    sk: str = ""


def parse_counters(text: str) -> tuple[CounterName, ...]:
    """Read the name of a counter as it is written, or that of all cities', `years/2020/all`.

    Raises:
        ValueError: it is none.
    """
    written, year, city = text.split("/")
    kind, of = CountedKind(written), None if year == EVERY else int(year)
    if (of is None) != (kind in OF_NO_YEAR) or city not in {EVERY, *areas(kind)}:
        raise ValueError(text)
    return tuple(
        CounterName(kind, of, each) for each in (areas(kind) if city == EVERY else (city,))
    )


def cities() -> tuple[str, ...]:
    """Every city, in the order of the table of territories."""
    return tuple(dict.fromkeys(city_of(each.code) for each in territories()))


def area_of(kind: CountedKind, territory: str) -> str:
    """What a territory's things of a kind are counted under: its city, or itself."""
    return territory if kind in BY_TERRITORY else city_of(territory)


def areas(kind: CountedKind) -> tuple[str, ...]:
    """Everything that a kind has a counter for, in the order of the table of territories."""
    return tuple(dict.fromkeys(area_of(kind, each.code) for each in territories()))


def counted_lists(years: Iterable[int]) -> Iterator[str]:
    """The names of all counters that each night compares, those of all cities together."""
    yield from (f"{kind}/{EVERY}/{EVERY}" for kind in CountedKind if kind in OF_NO_YEAR)
    for year in years:
        yield from (f"{kind}/{year}/{EVERY}" for kind in _WORDS)


def find_place(image: ListedImage) -> CountedPlace | None:
    """Where a listed thing counts; None for what is in no list that is counted."""
    named = image.list.split("#")
    name, last = named[0], named[-1]
    if name not in _KINDS:
        return None
    order = f"{last}#{image.order}" if len(last) == _CODE else image.order
    return place_in(_KINDS[name], order, image.sk)


def place_in(kind: CountedKind, order: str, sk: str) -> CountedPlace | None:
    """Where a thing of a kind counts, by an order that begins with its territory, and its sort key."""
    territory, word, *_ = order.split("#")
    if kind is CountedKind.PEOPLE:
        return CountedPlace(kind, None, territory, "enrolled")
    counts_as = _WORDS[kind].get(word)
    return (
        CountedPlace(kind, int(sk.partition("#")[2]), territory, counts_as) if counts_as else None
    )


def changes_of(moves: Iterable[tuple[ListedImage, ListedImage]]) -> dict[CountedPlace, int]:
    """By how much places change, by where items were listed before and after; none by nothing."""
    return differences((listed_in(before), listed_in(after)) for before, after in moves)


def listed_in(image: ListedImage) -> Multiset[CountedPlace]:
    """What a listed thing adds to the counts: one, where it counts at all."""
    place = find_place(image)
    return Multiset([place] if place else [])


def differences(
    moves: Iterable[tuple[Mapping[CountedPlace, int], Mapping[CountedPlace, int]]],
) -> dict[CountedPlace, int]:
    """By how much places change, by what things added before and add now; none by nothing."""
    changes = Multiset[CountedPlace]()
    for before, after in moves:
        changes.subtract(before)
        changes.update(after)
    return {place: number for place, number in changes.items() if number}
