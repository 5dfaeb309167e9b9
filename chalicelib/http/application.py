"""The Chalice app of Xuefen: whatever the framework itself answers is a problem as well.

Two things of Chalice are mended here: its own errors are no problem+json, and it keeps the current
request on the app, where threads of the local cloud would read each other's.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from typing import Any

from chalice.app import Blueprint, Chalice, CORSConfig, Request, Response

from chalicelib.http.call import Declaration, Identify
from chalicelib.http.deprecation import HEADERS
from chalicelib.http.failure import failure_response
from chalicelib.http.problem import PROBLEM, problem_response
from chalicelib.platform.log import tell
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.correlation import correlated

HEAD = "HEAD"
_REQUEST: ContextVar[Request | None] = ContextVar("request", default=None)
_CODES = {400: "malformed_json", 403: "forbidden", 404: "not_found", 415: "unsupported_media_type"}


CORS = CORSConfig(
    allow_headers=[
        "Authorization",
        "Content-Type",
        "Idempotency-Key",
        "If-Match",
        "If-None-Match",
    ],
    expose_headers=["ETag", "Location", "Retry-After", "WWW-Authenticate", *HEADERS],
    max_age=3600,
)
"""What a web client of another origin may send and read, on every route."""


class Xuefen(Chalice):
    """Chalice whose every error is a problem; safe to call from many threads.

    `identify` finds out who calls a route; `declared` are the routes registered so far, by method and path.
    `routes_of` names the groups of routes that a path needs, where they come when it is first asked for.
    """

    def __init__(self, app_name: str, identify: Identify) -> None:
        super().__init__(app_name)
        self.identify = identify
        self.declared: dict[tuple[str, str], Declaration] = {}
        self.routes_of: Callable[[str], Iterable[Blueprint]] = _no_more
        self._brought: set[Blueprint] = set()
        self.api.cors = CORS

    def bring(self, path: str) -> None:
        """Register what a path needs and the app has not yet."""
        for calls in self.routes_of(path):
            if calls not in self._brought:
                self._brought.add(calls)
                self.register_blueprint(calls)

    def find_declared(self, method: str, path: str) -> Declaration | None:
        """The route of a method and a path as it is declared, if there is one."""
        self.bring(path)
        return self.declared.get((method, path))

    @property
    def current_request(self) -> Request | None:
        """The request that this thread answers."""
        return _REQUEST.get()

    @current_request.setter
    def current_request(self, request: Request | None) -> None:
        _REQUEST.set(request)

    def __call__(self, event: Any, context: Any) -> dict[str, Any]:  # noqa: ANN401 - as Chalice has it
        """Answer an event of API Gateway, and tell what came of it."""
        request = event.get("requestContext", {})
        with correlated(request.get("requestId")):
            answered = self._answer(event, context)
            _tell(request, answered)
        is_head = request.get("httpMethod") == HEAD
        return {**answered, "body": "", "isBase64Encoded": False} if is_head else answered

    def _answer(self, event: Any, context: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        try:
            if refusal := self._misdirected(event):
                return self._as_event(problem_response(refusal))
            answered = super().__call__(_as_get(event), context)
        except Exception as error:  # noqa: BLE001 - the edge: a malformed event must not go unanswered
            return self._as_event(failure_response(error, "-", "-"))
        return self._as_problem(answered)

    def _misdirected(self, event: Mapping[str, Any]) -> Refusal | None:
        """Refuse what no route takes; Chalice would add an unknown path to its own table."""
        path = event["requestContext"]["resourcePath"]
        method = event["requestContext"]["httpMethod"]
        self.bring(path)
        if path not in self.routes:
            return Refusal("not_found")
        known = allowed_methods(self.routes[path])
        if method not in known:
            allowed = ", ".join(known)
            return Refusal("method_not_allowed", method=method, allowed=allowed)
        return None

    def _as_problem(self, answered: dict[str, Any]) -> dict[str, Any]:
        """Turn an error of the framework's own, which never names its content type, into a problem."""
        status = answered["statusCode"]
        if status < 400 or "Content-Type" in answered["headers"]:  # noqa: PLR2004 - where errors begin
            return answered
        return self._as_event(problem_response(Refusal(_CODES.get(status, "internal_error"))))

    def _as_event(self, response: Response) -> dict[str, Any]:
        return response.to_dict(self.api.binary_types)


def _no_more(_path: str) -> Iterable[Blueprint]:
    """All routes are registered already."""
    return ()


def allowed_methods(known: Iterable[str]) -> list[str]:
    """The methods of a path: what can be read can be asked for its headers alone."""
    methods = set(known)
    return sorted(methods | {HEAD} if "GET" in methods else methods)


def _as_get(event: dict[str, Any]) -> dict[str, Any]:
    """A request for headers alone is answered as the one for the whole."""
    request = event["requestContext"]
    if request["httpMethod"] != HEAD:
        return event
    return {**event, "requestContext": {**request, "httpMethod": "GET"}}


def _tell(request: Mapping[str, Any], answered: Mapping[str, Any]) -> None:
    """Tell the route, never the path: that may hold a number; refusals are counted by code."""
    is_problem = answered["headers"].get("Content-Type") == PROBLEM
    code = json.loads(answered["body"])["code"] if is_problem else None
    tell(
        "request",
        {
            "route": f"{request.get('httpMethod')} {request.get('resourcePath')}",
            "status": answered["statusCode"],
        },
        {"Refusals": 1} if code else None,
        {"Code": code} if code else None,
    )
