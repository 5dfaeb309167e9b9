"""Tell a person that their certificate is held and what to do, where that was before anybody was told (R30)."""

from datetime import datetime

from chalicelib.certificates.rules.certificate import CertificateState
from chalicelib.certificates.rules.certificate_notice import certificate_notice
from chalicelib.certificates.store.certificates import find_certificate
from chalicelib.notices.actions.send_notice import send_notice


def tell_held(person: str, year: int, *, at: datetime) -> bool:
    """Put the notice of a held certificate into its holder's inbox, once, whoever else tells of it.

    Args:
        person: the professional's id.
        year: the certificate's.
        at: the instant as of which its message may go out.

    Returns:
        Whether it was not there.
    """
    certificate = find_certificate(person, year)
    if certificate is None or certificate.state is not CertificateState.HELD:
        return False
    notice = certificate_notice(certificate, at)
    return notice is not None and send_notice(notice, at=at)
