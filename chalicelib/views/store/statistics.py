"""Counts per territory and year: recounted from the lists, never kept (so they cannot drift)."""

from functools import partial

import msgspec

from chalicelib.certificates.rules.certificate import CertificateState
from chalicelib.certificates.rules.certificate_lists import WantedCertificates, certificates
from chalicelib.people.rules.people_lists import people
from chalicelib.platform.store.abreast import abreast
from chalicelib.platform.store.listed import count
from chalicelib.platform.store.tables import HrItem, RegistryItem
from chalicelib.records.rules.record_lists import standings


class Counts(msgspec.Struct, frozen=True):
    """People enrolled; years in progress and complete; certificates issued, held and revoked."""

    enrolled: int = 0
    in_progress: int = 0
    complete: int = 0
    certificates: int = 0
    held: int = 0
    revoked: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """The counts of both together."""
        ours, theirs = msgspec.structs.astuple(self), msgspec.structs.astuple(other)
        return Counts(*(one + two for one, two in zip(ours, theirs, strict=True)))


def count_territories(year: int, territories: tuple[str, ...]) -> dict[str, Counts]:
    """Count territories, each without those below it."""
    counts = abreast(partial(_count, year), territories)
    return dict(zip(territories, counts, strict=True))


def _count(year: int, territory: str) -> Counts:
    def years(progress: str) -> int:
        return count(RegistryItem, standings(year, (territory,), progress))

    def certified(state: CertificateState) -> int:
        return count(HrItem, certificates(year, (territory,), WantedCertificates(state)))

    return Counts(
        enrolled=count(RegistryItem, people((territory,))),
        in_progress=years("in_progress"),
        complete=years("complete"),
        certificates=certified(CertificateState.ISSUED),
        held=certified(CertificateState.HELD),
        revoked=certified(CertificateState.REVOKED),
    )
