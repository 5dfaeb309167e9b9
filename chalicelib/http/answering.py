"""Answering: from a request of API Gateway to its answer, whatever the request is like."""

import hmac
import json
import os
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote, unquote

import msgspec
from chalice.app import Request, Response

from chalicelib.access.caller import Caller
from chalicelib.http.call import PARAMETER, Call, Declaration, Identify
from chalicelib.http.failure import failed
from chalicelib.http.preconditions import (
    IF_MATCH,
    IF_NONE_MATCH,
    content_tag,
    seen_of,
    tagged,
    version_tag,
)
from chalicelib.http.problem import problem_response
from chalicelib.http.proved import require_proved
from chalicelib.http.received import (
    Anything,
    Nothing,
    Received,
    read_body,
    read_form,
    read_page_query,
    read_query,
)
from chalicelib.http.texts import parse_texts
from chalicelib.http.wire import (
    FOR_EVER,
    NO_STORE,
    Asset,
    HtmlPage,
    Jwt,
    asset_response,
    is_writable,
    json_response,
    jwt_response,
    page_response,
)
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.identifier import compact
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN

KEY_HEADER = "Idempotency-Key"
LONGEST_PATH_PARAMETER = 255
_KEY = re.compile(r"[!-~]{1,255}")


Routes = Callable[[str, str], Declaration | None]
"""Finds a route as declared by its method and path."""


def answer(declared: Declaration, request: Request, identify: Identify, routes: Routes) -> Response:
    """Answer one request: the handler's value, a problem for a refusal, 500 for our own failure."""
    try:
        try:
            call = _call(declared, request, identify)
            return _answered(declared, request, call, routes)
        except Refusal as refusal:
            if refusal.kind.status == 500:  # noqa: PLR2004 - a fault of ours in a refusal's clothes
                raise
            return _refused(declared, refusal, _challenge(refusal, request))
    except Exception as error:  # noqa: BLE001 - the edge: nothing may leave it but an answer
        route = f"{declared.method} {declared.path}"
        return _refused(declared, failed(error, route, str(request.context.get("requestId", "-"))))


def _answered(declared: Declaration, request: Request, call: Call[Any], routes: Routes) -> Response:
    """What the handler answers, with its tag where it has one."""
    try:
        value = declared.handler(call)
    except Refusal as refusal:
        if refusal.code != "stale":
            raise
        return _refused(declared, refusal, {"ETag": _tag_now(declared, call, refusal, routes)})
    response = _response(declared, call, value)
    known = request.headers.get(IF_NONE_MATCH) if declared.method == "GET" else None
    if declared.versioned:
        return tagged(response, _tag(declared, call, value, response.body), known)
    if response.headers["Cache-Control"] in {NO_STORE, FOR_EVER}:
        return response
    return tagged(response, content_tag(response.body), known)


def _tag(declared: Declaration, call: Call[Any], value: object, body: str) -> str:
    reader = call.caller.login.digest if call.caller.login else ""
    return version_tag(getattr(value, declared.versioned), body, reader)


def _tag_now(declared: Declaration, call: Call[Any], refusal: Refusal, routes: Routes) -> str:
    """The tag that reading would have now: of the thing itself, or of what it is a part of."""
    version_alone = f'"{refusal.facts["revision"]}"'
    steps = declared.path.split("/")
    for length in range(len(steps), 1, -1):
        reading = routes("GET", "/".join(steps[:length]))
        if reading and reading.versioned:
            try:
                value = reading.handler(msgspec.structs.replace(call, sent=None))
            except Refusal:  # it is gone from this reader's sight
                return version_alone
            return _tag(reading, call, value, _response(reading, call, value).body)
    return version_alone


def _response(declared: Declaration, call: Call[Any], value: object) -> Response:
    if isinstance(value, HtmlPage):
        return page_response(value)
    if isinstance(value, Asset):
        return asset_response(value)
    if isinstance(value, Jwt):
        return jwt_response(value)
    headers = {"Cache-Control": declared.caching}
    if declared.made_at:
        headers["Location"] = _address(declared.made_at, call, value)
    return json_response(value, declared.status, headers=headers)


def _address(path: str, call: Call[Any], value: object) -> str:
    """Where what was made is read, whatever stands between the client and us."""
    named = PARAMETER.findall(path)
    filled = {name: quote(str(getattr(value, name, call.path.get(name)))) for name in named}
    return os.environ["PUBLIC_URL"] + path.format_map(filled)


def _refused(
    declared: Declaration, refusal: Refusal, headers: dict[str, str] | None = None
) -> Response:
    """A page answers pages: whoever reads it has a browser, not a program."""
    if declared.refused:
        return page_response(declared.refused(refusal))
    return problem_response(refusal, headers)


def _challenge(refusal: Refusal, request: Request) -> dict[str, str] | None:
    """Who brings no token is told of no error in it (RFC 6750, 3.1)."""
    is_asked = refusal.code == "unauthenticated" and "authorization" not in request.headers
    return {"WWW-Authenticate": "Bearer"} if is_asked else None


def _call(declared: Declaration, request: Request, identify: Identify) -> Call[Any]:
    """Check a request: who calls first, so that strangers learn nothing, then what is sent."""
    at = _instant(request.context["requestTimeEpoch"])
    caller = identify(declared.who, request.headers.get("authorization"), at=at)
    if declared.needs_proof:
        require_proved(caller)
    query = _query(declared, request)
    body = _body(declared, request)
    path = _path(request)
    return Call(
        at=at,
        caller=caller,
        sent=_sent(declared, body.value, query, today=at.date()),
        path=path,
        cause=_cause(declared, caller, path, _key(declared, request), body.canonical),
        seen=seen_of(request.headers.get(IF_MATCH)) if declared.conditional else UNSEEN,
    )


def _query(declared: Declaration, request: Request) -> msgspec.Struct:
    if declared.is_page:
        return read_page_query(request, declared.query or Anything)
    return read_query(request, declared.query or Nothing)


def _body(declared: Declaration, request: Request) -> Received[msgspec.Struct]:
    if not declared.takes_body:
        return Received(Nothing(), b"")
    if declared.is_page:
        return read_form(request, declared.body or Nothing)
    return read_body(request, declared.body or Nothing)


def _sent(
    declared: Declaration, body: msgspec.Struct, query: msgspec.Struct, *, today: date
) -> msgspec.Struct | None:
    """What a handler is given, its texts checked; a page keeps nothing of what it is sent."""
    sent = body if declared.body else query if declared.query else None
    return sent if sent is None or declared.is_page else parse_texts(sent, today)


def _instant(epoch: int) -> datetime:
    """Turn milliseconds of Unix time into an instant at +08:00, exact to the millisecond."""
    seconds, milliseconds = divmod(epoch, 1000)
    return datetime.fromtimestamp(seconds, SHANGHAI) + timedelta(milliseconds=milliseconds)


def _path(request: Request) -> dict[str, str]:
    """Decode the path parameters, which API Gateway leaves as they came."""
    return {name: _decoded(value) for name, value in (request.uri_params or {}).items()}


def _decoded(value: str) -> str:
    try:
        text = unquote(value, errors="strict")
    except UnicodeDecodeError:
        raise Refusal("not_found") from None
    if len(text) > LONGEST_PATH_PARAMETER or not is_writable(text):
        raise Refusal("not_found")
    return text


def _key(declared: Declaration, request: Request) -> str | None:
    key = request.headers.get(KEY_HEADER) if declared.keyed else None
    if key is not None and not _KEY.fullmatch(key):
        raise Refusal("field_invalid", field=KEY_HEADER, why="应为1至255个可见的ASCII字符")
    return key


def _cause(
    declared: Declaration, caller: Caller, path: dict[str, str], key: str | None, canonical: bytes
) -> Cause:
    """Say what a repeat is known by: the caller's key for this very address, and the body.

    Both are kept with what was written, so neither may give away what was sent: the key is hashed,
    and the body's digest can only be recomputed by who knows the key (R7).
    """
    if key is None:
        return Cause(token=token_urlsafe(15))
    login = caller.login.digest if caller.login else ""
    scope = json.dumps([login, declared.method, declared.path, path, key], sort_keys=True)
    body = compact(hmac.digest(key.encode("ascii"), canonical, "sha256"))
    token = compact(sha256(scope.encode("ascii")).digest())
    return Cause(token=token, body=body[:12])
