"""The certificates' PDFs (S3), by number and version."""

import os

from chalicelib.platform.gateways.files import Signed, client, signed


def certificate_key(number: str, version: int) -> str:
    """Where the PDF of one version of a certificate lies."""
    return f"certificates/{number}/v{version}.pdf"


def put_certificate(number: str, version: int, content: bytes) -> None:
    """Store a rendered certificate; the same version is always the same content."""
    client().put_object(
        Bucket=os.environ["CERTIFICATE_BUCKET"],
        Key=certificate_key(number, version),
        Body=content,
        ContentType="application/pdf",
    )


def certificate_url(number: str, version: int) -> Signed:
    """Sign a download of one version's PDF, for its holder or an administrator (R33)."""
    return signed(
        os.environ["CERTIFICATE_BUCKET"],
        certificate_key(number, version),
        f"certificate-{number}.pdf",
        "application/pdf",
        {},
    )
