"""Bring a person's year to the HR system (数据对接, R29-R31): level-triggered, at least once.

An event says only *look at this year*; what is written is decided from the truth of now, so old,
doubled and reordered events are harmless. The certificate is read first: whatever another run
decides after that moves its revision, and this run's write fails.
"""

from datetime import datetime

from chalicelib.actions.settle import settled
from chalicelib.gateways import keys
from chalicelib.rules.certificate import (
    Account,
    Basis,
    Certificate,
    Holder,
    State,
    decide,
    snapshot_of,
    why_held,
)
from chalicelib.rules.certificate_number import number_of
from chalicelib.rules.professional import Professional
from chalicelib.rules.record import Record, Subject
from chalicelib.store import accounts, certificates, years


class StaleRead(Exception):  # noqa: N818 - says what happened
    """Something read is older than an earlier decision had seen: try again later."""


def sync_year(person: str, year: int, *, at: datetime) -> Certificate | None:
    """Decide the certificate of a year from both systems and acknowledge the standing.

    Args:
        person: the professional's id.
        year: the year to look at.
        at: the instant of the event, aware; the date of issue is taken from it.

    Returns:
        The certificate as it is now; None if there is nothing to certify.

    Raises:
        StaleRead: the registry is behind what the HR system has seen, as after a restore.
    """
    return settled(lambda: _sync_once(person, year, at))


def _sync_once(person: str, year: int, at: datetime) -> Certificate | None:
    kept = certificates.find_certificate(person, year)
    now = years.find_year(person, year)
    if now is None or now.standing.version == 0:
        return kept
    before = kept or Certificate(person=person, year=year, since=at)
    holder = _holder(now.professional)
    same_document = accounts.find_account(holder.document_digest)
    same_login = same_document or accounts.find_account_of_login(now.professional.login)
    basis = Basis(holder.version, now.standing.version, _version(same_document, same_login))
    if basis.is_older_in_any(before.basis):
        raise StaleRead(person, year)
    after = before
    if basis != before.basis:
        records = _in_order(now.records)
        after = decide(
            before,
            holder=holder,
            standing=now.standing,
            counted=tuple(record.id for record in records),
            held_because=why_held(holder, same_document, same_login),
            basis=basis,
            number=before.number or number_of(keys.certificate_digest(person, year)),
            at=at,
        )
        new_version = after.version > before.version
        snapshot = snapshot_of(after, holder, now.standing, records) if new_version else None
        if snapshot is not None:
            certificates.reserve_number(after)
        if kept is not None or after.state is not State.NONE:
            certificates.put_certificate(after, kept, snapshot)
    years.acknowledge_standing(person, year, now.standing.version)
    return after


def _holder(professional: Professional) -> Holder:
    return Holder(
        person=professional.id,
        name=professional.name,
        document_digest=professional.document_digest,
        masked_number=professional.masked_number,
        territory=professional.territory,
        employer=professional.employer,
        version=professional.version,
    )


def _version(*found: Account | None) -> int:
    return max((account.version for account in found if account), default=0)


def _in_order(records: tuple[Record, ...]) -> tuple[Record, ...]:
    """The records that count: public first, then as they were accredited."""
    counted = [record for record in records if record.counts]
    return tuple(
        sorted(
            counted,
            key=lambda record: (
                record.subject is not Subject.PUBLIC,
                record.moves[-1].at,
                record.id,
            ),
        )
    )
