"""How calls of AWS are sent: over connections of the standard library, which stay open.

botocore sends by urllib3, which looks a pool up, turns headers into mappings of its own, and is ready for
streams, proxies and repeats: half of what a call of DynamoDB costs the processor. Most calls are a few bytes posted
and a short answer, read whole. When a call is repeated and what an error is called stays botocore's;
whatever is not so, as a file that is read as it comes, or all where there is a proxy, it sends (docs/decisions/0071).
"""

import ssl
import weakref
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.exceptions import (
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
    SSLError,
)
from botocore.httpsession import URLLib3Session, create_urllib3_context, get_cert_path
from urllib3.util import Timeout
from urllib3.util.wait import wait_for_read

Verify = bool | str
"""botocore's: whether the other side's certificate is looked at, or by which file of authorities."""


class _Target(NamedTuple):
    """Where a request goes: the side that is spoken to, and what is asked of it."""

    scheme: str
    host: str
    port: int | None
    path: str

    @property
    def side(self) -> tuple[str, str, int | None]:
        """Whom a connection is to."""
        return self[:3]


_Idle = dict[tuple[str, str, int | None], deque[HTTPConnection]]
"""The connections that are open and wait, by whom they are to."""


class _Body(BytesIO):
    """A body that was read, as botocore asks for one."""

    def stream(self, **_: object) -> Iterator[bytes]:
        return iter(self)


class PlainSession:
    """Sends a client's calls, and raises what botocore's own session raises, which it stands in for.

    Threads may use it at once; processes that are forked need sessions of their own, as of botocore's.
    """

    def __init__(self, theirs: URLLib3Session) -> None:
        made_with: dict[str, Any] = vars(theirs)  # botocore shows it nowhere else
        self._theirs = theirs
        self._timeout: Timeout | float = made_with["_timeout"]
        self._verify: Verify = made_with["_verify"]
        self._most_idle: int = made_with["_max_pool_connections"]
        proxies = made_with["_proxy_config"].proxy_url_for
        is_direct = not any(proxies(f"{scheme}://") for scheme in ("http", "https"))
        self._is_plain = is_direct and bool(self._verify) and not made_with["_cert_file"]
        self._idle: _Idle = {}
        weakref.finalize(self, _end, self._idle)

    def send(self, request: AWSPreparedRequest) -> AWSResponse:
        """Send a request and read its answer whole, unless it is to be read as it comes.

        Raises:
            BotoCoreError: one of botocore's of connections, by which it knows whether to repeat the call.
        """
        if not (self._is_plain and _is_usual(request)):
            return self._theirs.send(request)
        target = _target_of(str(request.url))
        connection = self._take(target) or self._open(target, str(request.url))
        with _ending(connection), _errors(request):
            answer = _answered(connection, target, request)
        self._keep(target, connection)
        return answer

    def close(self) -> None:
        """End all connections that nobody uses now."""
        _end(self._idle)
        self._theirs.close()

    def _take(self, target: _Target) -> HTTPConnection | None:
        """A connection that is open still: the other side ends what it has not heard of for some time."""
        idle = self._idle.get(target.side, ())
        while idle:
            try:
                connection = idle.pop()
            except IndexError:  # another thread took it
                return None
            if not wait_for_read(connection.sock, timeout=0):
                return connection
            connection.close()
        return None

    def _keep(self, target: _Target, connection: HTTPConnection) -> None:
        idle = self._idle.setdefault(target.side, deque())
        if connection.sock is not None and len(idle) < self._most_idle:
            idle.append(connection)
        else:
            connection.close()

    def _open(self, target: _Target, url: str) -> HTTPConnection:
        opening, reading = _seconds(self._timeout)
        connection = _connection(target, self._verify, opening)
        with _opening_errors(url):
            connection.connect()
        connection.sock.settimeout(reading)
        return connection


def _end(idle: _Idle) -> None:
    """End the connections of a session, also of one that nobody has any more."""
    for each in idle.values():
        while each:
            each.pop().close()


def _is_usual(request: AWSPreparedRequest) -> bool:
    """Whether all of a request is at hand, and nothing of it or of its answer asked for otherwise."""
    asked_apart = "Expect" in request.headers or "Transfer-Encoding" in request.headers
    timed_apart = "read_timeout" in vars(request)["context"]
    at_hand = request.body is None or isinstance(request.body, bytes)
    return at_hand and not (request.stream_output or asked_apart or timed_apart)


@lru_cache(256)
def _target_of(url: str) -> _Target:
    parts = urlsplit(url)
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    return _Target(parts.scheme, str(parts.hostname), parts.port, path)


def _answered(
    connection: HTTPConnection, target: _Target, request: AWSPreparedRequest
) -> AWSResponse:
    body: Any = request.body
    connection.request(str(request.method), target.path, body, dict(request.headers.items()))
    with connection.getresponse() as told:
        headers: Any = dict(told.msg.items())
        return AWSResponse(str(request.url), told.status, headers, _Body(told.read()))


def _connection(target: _Target, verify: Verify, seconds: float | None) -> HTTPConnection:
    if target.scheme == "http":
        return HTTPConnection(target.host, target.port, timeout=seconds)
    return HTTPSConnection(target.host, target.port, timeout=seconds, context=_trusting(verify))


@lru_cache(4)
def _trusting(verify: Verify) -> ssl.SSLContext:
    """Whom a connection trusts: botocore's context with the authorities that it would load for each anew."""
    context: ssl.SSLContext = create_urllib3_context()
    context.check_hostname = True
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(get_cert_path(verify))  # type: ignore[arg-type]  # the stubs know no path
    return context


def _seconds(timeout: Timeout | float) -> tuple[float | None, float | None]:
    """How long opening, and each reading, may take."""
    if isinstance(timeout, Timeout):
        return timeout.connect_timeout, timeout.read_timeout  # type: ignore[return-value]  # numbers, as botocore makes it
    return timeout, timeout


@contextmanager
def _ending(connection: HTTPConnection) -> Iterator[None]:
    """End a connection on which something was left half-way."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


@contextmanager
def _opening_errors(url: str) -> Iterator[None]:
    try:
        yield
    except ssl.SSLError as error:
        raise SSLError(endpoint_url=url, error=error) from error
    except TimeoutError as error:
        raise ConnectTimeoutError(endpoint_url=url, error=error) from error
    except OSError as error:
        raise EndpointConnectionError(endpoint_url=url, error=error) from error


@contextmanager
def _errors(request: AWSPreparedRequest) -> Iterator[None]:
    try:
        yield
    except TimeoutError as error:
        raise ReadTimeoutError(endpoint_url=request.url, error=error) from error
    except (OSError, HTTPException) as error:
        raise ConnectionClosedError(
            endpoint_url=request.url, request=request, error=error
        ) from error


def send_plainly(client: Any) -> None:  # noqa: ANN401 - botocore's
    """Let a client send so; there is no setting for it."""
    endpoint = client._endpoint  # noqa: SLF001 - botocore shows it nowhere else
    if not isinstance(endpoint.http_session, PlainSession):
        endpoint.http_session = PlainSession(endpoint.http_session)
