"""Lists by city (docs/decisions/0034): what is read where, in which order, by how many queries."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.bureaus.rules.city_lists import city_list, city_spans, province_spans
from chalicelib.bureaus.rules.territory import PROVINCE, below, territories
from chalicelib.certificates.rules.certificate import CertificateState
from chalicelib.certificates.rules.certificate_lists import WantedCertificates
from chalicelib.certificates.store.certificates import find_certificates_of, find_held
from chalicelib.law.rules.policy import years
from chalicelib.people.rules.people_lists import people
from chalicelib.people.store.alike import find_listed_alike
from chalicelib.people.store.professionals import find_people
from chalicelib.platform.rules.listing import Place, Position
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.applied import LISTS_BY_CITY, is_applied
from chalicelib.platform.store.listed import find_listed, first_page, hydrated
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store.decided import find_accredited, find_decided
from chalicelib.records.store.record_pages import find_submitted
from chalicelib.staff.store.staff import find_staff_of
from tests.platform.lists import applied, queries

SCOPES = ("440000", "440700", "440703", "4413K1", "441300", "441900")
SOME = ("440000", "440103", "440700", "440703", "440704", "441324", "4413K1", "441400", "441900")
NAMES = ("li", "wang", "李", "王")


class Thing:
    """Somebody who is listed: where the version before has them, and where this one."""

    def __init__(self, chance: random.Random, serial: int) -> None:
        self.territory = chance.choice(SOME)
        self.order = f"{chance.choice(NAMES)}#{serial:03}"
        self.key = (f"P#{serial:03}", "PROFILE")

    @property
    def before(self) -> Place:
        return Place(f"PEOPLE#{self.territory}", self.order)

    @property
    def now(self) -> Place:
        return Place(city_list("PEOPLE", self.territory), f"{self.territory}#{self.order}")

    def put(self, place: Place) -> None:
        RegistryItem(*self.key, list=place.list, order=place.order, body={}).save()


def listed(things: list[Thing], code: str) -> list[str]:
    """Whom a place's list has to show, in its order: territory by territory, in each by name."""
    places = below(code)
    ours = [each for each in things if each.territory in places]
    ours.sort(key=lambda each: (places.index(each.territory), each.order))
    return [each.key[0] for each in ours]


def test_the_table_of_territories_is_in_the_order_of_its_codes() -> None:
    """A list by city is in the order of codes, one territory after the other in that of the table."""
    codes = [each.code for each in territories()]
    assert codes == sorted(codes)


@pytest.mark.parametrize("code", [each.code for each in territories()])
def test_given_a_territory_then_its_spans_hold_what_it_covers_and_nothing_else(code: str) -> None:
    """By city at most one span each; in a list of the province one alone."""
    covered = below(code)
    by_city = city_spans("PEOPLE", covered)
    together = province_spans("STAFF", covered)
    for each in territories():
        inside = each.code in covered
        order = f"{each.code}#x"
        places = [
            span
            for span in by_city
            if span.list == city_list("PEOPLE", each.code) and order.startswith(span.prefix)
        ]
        assert len(places) == inside
        assert [order.startswith(span.prefix) for span in together].count(True) == inside
    assert len(by_city) <= (21 if code == PROVINCE else 1)
    assert len(together) == 1


@pytest.mark.parametrize("seed", range(4))
def test_given_things_where_either_version_puts_them_then_each_is_read_once_in_order(
    cloud: object, seed: int
) -> None:
    """Between two pages some are moved to where they belong, before and behind the place reached."""
    assert cloud
    chance = random.Random(seed)  # noqa: S311 - which things are made is no secret
    things = [Thing(chance, serial) for serial in range(40)]
    for code in SCOPES:
        for each in things:
            each.put(chance.choice((each.before, each.now)))
        found: list[str] = []
        after: Position | None = None
        limit = chance.choice((1, 3, 7, 50))
        while True:
            page, after = first_page(RegistryItem, [people(below(code))], after, limit)
            assert [item.pk for item in hydrated(RegistryItem, page)] == [each.pk for each in page]
            found += [each.pk for each in page]
            if after is None:
                break
            assert len(page) == limit
            for each in chance.sample(things, 5):
                each.put(each.now)
        assert found == listed(things, code)


def test_given_a_cursor_of_before_then_it_goes_on_in_the_lists_of_today(cloud: object) -> None:
    """A cursor names a territory's own list, whichever list holds it."""
    assert cloud
    chance = random.Random(9)  # noqa: S311 - as above
    things = [Thing(chance, serial) for serial in range(30)]
    for each in things:
        each.put(each.now)
    applied()
    assert is_applied(LISTS_BY_CITY)
    everybody = listed(things, PROVINCE)
    by_key = {each.key[0]: each for each in things}
    for number, key in enumerate(everybody):
        thing = by_key[key]
        held = Position(*thing.before, key)
        found = find_listed(RegistryItem, [people(below(PROVINCE))], held, 50)
        assert [each.pk for each in found] == everybody[number + 1 :]
        assert all(each.position == Position(*by_key[each.pk].before, each.pk) for each in found)
    with pytest.raises(Refusal) as refusal:
        find_listed(RegistryItem, [people(below("440100"))], Position("PEOPLE#440703", "a", "b"), 5)
    assert refusal.value.code == "cursor_invalid"


def test_given_a_key_that_is_moved_between_list_and_item_then_it_has_not_left(
    cloud: object,
) -> None:
    assert cloud
    thing = Thing(random.Random(1), 1)  # noqa: S311 - as above
    thing.put(thing.before)
    found = find_listed(RegistryItem, [people(below(PROVINCE))], None, 5)
    thing.put(thing.now)
    assert [item.pk for item in hydrated(RegistryItem, found)] == ["P#001"]
    thing.put(thing.now._replace(order="440999#else#001"))
    assert hydrated(RegistryItem, found) == []


def of_certificates(state: CertificateState | None, employer: str) -> Callable[[Any], object]:
    wanted = WantedCertificates(state, employer)
    return lambda places: find_certificates_of(2020, places, wanted, None, 50)


def everything(_record: object) -> bool:
    return True


READERS: dict[str, Callable[[Any], object]] = {
    "people": lambda places: find_people(places, "", None, 50),
    "people of a name": lambda places: find_people(places, "李雷", None, 50),
    "held": lambda places: find_held(tuple(years()), places, None, 50),
    "held of a year": lambda places: find_held((2020,), places, None, 50),
    "staff": lambda places: find_staff_of(places, "", None, 50),
    "staff of a role": lambda places: find_staff_of(places, "reviewer", None, 50),
    "alike": lambda places: find_listed_alike(places, None, 50),
    "queue": lambda places: find_submitted(places, None, 50, everything),
    "returned": lambda places: find_decided(places, RecordState.RETURNED, None, 50, everything),
    "accredited": lambda places: find_accredited(places, 2020, None, 50, everything),
    "certificates": of_certificates(None, ""),
    **{f"certificates {state}": of_certificates(state, "") for state in list(CertificateState)[1:]},
    "certificates of an employer": of_certificates(None, "江门市甲会计师事务所"),
    "issued of an employer": of_certificates(CertificateState.ISSUED, "江门市甲会计师事务所"),
}
MOST = {"people of a name": (1, 1, 1), "held": (3, 3, 3), "held of a year": (3, 3, 3)}


@pytest.mark.parametrize("name", READERS)
def test_given_everything_listed_by_city_then_a_list_asks_few_queries(
    cloud: object, name: str
) -> None:
    """Where there is nothing every span is asked: no page asks more."""
    assert cloud
    applied()
    for code, most in zip((PROVINCE, "440700", "440703"), MOST.get(name, (25, 3, 3)), strict=True):
        with queries() as counted:
            READERS[name](below(code))
        assert 1 <= counted.calls <= most, (code, counted.calls)
