"""Issue anew what a revoked key has signed (R47): a new version that says the same, signed by another key.

It is drawn, signed and verified as every version; the old one is superseded. What was issued anew is not
found again, so a run may be stopped anywhere, and two at once do no harm.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from chalicelib.bureaus.rules.territory import PROVINCE, below
from chalicelib.certificates.gateways.key_bucket import read_keys
from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.certificates.rules.certificate_decision import reissued
from chalicelib.certificates.rules.certificate_lists import WantedCertificates
from chalicelib.certificates.rules.published_keys import find_key
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
            if each.is_signed_by(key.number):
                done += run.attempt(partial(_reissue, each.person, year, key.number, at))
        yield ReissueProgress(year, seen, done)


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
