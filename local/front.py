"""The HTTP front of the local cloud: what API Gateway is to the deployed app.

Eight threads call the app at once; `Xuefen` keeps each thread's request apart. While the
demonstration is played, health says `starting` and everything else works.
"""

import logging
import socket
import threading
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any, Protocol
from wsgiref.types import StartResponse

from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.task import WSGITask

from chalicelib.http.application import allowed_methods
from chalicelib.http.failure import failure_response
from chalicelib.platform.rules.refusal import Refusal
from local.clock import Clock
from local.context import Context
from local.gateway import (
    MAX_BYTES,
    Answer,
    Environ,
    Routes,
    answer_of,
    compressed,
    find_route,
    preflight,
    proxy_event,
    raw_path,
    refused,
    unpacked,
)
from local.known_types import make_known

ACCESS = logging.getLogger("xuefen.access")
HEALTH = "/v1/health"
LOCAL = "/dev/"
THREADS = 8
ARRIVED = "xuefen.arrived"
"""Under which name WSGI's environment says when a request was there, before it waited for a thread."""
HARD_LIMIT = 8 * MAX_BYTES
"""Where the server itself stops reading, before the front can answer politely."""

LocalCalls = Callable[[str, str, str, bytes], Answer]
"""Answers the calls below `/dev/`: method, path, query, body."""


class App(Protocol):
    """A Chalice app, as far as the front knows it."""

    @property
    def routes(self) -> Routes:
        """Views by method, by resource path."""

    def __call__(self, event: Any, context: Any) -> dict[str, Any]:  # noqa: ANN401 - as Chalice has it
        """Answer a proxy event."""


class Front:
    """The WSGI application: routes a request to the app, or to the local cloud's own calls."""

    def __init__(self, app: App, clock: Clock, local_calls: LocalCalls) -> None:
        self._app = app
        self.clock = clock
        self._local_calls = local_calls
        self.is_open = threading.Event()
        """Set when the demonstration is finished; until then health answers `starting`."""

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; HEAD is a GET without the body."""
        method = environ["REQUEST_METHOD"]
        try:
            resource, answer = self._answer(environ, "GET" if method == "HEAD" else method)
        except Refusal as refusal:
            resource, answer = "-", refused(refusal)
        except Exception as error:  # noqa: BLE001 - the edge: every request gets an answer
            resource = "-"
            answer = answer_of(failure_response(error, resource, "-").to_dict())
        answer = compressed(answer, environ.get("HTTP_ACCEPT_ENCODING", ""))
        # The resource, not the path: no number of a certificate or a record is logged.
        ACCESS.info("%s %s %d", method, resource, answer.status)
        headers = [item for item in answer.headers if item[0].lower() != "content-length"]
        headers.append(("Content-Length", str(len(answer.body))))
        start_response(_status_line(answer.status), headers)
        return [] if method == "HEAD" else [answer.body]

    def _answer(self, environ: Environ, method: str) -> tuple[str, Answer]:
        path = raw_path(environ)
        if int(environ.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
            raise Refusal("body_too_large", max_bytes=MAX_BYTES)
        body = unpacked(environ["wsgi.input"].read(), environ.get("HTTP_CONTENT_ENCODING", ""))
        if path.startswith(LOCAL):
            return path, self._local_calls(method, path, environ["QUERY_STRING"], body)
        if path == HEALTH and not self.is_open.is_set():
            return path, refused(Refusal("starting"))
        route = find_route(self._app.routes, path)
        if route is None:
            return "-", refused(Refusal("not_found"))
        views = self._app.routes[route.resource]
        if method not in views:
            asks_first = method == "OPTIONS"
            known = allowed_methods(views)
            other = preflight(views) if asks_first else refused(unsupported(method, known))
            return route.resource, other
        at = environ.get(ARRIVED) or self.clock.now()
        event = proxy_event(environ, route, method, body, at=at)
        return route.resource, answer_of(self._app(event, Context("api")))


def unsupported(method: str, known: Iterable[str]) -> Refusal:
    """Refuse a method, naming those that there are."""
    return Refusal("method_not_allowed", method=method, allowed=", ".join(sorted(known)))


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def listen(host: str, port: int) -> socket.socket:
    """Take the port; 0 is any that is free.

    Raises:
        OSError: somebody has it already.
    """
    taken = socket.socket()
    try:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen(128)
    except OSError:
        taken.close()
        raise
    return taken


def stamping(clock: Clock) -> type[HTTPChannel]:
    """Connections whose requests are stamped when they are there, as API Gateway stamps them.

    A request that waits for a thread has arrived: what the window of its instant lets in stays in (R25).
    """

    class Arriving(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
        arrived = None

        def received(self, data: bytes) -> int:
            taken: int = super().received(data)
            if self.completed and self.arrived is None:
                self.arrived = clock.now()
            return taken

    class Stamped(WSGITask):  # type: ignore[misc]  # as above
        def get_environment(self) -> dict[str, Any]:
            return {**super().get_environment(), ARRIVED: self.request.arrived}

    class Channel(HTTPChannel):  # type: ignore[misc]  # as above
        parser_class = Arriving
        task_class = Stamped

    return Channel


class Served:
    """A front that is being served by a thread; waitress turns Nagle's algorithm off."""

    def __init__(self, front: Front, taken: socket.socket) -> None:
        settings: Mapping[str, Any] = {
            "threads": THREADS,
            "ident": None,
            "max_request_body_size": HARD_LIMIT,
            "connection_limit": 1000,
        }
        make_known()
        # More requests than threads is what a load test wants, and no reason to warn.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        self._server = create_server(front, sockets=[taken], **settings)
        self._server.channel_class = stamping(front.clock)
        self._thread = threading.Thread(target=self._server.run, name="front", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take no more requests."""
        self._server.close()
