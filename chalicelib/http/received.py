"""What a client sends: the body and the query, read into the struct that a call declares.

JSON is read strictly: UTF-8 only, no member twice, no NaN, no lone surrogate, so that what is
stored, hashed and answered is what the client wrote. Types are never converted: "3" is no number. An
integer may be written as any number of its value: `3.0` is 3.
"""

import json
from collections.abc import Sequence
from typing import Annotated, Any, Generic, TypeVar
from urllib.parse import parse_qsl

import msgspec
from chalice.app import Request
from msgspec import Meta

from chalicelib.http.invalid import read_document, refusal_of
from chalicelib.http.texts import Cursor
from chalicelib.http.wire import JSON, is_writable
from chalicelib.platform.rules.refusal import Refusal

MAX_BYTES = 262_144
LARGEST_EXACT = 2**53
"""No larger whole number is sure to be the one that was written with a point or an exponent."""
T = TypeVar("T", bound=msgspec.Struct)


class Nothing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The body or query of a call that takes none."""


class Anything(msgspec.Struct, frozen=True):
    """The query of a page: people arrive with whatever their browser or scanner adds."""


class Paging(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The query of a list: how many items, from which cursor on."""

    limit: Annotated[int, Meta(ge=1, le=200)] = 50
    cursor: Cursor | None = None


class WholePaging(Paging, frozen=True, kw_only=True):
    """The query of a list that is short, and was answered whole before it took a limit."""

    limit: Annotated[int, Meta(ge=1, le=200)] = 200


class Received(msgspec.Struct, Generic[T], frozen=True):
    """A body and its canonical form: members in order, no white space; a repeat has the same."""

    value: T
    canonical: bytes


def read_body(request: Request, kind: type[T]) -> Received[T]:
    """Read the body; where no member of it is required, an empty one stands for `{}`.

    Raises:
        Refusal: `body_too_large`, `unsupported_media_type`, `malformed_json`; `field_missing`,
            `field_unknown`, `field_invalid`, all of them at once in `faults`.
    """
    raw = _raw(request)
    if len(raw) > MAX_BYTES:
        raise Refusal("body_too_large", max_bytes=MAX_BYTES)
    if raw.strip():
        _require_json(request.headers.get("content-type", ""))
        document, canonical = _parsed(raw)
    elif requires_members(kind):
        raise Refusal("malformed_json")
    else:
        document, canonical = {}, b"{}"
    return Received(read_document(document, kind), canonical)


def read_form(request: Request, kind: type[T]) -> Received[T]:
    """Read the body of a page's own form, as a browser without scripts sends it; all of it is text.

    Raises:
        Refusal: `body_too_large`, `malformed_json`, `field_invalid`.
    """
    raw = _raw(request)
    if len(raw) > MAX_BYTES:
        raise Refusal("body_too_large", max_bytes=MAX_BYTES)
    document = dict(parse_qsl(raw.decode("utf-8", "replace")))
    try:
        return Received(msgspec.convert(document, kind), raw)
    except msgspec.ValidationError as error:
        raise refusal_of(error, kind) from None


def _raw(request: Request) -> bytes:
    try:
        raw = request.raw_body
    except ValueError:  # base64 that is none, or a lone surrogate in the event
        raise Refusal("malformed_json") from None
    return raw.encode("utf-8") if isinstance(raw, str) else raw


def _require_json(content_type: str) -> None:
    """Take no content type for JSON: many clients leave it out; parameters do not matter."""
    media = content_type.partition(";")[0].strip().lower()
    if media not in {"", JSON}:
        raise Refusal("unsupported_media_type")


def _parsed(raw: bytes) -> tuple[dict[str, Any], bytes]:
    """Parse JSON, and write it again in its canonical form."""
    try:
        document = json.loads(raw.decode("utf-8"), object_pairs_hook=_unique, parse_float=_number)
        canonical = json.dumps(
            document, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
        ).encode("utf-8")
    except (ValueError, RecursionError):  # also NaN and lone surrogates, which cannot be written
        raise Refusal("malformed_json") from None
    if not isinstance(document, dict):
        raise Refusal("field_invalid", field="body", why="应为JSON对象")
    return document, canonical


def _number(text: str) -> int | float:
    """A number that has a point or an exponent: an integer is one however it is written (JSON Schema)."""
    number = float(text)
    is_exact = number.is_integer() and abs(number) <= LARGEST_EXACT
    return int(number) if is_exact else number


def _unique(members: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse an object that names a member twice: readers would differ on which one counts."""
    document = dict(members)
    if len(document) != len(members):
        raise ValueError("a member twice")
    return document


def requires_members(kind: type[msgspec.Struct]) -> bool:
    """Say whether a body may not be left out."""
    return any(field.required for field in msgspec.structs.fields(kind))


def read_page_query(request: Request, kind: type[T]) -> T:
    """Read the query of a page, whose members are all optional texts: what is odd is passed over."""
    given = request.query_params
    first = {} if given is None else {name: given.getlist(name)[0] for name in given}
    return msgspec.convert({k: v for k, v in first.items() if is_writable(k + v)}, kind)


def read_query(request: Request, kind: type[T]) -> T:
    """Read the query, whose values are text: numbers and dates are converted from it.

    Raises:
        Refusal: `field_missing`, `field_unknown` or `field_invalid` with the parameter as `field`.
    """
    given = request.query_params
    names = [] if given is None else list(given)
    query = {name: _single(name, [] if given is None else given.getlist(name)) for name in names}
    try:
        return msgspec.convert(query, kind, strict=False)
    except msgspec.ValidationError as error:
        raise refusal_of(error, kind) from None


def _single(name: str, values: Sequence[str]) -> str:
    if not is_writable(name):
        raise Refusal("field_invalid", field="query", why="参数名含有无效字符")
    if len(values) != 1:
        raise Refusal("field_invalid", field=name, why="只能出现一次")
    if not is_writable(values[0]):
        raise Refusal("field_invalid", field=name, why="含有无效字符")
    return values[0]
