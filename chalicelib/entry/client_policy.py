"""The Content-Security-Policy of the web client: our own files, the issuer, and the buckets."""

import os
from functools import cache
from urllib.parse import urlsplit

from chalicelib.gateways import files

BUCKETS = ("EVIDENCE_BUCKET", "IMPORT_BUCKET")


@cache
def client_policy() -> str:
    """No inline script, no third party: scripts and styles are ours, files go to our buckets."""
    issuer, stored = origin(os.environ["OIDC_ISSUER"]), " ".join(_bucket_origins())
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data: blob: {stored}",
            f"connect-src 'self' {issuer} {stored}",
            f"frame-src {stored}",
            f"object-src {stored}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _bucket_origins() -> list[str]:
    """Where signed addresses lie: nothing is asked, they are made here.

    Regional addresses and the global ones of the same bucket may differ, uploads and downloads too.
    """
    found = set()
    for name in BUCKETS:
        bucket = os.environ[name]
        found.add(origin(files.client().generate_presigned_post(bucket, "any")["url"]))
        asked = {"Bucket": bucket, "Key": "any"}
        found.add(origin(files.client().generate_presigned_url("get_object", Params=asked)))
    return sorted(found)
