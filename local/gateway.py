"""API Gateway's part, as far as a REST API with a proxy integration has one: routes and events.

Requests arrive as WSGI hands them over; the app gets the event that it would get in Lambda.
"""

import base64
import gzip
import zlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qsl
from uuid import uuid4

from chalicelib.http.application import CORS
from chalicelib.http.problem import problem_response
from chalicelib.platform.rules.refusal import Refusal

STAGE = "api"
MAX_BYTES = 10 * 1024 * 1024
"""Of a body: API Gateway takes no more."""
SMALLEST_COMPRESSED = 1024
"""As `minimum_compression_size` of .chalice/config.json has it."""
COMPRESSED = ("text/", "application/json", "application/problem+json", "image/svg+xml")
Routes = Mapping[str, Mapping[str, Any]]
Environ = Mapping[str, Any]


class Route(NamedTuple):
    """The resource that a path belongs to, and what stood in its place holders, undecoded."""

    resource: str
    parameters: dict[str, str]


class Answer(NamedTuple):
    """An answer on its way to the client."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


def find_route(resources: Iterable[str], path: str) -> Route | None:
    """Find the resource of a path; a literal segment goes before a place holder.

    A slash at the end does not matter, and the path stays as the client encoded it.
    """
    segments = path.removesuffix("/").split("/")
    # "{" sorts after every letter and digit, so literals are tried first.
    for resource in sorted(resources):
        parameters = _parameters(resource.removesuffix("/").split("/"), segments)
        if parameters is not None:
            return Route(resource, parameters)
    return None


def _parameters(expected: list[str], segments: list[str]) -> dict[str, str] | None:
    if len(expected) != len(segments):
        return None
    parameters = {}
    for holder, segment in zip(expected, segments, strict=True):
        if holder.startswith("{") and segment:
            parameters[holder.strip("{}")] = segment
        elif holder != segment:
            return None
    return parameters


def raw_path(environ: Environ) -> str:
    """Return the path as the client wrote it, without its query."""
    path: str = environ["REQUEST_URI"].partition("?")[0]
    if path.startswith("/"):
        return path
    # The absolute form that a proxy is asked in.
    return "/" + path.partition("://")[2].partition("/")[2]


def proxy_event(
    environ: Environ, route: Route, method: str, body: bytes, *, at: datetime
) -> dict[str, Any]:
    """Build the event of a proxy integration; `at` is the instant at which the request arrived."""
    headers, queries = _headers(environ), _queries(environ["QUERY_STRING"])
    path = raw_path(environ)
    return {
        "resource": route.resource,
        "path": path,
        "httpMethod": method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {name: values[-1] for name, values in queries.items()} or None,
        "multiValueQueryStringParameters": queries or None,
        "pathParameters": route.parameters or None,
        "stageVariables": None,
        "requestContext": {
            "resourcePath": route.resource,
            "path": f"/{STAGE}{path}",
            "httpMethod": method,
            "requestId": str(uuid4()),
            "requestTimeEpoch": int(at.timestamp() * 1000),
            "stage": STAGE,
            "protocol": environ["SERVER_PROTOCOL"],
            "accountId": "000000000000",
            "apiId": "local",
            "identity": {
                "sourceIp": environ["REMOTE_ADDR"],
                "userAgent": headers.get("User-Agent"),
            },
        },
        **_body(body),
    }


def _headers(environ: Environ) -> dict[str, str]:
    named = {
        key.removeprefix("HTTP_").replace("_", "-").title(): str(value)
        for key, value in environ.items()
        if key.startswith("HTTP_")
    }
    for key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(key):
            named[key.replace("_", "-").title()] = environ[key]
    return named


def _queries(query: str) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        values.setdefault(name, []).append(value)
    return values


def unpacked(body: bytes, encoding: str) -> bytes:
    """What a client compressed, as API Gateway hands it on where it compresses answers itself.

    Raises:
        Refusal: `unsupported_media_type` for another encoding or what is none; `body_too_large`.
    """
    if encoding.lower() in {"", "identity"}:
        return body
    wbits = _WINDOWS.get(encoding.lower())
    if wbits is None:
        raise Refusal("unsupported_media_type")
    stream = zlib.decompressobj(wbits)
    try:
        found = stream.decompress(body, MAX_BYTES + 1)
    except zlib.error:
        raise Refusal("unsupported_media_type") from None
    if len(found) > MAX_BYTES:
        raise Refusal("body_too_large", max_bytes=MAX_BYTES)
    if not stream.eof:
        raise Refusal("unsupported_media_type")
    return found


_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}
"""How zlib is told which of the two it is."""


def _body(body: bytes) -> dict[str, Any]:
    """Hand over text as it is, and what is no UTF-8 in base64."""
    if not body:
        return {"body": None, "isBase64Encoded": False}
    try:
        return {"body": body.decode("utf-8"), "isBase64Encoded": False}
    except UnicodeDecodeError:
        return {"body": base64.b64encode(body).decode("ascii"), "isBase64Encoded": True}


def answer_of(response: Mapping[str, Any]) -> Answer:
    """Turn what the app answered to a proxy event into what goes to the client."""
    text = response.get("body") or ""
    is_binary = response.get("isBase64Encoded", False)
    body = base64.b64decode(text) if is_binary else text.encode("utf-8")
    several = {
        name: [str(value) for value in values]
        for name, values in (response.get("multiValueHeaders") or {}).items()
    }
    single = {name: [str(value)] for name, value in (response.get("headers") or {}).items()}
    headers = [(name, value) for name, values in {**single, **several}.items() for value in values]
    return Answer(response["statusCode"], headers, body)


def compressed(answer: Answer, accepts: str) -> Answer:
    """Compress text for who takes it, as API Gateway does; what is small stays as it is."""
    media = next((value for name, value in answer.headers if name.lower() == "content-type"), "")
    too_small = len(answer.body) < SMALLEST_COMPRESSED
    if too_small or not media.startswith(COMPRESSED) or "gzip" not in accepts:
        return answer
    headers = [*answer.headers, ("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
    return Answer(answer.status, headers, gzip.compress(answer.body, 6, mtime=0))


def refused(refusal: Refusal) -> Answer:
    """Answer a refusal as the app words it."""
    return answer_of(problem_response(refusal).to_dict())


def preflight(methods: Iterable[str]) -> Answer:
    """Answer a browser that asks what it may send, as API Gateway does without asking the app."""
    allowed = ",".join(sorted({*methods, "OPTIONS"}))
    headers = {**CORS.get_access_control_headers(), "Access-Control-Allow-Methods": allowed}
    return Answer(200, [(name, str(value)) for name, value in headers.items()], b"")
