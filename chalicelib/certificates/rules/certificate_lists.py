"""How certificates are listed: the issued by year and city; those held or revoked, which are few, apart.

The held ones of all years stand together, so that the province sees them by one query.
"""

from collections.abc import Sequence
from typing import NamedTuple

from chalicelib.bureaus.rules.city_lists import city_list, city_spans, province_list, province_spans
from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.platform.rules.listing import Listing, Place, Span

LISTED = (CertificateState.HELD, CertificateState.ISSUED, CertificateState.REVOKED)
"""The states in which a certificate is listed, in the order of the list."""
HELD = f"CERT#{CertificateState.HELD}"


class WantedCertificates(NamedTuple):
    """Which certificates of a list: of a state, of an employer, or (None, "") of all."""

    state: CertificateState | None = None
    employer: str = ""

    @property
    def states(self) -> tuple[CertificateState, ...]:
        """The states of those wanted."""
        return (self.state,) if self.state else LISTED

    @property
    def prefixes(self) -> tuple[str, ...]:
        """How the orders of those wanted begin behind the territory."""
        if self.employer:
            return tuple(f"{state}#{self.employer}#" for state in self.states)
        return (f"{self.state}#",) if self.state else ("",)


def certificate_key(year: int) -> str:
    """The sort key of a year's certificate in its person's partition."""
    return f"C#{year}"


def list_of(year: int, territory: str, state: str) -> str:
    """The list of a territory's certificates in a state."""
    if state == CertificateState.HELD:
        return province_list(HELD)
    if state == CertificateState.REVOKED:
        return province_list(_revoked(year))
    return city_list(_issued(year), territory)


def place_of(certificate: Certificate) -> Place | None:
    """Where a certificate is listed; nowhere before it is held or issued."""
    if certificate.state is CertificateState.NONE:
        return None
    year, territory, state = certificate.year, certificate.territory, certificate.state
    order = f"{territory}#{state}#{certificate.employer}#{certificate.number}"
    return Place(list_of(year, territory, state), order)


def certificates(year: int, territories: tuple[str, ...], wanted: WantedCertificates) -> Listing:
    """A year's certificates of territories, in each by state and employer."""
    states, key = wanted.states, certificate_key(year)
    few = tuple(f"#{prefix}" for prefix in wanted.prefixes)

    def is_wanted(order: str, sk: str) -> bool:
        return sk == key and order.removeprefix(order[:6]).startswith(few)

    apart = tuple(_spans(year, territories, state, wanted.employer) for state in states)
    employed = _employed(year, territories, wanted.employer) if wanted.employer else None
    return Listing(
        strands=(employed,) if employed else apart,
        meanwhile=apart,
        named=lambda code: f"{_issued(year)}#{code}",
        territories=territories,
        prefixes=wanted.prefixes,
        wanted=is_wanted,
    )


def _spans(
    year: int, territories: tuple[str, ...], state: CertificateState, employer: str
) -> tuple[Span, ...]:
    if state is CertificateState.ISSUED:
        prefixes = (f"{state}#{employer}#",) if employer else ("",)
        return city_spans(_issued(year), territories, prefixes)
    return province_spans(HELD if state is CertificateState.HELD else _revoked(year), territories)


def _employed(year: int, territories: tuple[str, ...], employer: str) -> tuple[Span, ...]:
    spans = province_spans("", territories)
    name = employer_list(year, employer)
    return tuple(Span(name, each.prefix, each.becomes, is_of_pointers=True) for each in spans)


def employer_list(year: int, employer: str) -> str:
    """The partition of the pointers to the certificates of an employer's people."""
    return f"EMPLOYER#{year}#{employer}"


def employer_place(year: int, place: Place) -> Place | None:
    """Where the pointer to a certificate lies that is listed at a place; none without an employer."""
    employer = place.order.split("#", 2)[2].rpartition("#")[0]
    return Place(employer_list(year, employer), place.order) if employer else None


def held(years: Sequence[int], territories: tuple[str, ...]) -> Listing:
    """The held certificates of years together, by territory and employer."""
    wanted = WantedCertificates(CertificateState.HELD)
    keys = frozenset(map(certificate_key, years))
    return Listing(
        strands=(province_spans(HELD, territories),),
        named=lambda code: f"{HELD}#{code}",
        territories=territories,
        prefixes=wanted.prefixes,
        wanted=lambda _order, sk: sk in keys,
        formers=tuple(certificates(year, territories, wanted) for year in years),
    )


def held_in_turn(years: Sequence[int], territories: tuple[str, ...]) -> list[Listing]:
    """The same, a year after the other: how clients read on that began before they stood together."""
    wanted = WantedCertificates(CertificateState.HELD)
    return [certificates(year, territories, wanted) for year in years]


def _issued(year: int) -> str:
    return f"CERT#{year}"


def _revoked(year: int) -> str:
    return f"{_issued(year)}#{CertificateState.REVOKED}"
