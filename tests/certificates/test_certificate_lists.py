"""Certificates as administrators list them: the same whichever version listed them, and by few queries."""

from datetime import datetime

import msgspec
import pytest

from chalicelib.bureaus.rules.territory import below
from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.certificates.rules.certificate_lists import LISTED, WantedCertificates
from chalicelib.certificates.store import certificates
from chalicelib.certificates.store.certificates import find_certificates_of, find_held
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.store.outbox import Side
from chalicelib.platform.store.tables import HrItem
from chalicelib.upkeep.migrations.m0002_lists_by_city import MIGRATION
from tests.platform.lists import applied, queries

pytestmark = pytest.mark.usefixtures("cloud")
AT = datetime(2020, 6, 1, tzinfo=SHANGHAI)
PLACES = ("440103", "440700", "440703", "4413K1")
EMPLOYERS = ("甲会计师事务所", "乙#公司", "")
FILTERS = [
    (state, employer) for state in (None, *LISTED) for employer in ("", "甲会计师事务所", "乙#公司")
]


def certificate(serial: int, year: int = 2020) -> Certificate:
    return Certificate(
        person=f"person{serial:03}",
        year=year,
        state=LISTED[serial % 3],
        version=1,
        number=f"{year}-{serial:03}",
        since=AT,
        territory=PLACES[serial // 3 % len(PLACES)],
        employer=EMPLOYERS[serial // 12 % 3],
        drawn=1,
        revision=1,
    )


def put(each: Certificate, *, as_before: bool = False) -> None:
    """Keep a certificate, where the version before listed it or where this one does."""
    if not as_before:
        certificates.put_certificate(each, None, None)
        return
    item = certificates.certificate_item(each, None)
    order = f"{each.state}#{each.employer}#{each.number}"
    item.list, item.order = f"CERT#{each.year}#{each.territory}", order
    item.save()


def listed(code: str, state: CertificateState | None, employer: str, limit: int = 4) -> list[str]:
    """The numbers of every page, in order."""
    found: list[str] = []
    after: Position | None = None
    wanted = WantedCertificates(state, employer)
    while True:
        page, after = find_certificates_of(2020, below(code), wanted, after, limit)
        found += [each.number for each in page]
        if after is None:
            return found


def expected(
    every: list[Certificate], code: str, state: CertificateState | None, employer: str
) -> list[str]:
    places = below(code)
    ours = [
        each
        for each in every
        if each.territory in places
        and state in {None, each.state}
        and employer in {"", each.employer}
        and each.year == 2020
    ]
    ours.sort(key=lambda e: (places.index(e.territory), e.state, e.employer, e.number))
    return [each.number for each in ours]


@pytest.mark.parametrize("code", ["440000", "440700", "440703", "4413K1"])
def test_r33_given_certificates_listed_by_either_version_then_every_filter_finds_its_own_in_order(
    code: str,
) -> None:
    every = [certificate(serial) for serial in range(36)]
    every += [certificate(serial, 2019) for serial in range(12)]
    for number, each in enumerate(every):
        put(each, as_before=number % 2 == 0)
    filters = {
        (state, employer): expected(every, code, state, employer) for state, employer in FILTERS
    }
    assert {each: listed(code, *each) for each in FILTERS} == filters
    for each in every:
        MIGRATION.change((f"P#{each.person}", f"C#{each.year}"), AT)
    applied()
    assert {each: listed(code, *each) for each in FILTERS} == filters
    assert {each: listed(code, *each, limit=1) for each in FILTERS} == filters


def test_r33_given_a_certificate_that_goes_elsewhere_then_its_old_employer_has_it_no_more() -> None:
    applied()
    one = certificate(1)
    put(one)
    steps = ({"employer": "乙#公司"}, {"territory": "440700"}, {"state": CertificateState.REVOKED})
    for change in steps:
        moved = msgspec.structs.replace(one, **change, revision=one.revision + 1)
        certificates.put_certificate(moved, one, None)
        one = moved
        assert listed("440000", None, "甲会计师事务所") == []
        assert listed("440000", None, "乙#公司") == [one.number]
        assert listed("440000", one.state, "乙#公司") == [one.number]
        others = [state for state in LISTED if state is not one.state]
        assert [listed("440000", state, "乙#公司") for state in others] == [[], []]
    assert listed("440703", None, "乙#公司") == []


def test_r33_given_a_certificate_that_stays_where_it_is_then_nothing_else_is_written() -> None:
    one = certificate(1)
    put(one)
    before = HrItem.count()
    drawn = msgspec.structs.replace(one, drawn=0, revision=2)
    certificates.put_certificate(drawn, one, None)
    assert HrItem.count() == before == 2


def test_r30_given_what_is_held_in_several_years_then_by_territory_and_a_cursor_of_before_by_year() -> (
    None
):
    every = [certificate(serial, year) for year in (2018, 2019, 2020) for serial in range(0, 24, 3)]
    for each in every:
        put(each)
    applied()
    years, places = (2018, 2019, 2020), below("440000")
    found, after = [], None
    with queries() as counted:
        while True:
            page, after = find_held(years, places, after, 7)
            found += page
            if after is None:
                break
    assert counted.calls == 4
    order = [(each.territory, each.employer, each.number) for each in found]
    assert order == sorted(order)
    assert len(found) == len(every)
    by_year = sorted(every, key=lambda e: (e.year, e.territory, e.employer, e.number))
    for number, each in enumerate(by_year):
        began = Position(
            f"CERT#{each.year}#{each.territory}",
            f"held#{each.employer}#{each.number}",
            f"P#{each.person}",
        )
        rest, _ = find_held(years, places, began, 50)
        assert rest == by_year[number + 1 :]
    assert find_held((2019,), below("440700"), None, 50)[0] == [
        each for each in by_year if each.year == 2019 and each.territory.startswith("4407")
    ]


def test_given_a_certificate_written_before_anything_led_to_it_then_the_migration_leads_there() -> (
    None
):
    """Listed by city already, by a write of the version that is being deployed."""
    one = certificate(1)
    certificates.certificate_item(one, None).save()
    assert listed("440000", None, one.employer) == [one.number]
    assert MIGRATION.change((f"P#{one.person}", "C#2020"), AT) is False
    applied()
    assert listed("440000", None, one.employer) == [one.number]
    assert Side.HR.value.count() == 2
