"""Download somebody's certificate as an administrator (R33): who did it, and why, is kept."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.certificates.actions.download_certificate import sign_download
from chalicelib.certificates.rules.certificate_number import parse_number
from chalicelib.certificates.store import certificates
from chalicelib.platform.gateways.files import Signed
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import person_key


def fetch_certificate(
    staff: Staff, number: str, reason: str, *, at: datetime, cause: Cause
) -> Signed:
    """Sign the address of the current version's PDF of a certificate of the own territory.

    Args:
        staff: the administrator.
        number: the certificate's number, as typed.
        reason: why, if there is anything to say.
        at: the instant of the request.
        cause: the request: repeated, it leaves one act.

    Raises:
        Refusal: `certificate_number_invalid`; `certificate_not_found` for none of the territory;
            `certificate_not_ready`.
    """
    canonical = parse_number(number)
    certificate = certificates.find_by_number(canonical)
    if certificate is None or not covers(staff.territory, certificate.territory):
        raise Refusal("certificate_not_found", number=canonical)
    signed = sign_download(certificate, certificate.year)
    act = Act(
        at=at,
        by=staff.actor,
        what=What.CERTIFICATE_DOWNLOADED,
        reason=reason.strip(),
        cause=cause,
        year=certificate.year,
    )
    acts.put_act(person_key(certificate.person), act)
    return signed
