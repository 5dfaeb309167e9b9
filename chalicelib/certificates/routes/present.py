"""How a certificate is shown: to its holder, to administrators, to anybody who verifies it (R34)."""

from collections.abc import Callable, Mapping

from msgspec import UNSET, UnsetType

from chalicelib.certificates.actions.compare_name import Compared
from chalicelib.certificates.actions.name_nationally import find_national_number
from chalicelib.certificates.actions.verify_certificate import Verified
from chalicelib.certificates.actions.verify_certificates import AnsweredNumber
from chalicelib.certificates.routes import shapes, shapes_verification
from chalicelib.certificates.rules.certificate import (
    AUTHORITY,
    Certificate,
    FileKind,
    IssuedFile,
    Snapshot,
)
from chalicelib.certificates.rules.published_keys import PublishedKeys, find_by_number
from chalicelib.certificates.rules.shown_state import shown_state
from chalicelib.http.wire import date_text, time_text
from chalicelib.identity.rules import name
from chalicelib.people.routes.present import held_because
from chalicelib.people.rules.held import HeldBecause, HoldReason
from chalicelib.platform.rules import china_time
from chalicelib.platform.rules.decimals import decimal_text


def year_certificate(
    certificate: Certificate | None, *, complete: bool, by_hr: bool = False
) -> shapes.YearCertificate:
    """The certificate of a year, and why it is held if it is."""
    state = shown_state(certificate, complete=complete, by_hr=by_hr)
    if certificate is None:
        return shapes.YearCertificate(
            state=state, number=None, version=None, since=None, issued_on=None, held_because=None
        )
    because = certificate.held_because
    if state == "held" and because is None:
        because = HeldBecause(HoldReason.GLYPH_MISSING)
    return shapes.YearCertificate(
        state=state,
        number=certificate.number or None,
        version=certificate.version or None,
        since=time_text(certificate.since),
        issued_on=date_text(certificate.issued_on),
        held_because=held_because(because) if because else None,
    )


def certificate(shown: Certificate) -> shapes.CertificateShown:
    """A certificate as an administrator sees it."""
    year = year_certificate(shown, complete=True)
    return shapes.CertificateShown(
        professional=shown.person,
        name=shown.name or None,
        year=shown.year,
        territory=shown.territory,
        employer=shown.employer or None,
        state=year.state,
        number=year.number,
        version=year.version,
        since=year.since,
        issued_on=year.issued_on,
        held_because=year.held_because,
    )


_AGREES: Mapping[Compared | None, bool] = {Compared.AGREES: True, Compared.DIFFERS: False}


def verification(
    found: Verified,
    asked_version: int | None,
    compared: Compared | None,
    published: Callable[[], PublishedKeys],
) -> shapes_verification.Verification:
    """What anybody may know (R34, R48): the truth of now, the name masked.

    Args:
        found: the certificate, and what the asked version of it says.
        asked_version: the version that the QR code names.
        compared: what is said of the typed name; None where none was typed.
        published: brings the keys that sign, and all that ever did; asked for what was signed alone.
    """
    certificate, says = found
    files = certificate.files_of(says.version)
    revoked_at = certificate.revoked_at
    return shapes_verification.Verification(
        state=certificate.verified(asked_version),
        number=certificate.number,
        version=certificate.version,
        name=name.masked_name(says.name),
        year=certificate.year,
        credits=_stated_credits(says),
        records=len(says.records),
        authority=AUTHORITY,
        issued_on=says.issued_on.isoformat(),
        files=[
            shapes_verification.FileOfVersion(
                kind=shapes_verification.FileWord(file.kind), sha256=file.sha256
            )
            for file in files
        ],
        key=_kid(files, published),
        national_number=find_national_number(certificate.number, says.version) or UNSET,
        revoked_on=china_time.shanghai_date(revoked_at).isoformat() if revoked_at else UNSET,
        name_agrees=_AGREES.get(compared, UNSET),
        name_limited=_limited(compared),
    )


def _kid(files: tuple[IssuedFile, ...], published: Callable[[], PublishedKeys]) -> str | UnsetType:
    """The id of the key that signed the certificate itself."""
    for file in files:
        if file.kind is FileKind.CERTIFICATE and file.key:
            key = find_by_number(published(), file.key)
            return key.kid if key else UNSET
    return UNSET


def _stated_credits(says: Snapshot) -> shapes_verification.StatedCredits:
    waived, general = says.public_waived, says.general_knowledge
    return shapes_verification.StatedCredits(
        public=UNSET if waived else decimal_text(says.public),
        public_waived=True if waived else UNSET,
        professional=decimal_text(says.professional),
        general_knowledge=decimal_text(general) if general else UNSET,
    )


def _limited(compared: Compared | None) -> bool | UnsetType:
    return True if compared is Compared.LIMITED else UNSET


def verification_result(answered: AnsweredNumber) -> shapes_verification.VerificationResult:
    """One of many that were verified at once."""
    certificate = answered.certificate
    return shapes_verification.VerificationResult(
        number=answered.number,
        state=answered.state,
        version=certificate.version if certificate else UNSET,
        year=certificate.year if certificate else UNSET,
        name_agrees=_AGREES.get(answered.compared, UNSET),
        name_limited=_limited(answered.compared),
    )
