"""What verifying reads (R34, R48): one certificate in two reads, a hundred of them in two round trips."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from chalicelib.certificates.rules.certificate import Certificate, Snapshot
from chalicelib.certificates.rules.certificate_lists import certificate_key
from chalicelib.certificates.rules.guess import Guesses
from chalicelib.certificates.store.certificates import NumberLock
from chalicelib.certificates.store.guesses import GUESSES
from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.several import Key, find_all
from chalicelib.platform.store.tables import HrItem, find, read

Version = tuple[str, int]
"""A certificate's number and one of its versions."""


class Issued(NamedTuple):
    """A certificate as it is now, and what each of its versions says."""

    certificate: Certificate
    versions: Mapping[int, Snapshot]


class ManyIssued(NamedTuple):
    """What lies under many numbers; one that is absent was never given.

    `names` holds the names of the older versions that were asked for.
    """

    certificates: Mapping[str, Certificate]
    names: Mapping[Version, str]
    guesses: Mapping[str, Guesses]


def find_issued(number: str) -> Issued | None:
    """Read the certificate that a number names, strongly consistent; the number in its canonical form."""
    lock = find(HrItem, *_lock(number))
    if lock is None:
        return None
    owner = read(lock, NumberLock)
    first = certificate_key(owner.year)
    begins = HrItem.sk.startswith(first)
    items = list(HrItem.query(person_key(owner.person), begins, consistent_read=True))
    versions = [read(item, Snapshot) for item in items if item.sk != first]
    certificate = next((read(item, Certificate) for item in items if item.sk == first), None)
    return Issued(certificate, {each.version: each for each in versions}) if certificate else None


def find_several(numbers: Several, named: Iterable[tuple[str, int | None]]) -> ManyIssued:
    """Read the certificates that numbers name, and what comparing names with some of them needs.

    Args:
        numbers: in their canonical form.
        named: for which of them a name was sent, and the version that was asked for.
    """
    asked = dict.fromkeys(named)
    found = find_all(HrItem, [*map(_lock, numbers), *(_guesses(number) for number, _ in asked)])
    owners = {
        number: read(found[_lock(number)], NumberLock)
        for number in numbers
        if _lock(number) in found
    }
    older = {
        (number, version): _version(owners[number], version)
        for number, version in asked
        if version is not None and number in owners
    }
    kept = find_all(HrItem, [*map(_certificate, owners.values()), *older.values()])
    return ManyIssued(
        certificates={
            number: read(kept[_certificate(owner)], Certificate)
            for number, owner in owners.items()
            if _certificate(owner) in kept
        },
        names={
            version: read(kept[key], Snapshot).name for version, key in older.items() if key in kept
        },
        guesses={
            number: read(found[_guesses(number)], Guesses)
            for number, _ in asked
            if _guesses(number) in found
        },
    )


def _lock(number: str) -> Key:
    return f"NUMBER#{number}", "LOCK"


def _guesses(number: str) -> Key:
    return f"NUMBER#{number}", GUESSES


def _certificate(owner: NumberLock) -> Key:
    return person_key(owner.person), certificate_key(owner.year)


def _version(owner: NumberLock, version: int) -> Key:
    return person_key(owner.person), f"{certificate_key(owner.year)}#V#{version}"
