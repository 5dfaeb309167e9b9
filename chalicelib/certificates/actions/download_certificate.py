"""Download a certificate: a signed address for its holder, lasting minutes (R33)."""

from chalicelib.certificates.gateways import certificate_bucket
from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.certificates.store import certificates
from chalicelib.people.rules.held import HELD_DETAILS, HoldReason
from chalicelib.platform.gateways import files
from chalicelib.platform.rules.refusal import Refusal

NOT_COMPLETE = "该年度继续教育尚未完成。"
IN_PREPARATION = "证书正在生成，请过几秒再试。"
REVOKED = "证书已撤销，年度重新完成后将换发。"


def download_certificate(person: str, year: int) -> files.Signed:
    """Sign the address of the current version's PDF.

    Raises:
        Refusal: `certificate_not_ready`, saying why and what to do.
    """
    return sign_download(certificates.find_certificate(person, year), year)


def sign_download(certificate: Certificate | None, year: int) -> files.Signed:
    """Sign the address of a certificate that has been read.

    Raises:
        Refusal: `certificate_not_ready`, saying why and what to do.
    """
    drawn = require_drawn(certificate, year)
    return certificate_bucket.certificate_url(drawn.number, drawn.version)


def require_drawn(certificate: Certificate | None, year: int) -> Certificate:
    """The certificate, where its current version is there to be downloaded.

    Raises:
        Refusal: `certificate_not_ready`, saying why and what to do.
    """
    if certificate is None or not certificate.is_drawn:
        raise Refusal("certificate_not_ready", year=year, why=_why_not(certificate))
    return certificate


def _why_not(certificate: Certificate | None) -> str:
    if certificate is None or certificate.state is CertificateState.NONE:
        return NOT_COMPLETE
    if certificate.held_because:
        return certificate.held_because.detail
    if certificate.state is CertificateState.REVOKED:
        return REVOKED
    return HELD_DETAILS[HoldReason.GLYPH_MISSING] if certificate.undrawable else IN_PREPARATION
