"""How a certificate is shown: to its holder, to administrators, to anybody who verifies it (R34)."""

from collections.abc import Mapping

from msgspec import UNSET

from chalicelib.certificates.actions.compare_name import Compared
from chalicelib.certificates.actions.verify_certificate import Verified
from chalicelib.certificates.routes import shapes
from chalicelib.certificates.rules.certificate import (
    CERTIFIED_BY_HR,
    PENDING,
    Certificate,
    CertificateState,
)
from chalicelib.http.wire import date_text, time_text
from chalicelib.identity.rules import name
from chalicelib.people.routes.present import held_because
from chalicelib.people.rules.held import HeldBecause, HoldReason
from chalicelib.platform.rules import china_time


def _certificate_state(certificate: Certificate | None, *, complete: bool, by_hr: bool) -> str:
    """The state as shown: *pending* while the sync or the renderer is still at work."""
    if certificate is None or certificate.state is CertificateState.NONE:
        if by_hr:
            return CERTIFIED_BY_HR
        return PENDING if complete else CertificateState.NONE.value
    if certificate.is_waiting_to_be_drawn:
        return PENDING
    if certificate.undrawable and certificate.state is CertificateState.ISSUED:
        return CertificateState.HELD.value
    return certificate.state.value


def year_certificate(
    certificate: Certificate | None, *, complete: bool, by_hr: bool = False
) -> shapes.YearCertificate:
    """The certificate of a year, and why it is held if it is."""
    state = _certificate_state(certificate, complete=complete, by_hr=by_hr)
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
    found: Verified, asked_version: int | None, compared: Compared | None
) -> shapes.Verification:
    """What anybody may know (R34): the truth of now, the name masked.

    Args:
        found: the certificate, and the name that the asked version of it shows.
        asked_version: the version that the QR code names.
        compared: what is said of the typed name; None where none was typed.
    """
    certificate, printed_name = found
    revoked_at = certificate.revoked_at
    return shapes.Verification(
        state=certificate.verified(asked_version),
        number=certificate.number,
        version=certificate.version,
        name=name.masked_name(printed_name),
        year=certificate.year,
        issued_on=certificate.issued_on.isoformat() if certificate.issued_on else "",
        revoked_on=china_time.shanghai_date(revoked_at).isoformat() if revoked_at else UNSET,
        name_agrees=_AGREES.get(compared, UNSET),
        name_limited=True if compared is Compared.LIMITED else UNSET,
    )
