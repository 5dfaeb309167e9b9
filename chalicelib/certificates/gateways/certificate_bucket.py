"""The certificates' PDFs (S3), by number and version.

A version has one PDF for ever: it is put where none is, and whoever comes second takes what is there.
What two runs sign differs, since every signature has a random part; what was put first counts.
"""

import os
from hashlib import sha256
from typing import NamedTuple

from botocore.exceptions import ClientError

from chalicelib.platform.gateways.files import Signed, client, signed

SAYS, KEY = "says", "key"
"""Kept with a file: the digest of what it says, and the number of the key that signed it."""
TAKEN = frozenset({"PreconditionFailed", "ConditionalRequestConflict"})
GONE = "NoSuchKey"
ATTEMPTS = 5


class NotStored(Exception):  # noqa: N818 - says what happened
    """Others wrote there each time: the next event tries again."""


class IssuedPdf(NamedTuple):
    """The PDF of a version that is in the bucket: its SHA-256 (hexadecimal), its key's number."""

    sha256: str
    key: int


class _PdfFound(NamedTuple):
    """What lies in a version's place: its state, what it says, what it is known by."""

    etag: str
    says: str
    file: IssuedPdf


def certificate_key(number: str, version: int) -> str:
    """Where the PDF of one version of a certificate lies."""
    return f"certificates/{number}/v{version}.pdf"


def annotated_key(number: str, version: int, slot: int) -> str:
    """Where the PDF of a version's variant for a purpose lies; `slot` counts those of the version."""
    return f"certificates/{number}/v{version}-{slot}.pdf"


def transcript_key(number: str) -> str:
    """Where the PDF of a transcript lies, until the bucket's lifecycle forgets it."""
    return f"transcripts/{number}.pdf"


def put_certificate(number: str, version: int, content: bytes, *, says: str, key: int) -> IssuedPdf:
    """Store a signed certificate, unless its version has one already (`put_paper`)."""
    return put_paper(certificate_key(number, version), content, says=says, key=key)


def put_paper(place: str, content: bytes, *, says: str, key: int) -> IssuedPdf:
    """Store a signed PDF, unless its place has one already.

    What lies there and says something else was never issued: it was drawn before files were signed,
    or for a decision that a restore of the table has lost. It gives way.

    Args:
        place: where it lies in the bucket.
        content: the PDF.
        says: the digest of what it says.
        key: the number of the key that signed it.

    Returns:
        The file that is there now, this one or an earlier one that says the same.

    Raises:
        NotStored: others wrote there each time.
    """
    found: _PdfFound | None = None
    for _ in range(ATTEMPTS):
        if _is_put(place, content, {SAYS: says, KEY: str(key)}, found):
            return IssuedPdf(sha256(content).hexdigest(), key)
        found = _find(place)
        if found and found.says == says:
            return found.file
    raise NotStored(place)


def _is_put(place: str, content: bytes, kept: dict[str, str], found: _PdfFound | None) -> bool:
    """Put a file where none is, or in the place of what was found; False where that has changed."""
    condition = {"IfMatch": found.etag} if found else {"IfNoneMatch": "*"}
    try:
        client().put_object(
            Bucket=os.environ["CERTIFICATE_BUCKET"],
            Key=place,
            Body=content,
            ContentType="application/pdf",
            Metadata=kept,
            **condition,  # type: ignore[arg-type]  # typed one by one
        )
    except ClientError as error:
        if error.response["Error"]["Code"] not in {*TAKEN, GONE}:
            raise
        return False
    return True


def _find(place: str) -> _PdfFound | None:
    try:
        answer = client().get_object(Bucket=os.environ["CERTIFICATE_BUCKET"], Key=place)
    except ClientError as error:
        if error.response["Error"]["Code"] != GONE:
            raise
        return None
    kept = answer["Metadata"]
    digest = sha256(answer["Body"].read()).hexdigest()
    return _PdfFound(answer["ETag"], kept.get(SAYS, ""), IssuedPdf(digest, int(kept.get(KEY, "0"))))


def find_file(number: str, version: int) -> IssuedPdf | None:
    """The PDF of a version that is in the bucket."""
    found = _find(certificate_key(number, version))
    return found.file if found else None


def certificate_url(number: str, version: int) -> Signed:
    """Sign a download of one version's PDF, for its holder or an administrator (R33)."""
    return _url(certificate_key(number, version), f"certificate-{number}.pdf")


def annotated_url(number: str, version: int, slot: int) -> Signed:
    """Sign a download of the PDF of a version's variant, for its holder."""
    return _url(annotated_key(number, version, slot), f"certificate-{number}.pdf")


def transcript_url(number: str) -> Signed:
    """Sign a download of a transcript's PDF, for its holder."""
    return _url(transcript_key(number), f"transcript-{number}.pdf")


def _url(place: str, filename: str) -> Signed:
    return signed(os.environ["CERTIFICATE_BUCKET"], place, filename, "application/pdf", {})
