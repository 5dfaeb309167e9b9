"""Bring a person's year to the HR system (数据对接, R29-R31): level-triggered, at least once.

An event says only *look at this year*; what is written is decided from the truth of now, so old,
doubled and reordered events are harmless. The certificate is read first: whatever another run
decides after that moves its revision, and this run's write fails.
"""

from datetime import datetime

from msgspec import structs

from chalicelib.certificates.rules.certificate import Basis, Certificate, CertificateState
from chalicelib.certificates.rules.certificate_decision import Holder, decide, ended, snapshot_of
from chalicelib.certificates.rules.certificate_number import number_of
from chalicelib.certificates.rules.restored import has_lost_records
from chalicelib.certificates.store import certificates
from chalicelib.identity.gateways import keys
from chalicelib.law.rules.subject import Subject
from chalicelib.people.actions import ask_people
from chalicelib.people.rules.account import Account
from chalicelib.people.rules.held import why_held
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.actions.settle import settled
from chalicelib.records.actions import ask_records
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.standing import Standing

LOGIN_LENGTH = 16


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
    person_year = ask_records.find_year(person, year)
    if person_year is not None and person_year.professional.id != person:
        return _ended(person, year, kept, at)
    if person_year is None or person_year.standing.version == 0:
        if kept is not None and kept.basis.standing:
            raise StaleRead(person, year)
        return kept
    standing, records = person_year.standing, person_year.records
    before = _with_its_word(kept) if kept else Certificate(person=person, year=year, since=at)
    holder = _holder(person_year.professional)
    same_document = ask_people.find_account(holder.document_digest)
    account = same_document or _other_account(person_year.professional)
    basis = _basis(holder, standing, account)
    if basis.is_older_in_any(before.basis) or has_lost_records(before, standing, records):
        raise StaleRead(person, year)
    after = before
    held_because = why_held(holder.name, same_document, account)
    is_outdated = held_because is None and before.says_otherwise(standing)
    if basis != before.basis or is_outdated:
        records = _in_order(records)
        after = decide(
            before,
            holder=holder,
            standing=standing,
            counted=tuple(record.id for record in records),
            held_because=held_because,
            basis=basis,
            number=before.number or number_of(keys.certificate_digest(person, year)),
            at=_no_earlier_than(at, records, account),
        )
        _put(after, kept, holder, standing, records)
    ask_records.acknowledge_standing(person, year, standing.version)
    return after


def _with_its_word(kept: Certificate) -> Certificate:
    """The certificate with what its version says of a waiver (R11), if that is in its snapshot alone."""
    if kept.state is not CertificateState.ISSUED or kept.public_waived is not None:
        return kept
    says = certificates.find_snapshot(kept.person, kept.year, kept.version)
    return kept if says is None else structs.replace(kept, public_waived=says.public_waived)


def _put(
    after: Certificate,
    kept: Certificate | None,
    holder: Holder,
    standing: Standing,
    records: tuple[Record, ...],
) -> None:
    """Write the decision; a new version with its number and what it says."""
    snapshot = None
    if after.version > (kept.version if kept else 0):
        snapshot = snapshot_of(after, holder, standing, records)
        certificates.reserve_number(after)
    if kept is not None or after.state is not CertificateState.NONE:
        certificates.put_certificate(after, kept, snapshot)


def _ended(person: str, year: int, kept: Certificate | None, at: datetime) -> Certificate | None:
    """Revoke what an account that was merged into another has: that one certifies the year (R31)."""
    standing = ask_records.find_standing(person, year)
    if standing is None or not standing.merged:
        return kept
    after = ended(kept, standing, at) if kept else None
    if after is not None and after != kept:
        certificates.put_certificate(after, kept, None)
    ask_records.acknowledge_standing(person, year, standing.version)
    return after


def _other_account(professional: Professional) -> Account | None:
    """The HR account of the login, or of a document whose account was merged into this one."""
    if account := ask_people.find_account_of_login(professional.login):
        return account
    found = (ask_people.find_account(former.document_digest) for former in professional.formers)
    return next((account for account in found if account), None)


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


def _basis(holder: Holder, standing: Standing, account: Account | None) -> Basis:
    if account is None:
        return Basis(holder.version, standing.version)
    brief = account.login[:LOGIN_LENGTH]
    return Basis(holder.version, standing.version, account.version, brief)


def _no_earlier_than(
    at: datetime, records: tuple[Record, ...], account: Account | None
) -> datetime:
    """The event's instant, or that of the latest thing it rests on: an event may be an old one."""
    rests_on = [record.moves[-1].at for record in records]
    return max([at, *rests_on, *([account.changed_at] if account else [])])


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
