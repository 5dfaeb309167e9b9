"""The yearly certificate (继续教育电子证书): what both systems together allow (R29-R32).

`decide` looks only at the truth of now and at what was decided before; it is the whole of the sync.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

from chalicelib.people.rules.held import HeldBecause
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.standing import Standing


class CertificateState(StrEnum):
    """`held → issued | none`, `issued → revoked`, `revoked → held | issued`."""

    NONE = "none"
    HELD = "held"
    ISSUED = "issued"
    REVOKED = "revoked"


PENDING, CERTIFIED_BY_HR = "pending", "certified_by_hr"
"""What a certificate is shown as beside its states: still being made, and made by the HR system (R28)."""
CERTIFICATE_LABELS = {
    CertificateState.NONE: "未签发",
    PENDING: "正在签发",
    CertificateState.HELD: "待核对",
    CertificateState.ISSUED: "已签发",
    CertificateState.REVOKED: "已撤销",
    CERTIFIED_BY_HR: "已由人社部门发证",
}


class Basis(msgspec.Struct, frozen=True, order=True):
    """The versions a decision was made from: the sync never decides from older ones.

    `login` says whose HR account it was, in brief: each login's account has versions of its own.
    """

    profile: int = 0
    standing: int = 0
    account: int = 0
    login: str = ""

    def is_older_in_any(self, kept: "Basis") -> bool:
        """Whether something read is older than what an earlier decision had seen.

        Accounts are compared under one profile and login only: another account's version says
        nothing about the first one's, nor does it when the account has moved to another document.
        """
        return (
            self.profile < kept.profile
            or self.standing < kept.standing
            or (
                (self.profile, self.login) == (kept.profile, kept.login)
                and self.account < kept.account
            )
        )


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """What the sync needs of the registry's profile."""

    person: str
    name: str
    document_digest: str
    masked_number: str
    territory: str
    employer: str
    version: int


class Counted(msgspec.Struct, frozen=True, omit_defaults=True):
    """A record as the certificate lists it."""

    id: str
    title: str
    form: str
    credits: Decimal
    accredited_on: date


class Snapshot(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What one version of the certificate says; printed from this and nothing else."""

    person: str
    year: int
    version: int
    number: str
    name: str
    masked_number: str
    public: Decimal
    public_waived: bool = False
    professional: Decimal
    general_knowledge: Decimal = Decimal(0)
    records: tuple[Counted, ...]
    issued_on: date


class Certificate(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The current state of one person's certificate of one year.

    `version` is 0 until first issued; `drawn` the version whose PDF is in the bucket; `undrawable`
    the characters that keep the version from being drawn; `revision` guards every write.
    `public_waived` is what the version says of the public subject; None: it was issued before that
    was kept here, and its snapshot says it.
    """

    person: str
    year: int
    state: CertificateState = CertificateState.NONE
    version: int = 0
    number: str = ""
    held_because: HeldBecause | None = None
    since: datetime
    issued_on: date | None = None
    revoked_at: datetime | None = None
    name: str = ""
    document_digest: str = ""
    territory: str = ""
    employer: str = ""
    counted: tuple[str, ...] = ()
    public_waived: bool | None = None
    basis: Basis = Basis()
    drawn: int = 0
    undrawable: str = ""
    revision: int = 0

    @property
    def is_drawn(self) -> bool:
        """Whether the current version's PDF can be downloaded."""
        return self.state is CertificateState.ISSUED and self.drawn == self.version

    @property
    def is_waiting_to_be_drawn(self) -> bool:
        """Whether the renderer still owes the current version: neither drawn nor undrawable."""
        return (
            self.state is CertificateState.ISSUED
            and self.drawn != self.version
            and not self.undrawable
        )

    def says_otherwise(self, standing: Standing) -> bool:
        """Whether it calls the public subject waived though it was earned since, or the reverse."""
        is_known = self.state is CertificateState.ISSUED and self.public_waived is not None
        return is_known and standing.complete and self.public_waived != standing.waived

    @property
    def is_published(self) -> bool:
        """Whether a paper of it can exist: issued once, and its first version could be drawn."""
        return self.version > 1 or (self.version == 1 and not self.undrawable)

    def verified(self, version: int | None) -> str:
        """What a verification says (R34): the truth of now, and whether the paper is the latest.

        Args:
            version: the version that the paper's QR code names, if it was scanned.
        """
        if self.state is not CertificateState.ISSUED:
            return "revoked"
        return "valid" if version in {None, self.version} else "superseded"


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
