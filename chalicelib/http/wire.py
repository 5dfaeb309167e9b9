"""How values are written for a client: JSON in UTF-8, times at +08:00, decimals as text.

Also the headers that every answer carries. Unless its route says otherwise no answer is cached
anywhere: it holds personal data, and a decision of the next minute must show.
"""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec
from chalice.app import Response

from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.decimals import decimal_text

JSON = "application/json"
JWT = "application/vc+jwt"
NO_STORE = "no-store"
ASK_AGAIN = "public, no-cache"
"""May be kept, and is asked for again each time: who has it still learns so in few bytes."""
FOR_EVER = "public, max-age=31536000, immutable"
"""Of what has its digest in its name."""
A_WHILE = "public, max-age=3600"
"""Of what changes with a release alone."""
SECURITY = {
    "Cache-Control": NO_STORE,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    # A token is sent by who holds it, never by the browser itself: any page may ask (docs/decisions/0008).
    "Access-Control-Allow-Origin": "*",
}
"""What every answer says to a browser."""
NOTHING_POLICY = "default-src 'none'; frame-ancestors 'none'"
"""Content-Security-Policy of JSON: should a browser show it, it loads and runs nothing."""
PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy of a page without scripts, with its style inside."""


class Asset(msgspec.Struct, frozen=True):
    """A file of the web client, text; its name holds its digest, so that it may be kept for ever."""

    text: str
    media: str


class HtmlPage(msgspec.Struct, frozen=True):
    """An answer for people: an HTML document, its status and its Content-Security-Policy."""

    html: str
    status: int = 200
    policy: str = PAGE_POLICY


class Jwt(msgspec.Struct, frozen=True):
    """A verifiable credential as a JWT, for programs; `caching` is how long it may be kept, and by whom."""

    text: str
    caching: str


def plain(value: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Turn a value into what JSON knows; times are written at +08:00.

    Raises:
        ValueError: a time has no zone.
        TypeError: the value has no form in JSON.
    """
    return _written(_builtins(value))


def _builtins(value: object) -> Any:  # noqa: ANN401 - as above
    """What JSON knows, but for times and decimals."""
    return msgspec.to_builtins(value, builtin_types=(datetime, Decimal), str_keys=True)


def _written(value: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    match value:
        case dict():
            return {key: _written(member) for key, member in value.items()}
        case list() | tuple():
            return [_written(member) for member in value]
        case datetime():
            return time_text(value)
        case Decimal():
            return decimal_text(value)
    return value


def time_text(at: datetime) -> str:
    """An instant as RFC 3339 at +08:00, to the millisecond where it has any.

    Raises:
        ValueError: it has no zone.
    """
    if at.utcoffset() is None:
        raise ValueError("a time without zone has no place in an answer")
    local = at.astimezone(SHANGHAI)
    return local.isoformat(timespec="milliseconds" if local.microsecond else "seconds")


def date_text(day: date | None) -> str | None:
    """A day as it is sent, None for none."""
    return day.isoformat() if day else None


def json_text(value: object) -> str:
    """Write a value as JSON, Chinese as it is; a lone surrogate, which UTF-8 lacks, becomes "?"."""
    return _JSON.encode(_builtins(value)).encode("utf-8", "replace").decode("utf-8")


_JSON = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_written
)
"""Asks how a value is written where JSON does not know it: of all that is sent few are times or decimals."""


def json_response(
    value: object,
    status: int,
    *,
    media: str = JSON,
    headers: dict[str, str] | None = None,
) -> Response:
    """Answer a value as JSON."""
    policy = {"Content-Type": media, "Content-Security-Policy": NOTHING_POLICY}
    return Response(json_text(value), {**SECURITY, **policy, **(headers or {})}, status)


def page_response(page: HtmlPage) -> Response:
    """Answer a page."""
    policy = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": page.policy}
    return Response(page.html, {**SECURITY, **policy}, page.status)


def asset_response(asset: Asset) -> Response:
    """Answer a file of the web client."""
    headers = {
        "Content-Type": f"{asset.media}; charset=utf-8",
        "Content-Security-Policy": NOTHING_POLICY,
        "Cache-Control": FOR_EVER,
    }
    return Response(asset.text, {**SECURITY, **headers}, 200)


def jwt_response(jwt: Jwt) -> Response:
    """Answer a JWT."""
    headers = {
        "Content-Type": JWT,
        "Content-Security-Policy": NOTHING_POLICY,
        "Cache-Control": jwt.caching,
    }
    return Response(jwt.text, {**SECURITY, **headers}, 200)


def is_writable(text: str) -> bool:
    """Say whether UTF-8 can write the text: a lone surrogate it cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
