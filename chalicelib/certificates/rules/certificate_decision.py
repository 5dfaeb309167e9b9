"""What both systems together allow of a certificate (R29-R32).

`decide` looks only at the truth of now and at what was decided before; it is the whole of the sync.
"""

from datetime import datetime

import msgspec

from chalicelib.certificates.rules.certificate import (
    Basis,
    Certificate,
    CertificateState,
    Counted,
    Snapshot,
)
from chalicelib.people.rules.held import HeldBecause
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.standing import Standing


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """What the sync needs of the registry's profile."""

    person: str
    name: str
    document_digest: str
    masked_number: str
    territory: str
    employer: str
    version: int


def _needs_new_version(
    kept: Certificate, holder: Holder, standing: Standing, counted: tuple[str, ...]
) -> bool:
    """R31: after a revocation, a counted record lost, a correction, or another word on a waiver."""
    return (
        kept.state is not CertificateState.ISSUED
        or kept.says_otherwise(standing)
        or not set(kept.counted) <= set(counted)
        or kept.name != holder.name
        or kept.document_digest != holder.document_digest
    )


def decide(  # noqa: PLR0913 - the decision rests on exactly these, and on nothing else
    kept: Certificate,
    *,
    holder: Holder,
    standing: Standing,
    counted: tuple[str, ...],
    held_because: HeldBecause | None,
    basis: Basis,
    number: str,
    at: datetime,
) -> Certificate:
    """Decide the certificate from the truth of now; the revision advances, the guard is the store's.

    A year that the HR system certified itself gets none (R28). Once issued it is not un-issued by a later disagreement of names, and a correction makes its new
    version when both systems have it (R30); it is revoked only when the standing no longer meets
    the requirement (R31).
    """
    base = msgspec.structs.replace(
        kept,
        basis=basis,
        territory=standing.territory,
        employer=holder.employer,
        revision=kept.revision + 1,
    )
    by_hr = standing.certified_by_hr and not base.version
    if by_hr or not standing.complete:
        return _incomplete(base, at)
    if held_because:
        return base if base.state is CertificateState.ISSUED else _held(base, held_because, at)
    if _needs_new_version(base, holder, standing, counted):
        issued = _issued(base, holder, counted, number, at)
        return msgspec.structs.replace(issued, public_waived=standing.waived)
    return base


def reissued(kept: Certificate, says: Snapshot, at: datetime) -> tuple[Certificate, Snapshot]:
    """The next version, which says what the current one does: its signature is believed no more (R47).

    Whether the year still stands as it says is the sync's to decide, before and after.
    """
    version, day = kept.version + 1, at.astimezone(SHANGHAI).date()
    certificate = msgspec.structs.replace(
        kept, version=version, since=at, issued_on=day, revision=kept.revision + 1
    )
    return certificate, msgspec.structs.replace(says, version=version, issued_on=day)


def ended(kept: Certificate, standing: Standing, at: datetime) -> Certificate:
    """What is left of the certificate once its account was merged into another (R31).

    Basis and revision advance only where something changes.
    """
    basis = Basis(kept.basis.profile, standing.version, kept.basis.account, kept.basis.login)
    base = msgspec.structs.replace(kept, basis=basis, revision=kept.revision + 1)
    after = _incomplete(base, at)
    return kept if after is base else after


def _incomplete(base: Certificate, at: datetime) -> Certificate:
    replace = msgspec.structs.replace
    if base.state is CertificateState.ISSUED:
        return replace(
            base, state=CertificateState.REVOKED, revoked_at=at, since=at, held_because=None
        )
    if base.state is CertificateState.HELD:
        state = CertificateState.REVOKED if base.version else CertificateState.NONE
        return replace(base, state=state, since=at, held_because=None)
    return base


def _held(base: Certificate, because: HeldBecause, at: datetime) -> Certificate:
    unchanged = base.state is CertificateState.HELD and base.held_because == because
    return msgspec.structs.replace(
        base,
        state=CertificateState.HELD,
        held_because=because,
        since=base.since if unchanged else at,
    )


def _issued(
    base: Certificate, holder: Holder, counted: tuple[str, ...], number: str, at: datetime
) -> Certificate:
    return msgspec.structs.replace(
        base,
        state=CertificateState.ISSUED,
        version=base.version + 1,
        number=number,
        held_because=None,
        since=at,
        issued_on=at.astimezone(SHANGHAI).date(),
        revoked_at=None,
        name=holder.name,
        document_digest=holder.document_digest,
        counted=counted,
        undrawable="",
        wanted=base.wanted if base.version else False,
    )


def snapshot_of(
    certificate: Certificate, holder: Holder, standing: Standing, records: tuple[Record, ...]
) -> Snapshot:
    """Freeze what the certificate's current version says."""
    assert certificate.issued_on is not None  # noqa: S101 - only an issued certificate has one
    return Snapshot(
        person=certificate.person,
        year=certificate.year,
        version=certificate.version,
        number=certificate.number,
        name=holder.name,
        masked_number=holder.masked_number,
        public=standing.public,
        public_waived=standing.waived,
        professional=standing.professional,
        general_knowledge=standing.general_knowledge,
        records=tuple(_listed(record) for record in records if record.counts),
        issued_on=certificate.issued_on,
    )


def _listed(record: Record) -> Counted:
    accredited_at = record.moves[-1].at.astimezone(SHANGHAI)
    return Counted(record.id, record.title, record.form, record.counted, accredited_at.date())
