"""How the lists of territories lie: by city, or together for the province (docs/decisions/0034)."""

from itertools import groupby

from chalicelib.bureaus.rules.territory import PROVINCE, below
from chalicelib.platform.rules.listing import Listing, Span, keyed

_CITY_DIGITS = 4
_PROVINCE_DIGITS = 2


def city_of(territory: str) -> str:
    """The city of a territory as lists name it, `4407`; what is the province's own lies in `4400`."""
    return territory[:_CITY_DIGITS]


def city_list(kind: str, territory: str) -> str:
    """The list of a city's things of a kind, in which those of a territory stand."""
    return f"{kind}#{city_of(territory)}"


def city_spans(
    kind: str, territories: tuple[str, ...], prefixes: tuple[str, ...] = ("",)
) -> tuple[Span, ...]:
    """Where things of a kind lie by city: a whole city is one span, without one each territory.

    Args:
        kind: how the lists' names begin.
        territories: whose, in the order of the table.
        prefixes: how the orders wanted begin behind the territory; any but "" lies scattered over a
            city's list, so that each territory is a span of its own.
    """
    spans: list[Span] = []
    for city, grouped in groupby(territories, key=city_of):
        codes = tuple(grouped)
        if prefixes == ("",) and codes == below(f"{city}00"):
            spans.append(Span(f"{kind}#{city}"))
        else:
            spans += _apart(f"{kind}#{city}", codes, prefixes)
    return tuple(spans)


def province_list(kind: str) -> str:
    """The list of the whole province's things of a kind."""
    return f"{kind}#{PROVINCE[:_PROVINCE_DIGITS]}"


def province_spans(kind: str, territories: tuple[str, ...]) -> tuple[Span, ...]:
    """Where things lie whose list is one for the province: a whole city, or a territory, is one span."""
    name = province_list(kind)
    if territories == below(PROVINCE):
        return (Span(name),)
    spans: list[Span] = []
    for city, grouped in groupby(territories, key=city_of):
        codes = tuple(grouped)
        is_whole = codes == below(f"{city}00")
        spans += [Span(name, city, city)] if is_whole else _apart(name, codes, ("",))
    return tuple(spans)


def queue_of_cities(kind: str, territories: tuple[str, ...]) -> Listing:
    """What waits in the lists of cities, the oldest first over all of them, as `queue_order` has it.

    A city's list has what is of all its territories; whoever reads it leaves out the others.
    """
    cities = dict.fromkeys(map(city_of, territories))
    strands = tuple((Span(f"{kind}#{city}"),) for city in cities)
    return Listing(strands=strands, named=lambda _: kind)


def queue_order(since: str, pk: str, sk: str) -> str:
    """The order in such a list: since when, and the thing's key."""
    return f"{since}#{keyed(pk, sk)}"


def _apart(name: str, territories: tuple[str, ...], prefixes: tuple[str, ...]) -> list[Span]:
    starts = [f"{code}#{prefix}" for code in territories for prefix in prefixes]
    return [Span(name, start, start) for start in starts]
