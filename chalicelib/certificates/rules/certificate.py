"""The yearly certificate (继续教育电子证书): its states, what it was decided from, what it says (R29-R34)."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal

import msgspec

from chalicelib.people.rules.held import HeldBecause
from chalicelib.records.rules.standing import Standing


class CertificateState(StrEnum):
    """`held → issued | none`, `issued → revoked`, `revoked → held | issued`."""

    NONE = "none"
    HELD = "held"
    ISSUED = "issued"
    REVOKED = "revoked"


class ShownState(StrEnum):
    """What a certificate is shown as: `pending` is still being made, `certified_by_hr` was made by the HR system (R28)."""

    NONE = "none"
    PENDING = "pending"
    HELD = "held"
    ISSUED = "issued"
    REVOKED = "revoked"
    CERTIFIED_BY_HR = "certified_by_hr"


PENDING, CERTIFIED_BY_HR = ShownState.PENDING, ShownState.CERTIFIED_BY_HR
VerifiedState = Literal["valid", "superseded", "revoked"]
"""What a verification says of a certificate: in force, in force in a later version, or revoked (R34)."""
CERTIFICATE_LABELS: dict[str, str] = {
    CertificateState.NONE: "未签发",
    PENDING: "正在签发",
    CertificateState.HELD: "待核对",
    CertificateState.ISSUED: "已签发",
    CertificateState.REVOKED: "已撤销",
    CERTIFIED_BY_HR: "已由人社部门发证",
}
AUTHORITY = "广东省财政厅"
"""Who issues every certificate, as it is printed."""


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


class FileKind(StrEnum):
    """What a file that was issued is: the certificate itself, or a variant of it for a purpose."""

    CERTIFICATE = "certificate"
    ANNOTATED = "annotated"


class IssuedFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file of one version that was issued, known by its SHA-256 (hexadecimal) for ever (R48).

    `key` is the number of the key that signed it; 0: it was issued before files were signed.
    """

    version: int
    sha256: str
    key: int = 0
    kind: FileKind = FileKind.CERTIFICATE


class ListedCredential(msgspec.Struct, frozen=True, omit_defaults=True):
    """The credential of a version that is good now: its place in the status lists, the number of its key (R49)."""

    version: int
    list: str
    index: int
    key: int


class Certificate(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The current state of one person's certificate of one year.

    `version` is 0 until first issued; `drawn` the version whose PDF is in the bucket; `undrawable`
    the characters that keep the version from being drawn; `files` what was issued, of all versions,
    in that order; `credential` the one that is good now, where there is one; `revision` guards every
    write.
    `public_waived` is what the version says of the public subject; None: it was issued before that
    was kept here, and its snapshot says it.
    `wanted` is whether its holder asked for a credential; None: first issued when every one had one.
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
    files: tuple[IssuedFile, ...] = ()
    credential: ListedCredential | None = None
    wanted: bool | None = None
    revision: int = 0

    def files_of(self, version: int) -> tuple[IssuedFile, ...]:
        """The files of a version that were issued.

        None of what was never drawn, nor of what was drawn before digests were kept (migration 0003).
        """
        return tuple(file for file in self.files if file.version == version)

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

    def is_signed_by(self, key: int) -> bool:
        """Whether the key of this number signed a file of the current version, while that is issued."""
        return self.is_drawn and any(file.key == key for file in self.files_of(self.version))

    def drawn_as(self, file: IssuedFile) -> "Certificate":
        """The certificate once its current version is in the bucket; it has one file of that kind."""
        others = (
            each for each in self.files if (each.version, each.kind) != (file.version, file.kind)
        )
        return msgspec.structs.replace(
            self,
            drawn=file.version,
            undrawable="",
            files=(*others, file),
            revision=self.revision + 1,
        )

    def has_credential_by(self, key: int) -> bool:
        """Whether the key of a number signed the credential that is good."""
        return self.credential is not None and self.credential.key == key

    @property
    def owes_credential(self) -> bool:
        """Whether wallets are told what is not so: what is wanted of a drawn version is missing, or good no more."""
        good = self.credential.version if self.credential else 0
        return good != (self.version if self.is_drawn and self.is_wanted else 0)

    @property
    def is_wanted(self) -> bool:
        """Whether each version is to have a credential: nothing is signed that nobody asked for."""
        return self.wanted is not False

    def with_variant(self, file: IssuedFile) -> "Certificate":
        """The certificate once a further file of one of its versions was issued."""
        return msgspec.structs.replace(self, files=(*self.files, file), revision=self.revision + 1)

    def says_otherwise(self, standing: Standing) -> bool:
        """Whether it calls the public subject waived though it was earned since, or the reverse."""
        is_known = self.state is CertificateState.ISSUED and self.public_waived is not None
        return is_known and standing.complete and self.public_waived != standing.waived

    @property
    def is_published(self) -> bool:
        """Whether a paper of it can exist: issued once, and its first version could be drawn."""
        return self.version > 1 or (self.version == 1 and not self.undrawable)

    def has_version(self, version: int | None) -> bool:
        """Whether a paper of it with this version can exist; None: whether any can."""
        return self.is_published and (version is None or 1 <= version <= self.version)

    def verified(self, version: int | None) -> VerifiedState:
        """What a verification says (R34): the truth of now, and whether the paper is the latest.

        Args:
            version: the version that the paper's QR code names, if it was scanned.
        """
        if self.state is not CertificateState.ISSUED:
            return "revoked"
        return "valid" if version in {None, self.version} else "superseded"
