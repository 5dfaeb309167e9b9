"""Who is signed in: from the `Authorization` header to a login."""

import re
from collections.abc import Mapping
from typing import Any

from chalicelib.access.login import Login, login_digest
from chalicelib.http.refused_token import Because, refused
from chalicelib.http.token import verified_claims
from chalicelib.http.wire import is_writable

LONGEST_TOKEN = 8192
LONGEST_CLAIM = 255
_BEARER = re.compile(r"bearer +(?P<token>[a-z0-9._~+/-]+=*)", re.IGNORECASE | re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.IGNORECASE | re.ASCII)


def read_login(authorization: str | None) -> Login:
    """Read who is signed in from the `Authorization` header.

    Raises:
        Refusal: `unauthenticated`, `sign_in_unavailable`.
    """
    return login_of(verified_claims(_token_of(authorization)))


def _token_of(authorization: str | None) -> str:
    if not authorization:
        raise refused(Because.ABSENT)
    found = _BEARER.fullmatch(authorization)
    if found is None or len(found["token"]) > LONGEST_TOKEN:
        raise refused(Because.MALFORMED)
    return found["token"]


def login_of(claims: Mapping[str, Any]) -> Login:
    """Read a login from the claims of a verified token.

    Raises:
        Refusal: `unauthenticated` when a claim is no text, or none that can be kept.
    """
    issuer, subject = _text(claims, "iss"), _text(claims, "sub")
    digest = _text(claims, "id_number_digest")
    if not issuer or not subject or (digest is not None and not _SHA256.fullmatch(digest)):
        raise refused(Because.CLAIMS)
    return Login(
        digest=login_digest(issuer, subject),
        issuer=issuer,
        subject=subject,
        name=_text(claims, "name"),
        id_number=_text(claims, "id_number"),
        id_number_digest=digest.lower() if digest else None,
    )


def _text(claims: Mapping[str, Any], name: str) -> str | None:
    value = claims.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > LONGEST_CLAIM or not is_writable(value):
        raise refused(Because.CLAIMS)
    return value
