"""The Content-Security-Policy of the web client: our own files, the issuer, and the buckets."""

import os
from functools import cache
from urllib.parse import urlsplit

from chalicelib.certificates.gateways import certificate_bucket
from chalicelib.courses.gateways import course_bucket
from chalicelib.imports.gateways import import_bucket
from chalicelib.records.gateways import evidence_bucket
from chalicelib.views.routes import issuer_settings

ANY = "any"
_FILE = course_bucket.media_key(ANY, ANY, ANY)


@cache
def client_policy() -> str:
    """No inline script, no third party: scripts and styles are ours, files go to our buckets and films come from them.

    The issuer is asked for tokens, and in a frame that nobody sees whether somebody is still signed in
    there: it answers by leading that frame back to this page, which no other page may frame.
    """
    issuer, stored = " ".join(_issuer_origins()), " ".join(_bucket_origins())
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: blob: {stored}",
            # Films and their captions.
            f"media-src {stored}",
            f"connect-src 'self' {issuer} {stored}",
            f"frame-src 'self' {issuer}",
            # What draws PDF files; Safari before 15.5 asks for it by the older name.
            "worker-src 'self'",
            "child-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
        )
    )


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _issuer_origins() -> list[str]:
    further = (origin(address) for address in issuer_settings.origins())
    return list(dict.fromkeys((origin(os.environ["OIDC_ISSUER"]), *further)))


def _bucket_origins() -> list[str]:
    """Where signed addresses lie: they are made here, nothing is asked.

    Those for uploads and those for reading may differ in their hosts.
    """
    addresses = (
        evidence_bucket.offer_upload(ANY, ANY, "application/pdf", 1).url,
        evidence_bucket.evidence_url(ANY, ANY, "application/pdf", ANY).url,
        certificate_bucket.certificate_url(ANY, 1).url,
        import_bucket.offer_file(ANY).url,
        course_bucket.media_url(_FILE, "video/mp4").url,
        course_bucket.part_url(_FILE, ANY, 1).url,
    )
    return sorted({origin(address) for address in addresses})
