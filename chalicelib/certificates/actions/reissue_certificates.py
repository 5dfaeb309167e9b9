"""Issue anew what a revoked key has signed (R47): a new version that says the same, signed by another key.

It is drawn, signed and verified as every version; the old one is superseded. What was issued anew is not
found again, so a run may be stopped anywhere, and two at once do no harm.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from chalicelib.bureaus.rules.territory import PROVINCE, below
from chalicelib.certificates.actions.order_credentials import order_credential
from chalicelib.certificates.gateways.key_bucket import read_keys
from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.certificates.rules.certificate_decision import reissued
from chalicelib.certificates.rules.certificate_lists import WantedCertificates
from chalicelib.certificates.rules.published_keys import KeyUse, PublishedKey, find_key
from chalicelib.certificates.store import certificates
from chalicelib.law.rules.policy import years
from chalicelib.platform.actions.run import Run
from chalicelib.platform.actions.settle import settled

if TYPE_CHECKING:
    from chalicelib.platform.rules.listing import Position

PAGE = 200


class NotRevoked(ValueError):  # noqa: N818 - read as a sentence: not revoked
    """What the key signed is believed: there is nothing to issue anew."""


class ReissueProgress(NamedTuple):
    """How far a run is: the year it looks at, how many certificates it looked at and issued anew so far."""

    year: int
    seen: int
    reissued: int


def reissue_certificates(kid: str, *, at: datetime, run: Run) -> Iterator[ReissueProgress]:
    """Issue anew each certificate whose current version a revoked key has signed, page by page.

    Args:
        kid: the key's id.
        at: the instant of the run.
        run: the run.

    Yields:
        How far it is, with each page.

    Raises:
        LookupError: no such key is published.
        NotRevoked: it is not revoked.
    """
    key = find_key(read_keys().published, kid)
    if key is None:
        raise LookupError(kid)
    if key.revoked_at is None:
        raise NotRevoked(kid)
    seen = done = 0
    for year, page in _pages():
        if not run.is_time_left():
            return
        for each in page:
            seen += 1
            if _is_signed_by(key, each):
                done += run.attempt(partial(_sign_anew, key, each, at))
        yield ReissueProgress(year, seen, done)


def _is_signed_by(key: PublishedKey, certificate: Certificate) -> bool:
    """Whether what is good of a certificate is worth nothing without the key."""
    if key.use is KeyUse.CREDENTIALS:
        return certificate.has_credential_by(key.number)
    return certificate.is_signed_by(key.number)


def _sign_anew(key: PublishedKey, certificate: Certificate, at: datetime) -> None:
    """A credential is signed by its worker, in the place that it has, with its status list (R49)."""
    if key.use is KeyUse.CREDENTIALS:
        order_credential(certificate.person, certificate.year, at=at)
    else:
        _reissue(certificate.person, certificate.year, key.number, at)


def _pages() -> Iterator[tuple[int, list[Certificate]]]:
    """What is issued, year by year."""
    wanted = WantedCertificates(CertificateState.ISSUED, "")
    for year in years():
        after: Position | None = None
        while True:
            page, after = certificates.find_certificates_of(
                year, below(PROVINCE), wanted, after, PAGE
            )
            yield year, page
            if after is None:
                break


def _reissue(person: str, year: int, key: int, at: datetime) -> None:
    def once() -> None:
        kept = certificates.find_certificate(person, year)
        if kept is None or not kept.is_signed_by(key):
            return
        says = certificates.find_snapshot(person, year, kept.version)
        if says is None:
            raise LookupError(f"no snapshot of version {kept.version}")
        after, snapshot = reissued(kept, says, at)
        certificates.put_certificate(after, kept, snapshot)

    settled(once)
