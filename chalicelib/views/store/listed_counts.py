"""The lists themselves counted: what a counter is held against, and what is shown until it is filled."""

from collections import Counter as Multiset
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from chalicelib.certificates.rules.certificate import CertificateState
from chalicelib.certificates.rules.certificate_lists import WantedCertificates, certificates
from chalicelib.certificates.store.certificates import find_certificates_of_years
from chalicelib.people.rules.people_lists import people
from chalicelib.platform.rules.listing import Listing
from chalicelib.platform.rules.mark import review_list
from chalicelib.platform.store.abreast import abreast
from chalicelib.platform.store.listed import read_all
from chalicelib.platform.store.outbox import Side, waiting_from
from chalicelib.platform.store.tables import HrItem, RegistryItem
from chalicelib.records.rules.record_lists import standings
from chalicelib.records.store.known import find_known
from chalicelib.views.rules.counter import Rows
from chalicelib.views.rules.counting import BY_TERRITORY, CountedKind, CountedPlace, place_in
from chalicelib.views.rules.flows import of_certificate, of_record, of_waiting

Added = Multiset[CountedPlace]
"""What one thing adds to the counts."""
_GROUP = 100
"""How many certificates are read together."""


def count_listed(kind: CountedKind, year: int | None, territories: tuple[str, ...]) -> Rows:
    """Count what the lists have of territories, by row: each thing once, lagging as the index does.

    What is counted by territory is read thing by thing, which is for a recount alone.
    """
    if kind is CountedKind.WAITING:
        return _rows(chain.from_iterable(abreast(_waiting, territories)))
    if year is not None and kind in BY_TERRITORY:
        adding = _known if kind is CountedKind.RECORDS else _issued
        return _rows(chain.from_iterable(adding(year, each) for each in territories))
    listing = _listing(kind, year, territories)
    is_hr = kind is CountedKind.CERTIFICATES
    entries = read_all(HrItem, listing) if is_hr else read_all(RegistryItem, listing)
    places = (place_in(kind, each.order, each.sk) for each in entries)
    return dict(Multiset(place.row for place in places if place))


def _listing(kind: CountedKind, year: int | None, territories: tuple[str, ...]) -> Listing:
    if year is None:
        return people(territories)
    if kind is CountedKind.YEARS:
        return standings(year, territories)
    return certificates(year, territories, WantedCertificates())


def _rows(added: Iterable[Added]) -> Rows:
    total = Multiset[str]()
    for each in added:
        total.update({place.row: number for place, number in each.items()})
    return dict(total)


def _waiting(bureau: str) -> list[Added]:
    """What waits for a bureau: keys alone are read."""
    name = review_list(bureau)
    return [of_waiting(name, each.since) for each in waiting_from(Side.REGISTRY, name, None)]


def _known(year: int, territory: str) -> Iterator[Added]:
    return (of_record(each) for each in find_known(year, territory))


def _issued(year: int, territory: str) -> Iterator[Added]:
    wanted = WantedCertificates(CertificateState.ISSUED)
    entries = read_all(HrItem, certificates(year, (territory,), wanted))
    people_of = (each.pk.removeprefix("P#") for each in entries)
    while group := [(person, year) for person in islice(people_of, _GROUP)]:
        found = find_certificates_of_years(group).values()
        yield from (of_certificate(each) for each in found if each.territory == territory)
