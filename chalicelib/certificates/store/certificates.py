"""Certificates in the HR department's table: the current state, every version, the number."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec

from chalicelib.certificates.rules import certificate_lists
from chalicelib.certificates.rules.certificate import Certificate, Snapshot
from chalicelib.certificates.rules.certificate_lists import WantedCertificates, certificate_key
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.listing import Place, Pointer, Position
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.listed import read_page
from chalicelib.platform.store.several import find_all
from chalicelib.platform.store.tables import (
    Conflict,
    HrItem,
    Item,
    acknowledge,
    conflicts,
    find,
    is_new,
    is_version,
    marked,
    read,
    transaction,
)


class NumberLock(msgspec.Struct, frozen=True):
    """Whose certificate a number names."""

    person: str
    year: int


def certificate_item(certificate: Certificate, waits: mark.Mark | None) -> HrItem:
    """A certificate as it is kept, listed by year, territory, state and employer."""
    item = HrItem(
        pk=person_key(certificate.person),
        sk=certificate_key(certificate.year),
        version=certificate.revision,
        body=keep(certificate),
    )
    if place := certificate_lists.place_of(certificate):
        item.list, item.order = place
    return marked(item, waits)


def find_certificate(person: str, year: int) -> Certificate | None:
    """Read the current state of a certificate, strongly consistent."""
    return certificate_of(find(HrItem, person_key(person), certificate_key(year)))


def certificate_place(year: int) -> tuple[type[Item], str]:
    """Where a year's certificate lies below its person, for whoever reads it with other things."""
    return HrItem, certificate_key(year)


def certificate_of(item: Item | None) -> Certificate | None:
    """The certificate that an item holds, or nothing of nothing."""
    return read(item, Certificate) if item else None


def certificate_of_image(image: Mapping[str, Mapping[str, Any]]) -> Certificate | None:
    """The certificate that a stream brings; nothing of a version of one, or of another item."""
    kind, *rest = image.get("sk", {}).get("S", "").split("#")
    if kind != "C" or len(rest) != 1:
        return None
    return certificate_of(HrItem.from_raw_data({name: dict(each) for name, each in image.items()}))


def find_certificates(person: str) -> list[Certificate]:
    """Read the current state of all of a person's certificates."""
    items = HrItem.query(person_key(person), HrItem.sk.startswith("C#"), consistent_read=True)
    return [read(item, Certificate) for item in items if "#V#" not in item.sk]


def find_certificates_of_years(
    places: Collection[tuple[str, int]],
) -> dict[tuple[str, int], Certificate]:
    """Read the certificates of people's years, by person and year; those that there are not are absent."""
    keys = {(person_key(person), certificate_key(year)): (person, year) for person, year in places}
    found = find_all(HrItem, keys)
    return {keys[key]: read(item, Certificate) for key, item in found.items()}


def find_certificates_of(
    year: int,
    territories: tuple[str, ...],
    wanted: WantedCertificates,
    after: Position | None,
    limit: int,
) -> tuple[list[Certificate], Position | None]:
    """Read a year's certificates of territories, by territory, state and employer.

    Returns:
        The certificates, and where the next page begins if there is one.
    """
    listing = certificate_lists.certificates(year, territories, wanted)
    kept, last = read_page(HrItem, Certificate, [listing], after, limit)
    return [each for each in kept if wanted.employer in {"", each.employer}], last


def find_held(
    years: Sequence[int], territories: tuple[str, ...], after: Position | None, limit: int
) -> tuple[list[Certificate], Position | None]:
    """Read the held certificates of years and territories; as `find_certificates_of`.

    Who began to read them year by year goes on so.
    """
    began_by_year = after is not None and not after.list.startswith(certificate_lists.HELD)
    if len(years) == 1 or began_by_year:
        listings = certificate_lists.held_in_turn(years, territories)
    else:
        listings = [certificate_lists.held(years, territories)]
    return read_page(HrItem, Certificate, listings, after, limit)


def find_by_number(number: str) -> Certificate | None:
    """Find the certificate that a number names; the number in its canonical form."""
    lock = find(HrItem, f"NUMBER#{number}", "LOCK")
    if lock is None:
        return None
    owner = read(lock, NumberLock)
    return find_certificate(owner.person, owner.year)


def find_snapshot(person: str, year: int, version: int) -> Snapshot | None:
    """Read what one version of a certificate says."""
    item = find(HrItem, person_key(person), f"{certificate_key(year)}#V#{version}")
    return read(item, Snapshot) if item else None


def reserve_number(certificate: Certificate) -> None:
    """Write the number's lock; it is always the same for a person and year, so once is enough.

    Raises:
        Conflict: the number names another certificate, which a keyed digest makes all but
            impossible and which must never be overwritten.
    """
    owner = NumberLock(certificate.person, certificate.year)
    try:
        with conflicts():
            HrItem(pk=f"NUMBER#{certificate.number}", sk="LOCK", body=keep(owner)).save(
                condition=is_new()
            )
    except Conflict:
        lock = find(HrItem, f"NUMBER#{certificate.number}", "LOCK")
        if lock is None or read(lock, NumberLock) != owner:
            raise


def put_certificate(
    certificate: Certificate,
    previous: Certificate | None,
    snapshot: Snapshot | None,
    *others: HrItem,
) -> None:
    """Write a decision, and with a new version what it says, at once; others of its items as well.

    What leads there from the employer goes before: whoever reads it drops what is not so.

    Raises:
        Conflict: somebody decided meanwhile (the revision is not as read).
    """
    condition = is_version(previous.revision) if previous else is_new()
    item = certificate_item(certificate, _owed(certificate))
    place = certificate_lists.place_of(certificate)
    if previous is None or place != certificate_lists.place_of(previous):
        point_to(item, certificate.year)
    beside = [*others, *([_snapshot_item(certificate, snapshot)] if snapshot else [])]
    if not beside:
        with conflicts():
            item.save(condition=condition)
        return
    with transaction() as write:
        write.save(item, condition=condition)
        for each in beside:
            write.save(each)


def _owed(certificate: Certificate) -> mark.Mark | None:
    """What the certificate waits for: first its PDF, then what wallets are told."""
    if certificate.is_waiting_to_be_drawn:
        return mark.render(certificate.person, certificate.since)
    if certificate.owes_credential:
        return mark.credential(certificate.person, certificate.since)
    return None


def _snapshot_item(certificate: Certificate, snapshot: Snapshot) -> HrItem:
    return HrItem(
        pk=person_key(certificate.person),
        sk=f"{certificate_key(certificate.year)}#V#{certificate.version}",
        body=keep(snapshot),
    )


def _pointers(item: HrItem, year: int) -> list[HrItem]:
    """What leads from the employer to a certificate; who reads it drops what is so no more."""
    if not item.list or not item.order:
        return []
    place = certificate_lists.employer_place(year, Place(item.list, item.order))
    if place is None:
        return []
    return [HrItem(pk=place.list, sk=place.order, body=keep(Pointer(item.pk, item.sk)))]


def point_to(item: HrItem, year: int) -> None:
    """Lead from the employer to a certificate that was put when nothing did."""
    for pointer in _pointers(item, year):
        pointer.save()


def acknowledge_certificate(certificate: Certificate) -> None:
    """Clear the mark of a revision that has been rendered."""
    acknowledge(
        HrItem(pk=person_key(certificate.person), sk=certificate_key(certificate.year)),
        certificate.revision,
        mark.Whom.RENDER,
    )
