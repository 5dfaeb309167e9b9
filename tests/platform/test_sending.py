"""What is sent over our own connections arrives, and fails, as what botocore sends."""

import gc
import socket
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Barrier, Event, Semaphore, Thread
from typing import Any, NamedTuple

import pytest
from botocore.awsrequest import AWSRequest, AWSResponse
from botocore.exceptions import (
    BotoCoreError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
    SSLError,
)
from botocore.httpsession import URLLib3Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from urllib3.response import BaseHTTPResponse

from chalicelib.platform.sending import PlainSession
from tests.faults import every_client

PATIENCE_SECONDS = 20
AT_ONCE = 3
Sessions = Callable[..., Any]


class Seen(NamedTuple):
    """A request as it arrived."""

    line: str
    headers: dict[str, str]
    body: bytes


class Service:
    """A service that tells what it saw, and what became of its connections."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.connections = 0
        self.ended = Semaphore(0)
        self.all_here = Barrier(AT_ONCE, timeout=PATIENCE_SECONDS)
        self.may_answer = Event()
        self.behaves = ""
        self.port = 0

    def url(self, path: str = "/", *, scheme: str = "http") -> str:
        """An address of this service."""
        return f"{scheme}://127.0.0.1:{self.port}{path}"


def handler_of(service: Service) -> type[BaseHTTPRequestHandler]:  # noqa: C901 - a class of many small methods
    """What answers a connection, as the service behaves."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            service.connections += 1

        def finish(self) -> None:
            super().finish()
            self.connection.close()
            service.ended.release()

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            service.seen.append(Seen(self.requestline, headers, body))
            getattr(self, service.behaves or "usual")()

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer  # noqa: N815 - as http.server names them

        def usual(self) -> None:
            status = 400 if self.path.endswith("bad") else 200
            self.told(b"" if self.command == "HEAD" else b"answer to " + self.path.encode(), status)

        def told(self, body: bytes, status: int = 200, length: int | None = None) -> None:
            self.send_response(status)
            self.send_header("X-Amzn-RequestId", "request-1")
            self.send_header("Content-Length", str(len(body) if length is None else length))
            self.end_headers()
            self.wfile.write(body)

        def in_chunks(self) -> None:
            self.send_response(200)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")

        def last(self) -> None:
            """Answer and end the connection without a word of it."""
            self.usual()
            self.close_connection = True

        def together(self) -> None:
            service.all_here.wait()
            self.usual()

        def silent(self) -> None:
            self.close_connection = True

        def cut_short(self) -> None:
            self.told(b"half", length=8)
            self.close_connection = True

        def no_http(self) -> None:
            self.wfile.write(b"who are you\r\n\r\n")
            self.close_connection = True

        def late(self) -> None:
            service.may_answer.wait(PATIENCE_SECONDS)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


class Server(ThreadingHTTPServer):
    """Answers each connection in a thread, and says nothing of those that break."""

    def handle_error(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running(context: ssl.SSLContext | None = None) -> Iterator[Service]:
    """A service that listens."""
    service = Service()
    with Server(("127.0.0.1", 0), handler_of(service)) as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        service.port = server.server_address[1]
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield service
        finally:
            service.may_answer.set()
            server.shutdown()
            thread.join()


@pytest.fixture
def service() -> Iterator[Service]:
    """A service that listens."""
    with running() as each:
        yield each


@pytest.fixture
def ours() -> Iterator[Sessions]:
    """Makes sessions of ours, ended afterwards."""
    with ExitStack() as ending:

        def made(**settings: object) -> PlainSession:
            session = PlainSession(URLLib3Session(**settings))  # type: ignore[arg-type]  # settings of botocore's
            ending.callback(session.close)
            return session

        yield made


@pytest.fixture
def theirs() -> Iterator[Sessions]:
    """Makes botocore's sessions, ended afterwards."""
    with ExitStack() as ending:

        def made(**settings: object) -> URLLib3Session:
            session = URLLib3Session(**settings)  # type: ignore[arg-type]  # as above
            ending.callback(session.close)
            return session

        yield made


def request(url: str, method: str = "POST", **sent: Any) -> Any:  # noqa: ANN401 - of botocore's, whose stubs lack some
    """A request ready to be sent."""
    headers = {"X-Amz-Target": "DynamoDB_20120810.GetItem", "User-Agent": b"xuefen"}
    sent = {"headers": headers, "data": b'{"text":"\xe6\x9d\x8e"}', **sent}
    return AWSRequest(method, url, **sent).prepare()


def told(answer: AWSResponse) -> tuple[int, dict[str, str], bytes, str]:
    """All that botocore asks of an answer, but when it was made."""
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return answer.status_code, {**headers, "date": ""}, answer.content, answer.url


def failure(session: Any, asked: Any) -> type[BaseException]:  # noqa: ANN401 - of either kind
    """What a session raises."""
    with pytest.raises(BotoCoreError) as raised:
        session.send(asked)
    return raised.type


@pytest.mark.parametrize("behaves", ["usual", "in_chunks"])
@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/", b"{}"),
        ("POST", "", b""),
        ("POST", "/bad", b"\x00\xff" * 40_000),
        ("GET", "/bucket/%E6%9D%8E?list-type=2&prefix=a%2Fb", None),
        ("DELETE", "/bucket/key?tagging", None),
        ("HEAD", "/bucket/key", None),
        ("PUT", "/bucket/key", b"file"),
    ],
)
def test_given_any_request_then_it_arrives_and_is_answered_as_by_botocore(
    behaves: str,
    method: str,
    path: str,
    body: bytes | None,
    service: Service,
    ours: Sessions,
    theirs: Sessions,
) -> None:
    service.behaves = "usual" if method == "HEAD" else behaves
    asked = request(service.url(path), method, data=body)
    answers = [told(each().send(asked)) for each in (ours, theirs)]
    assert answers[0] == answers[1]
    assert service.seen[0] == service.seen[1]


def test_given_many_requests_then_one_connection_serves_them(
    service: Service, ours: Sessions
) -> None:
    session = ours()
    for number in range(5):
        assert session.send(request(service.url(f"/{number}"))).status_code == 200
    assert (len(service.seen), service.connections) == (5, 1)


def test_given_a_connection_that_the_other_side_has_ended_then_another_one_is_opened(
    service: Service, ours: Sessions
) -> None:
    session = ours()
    service.behaves = "last"
    session.send(request(service.url()))
    assert service.ended.acquire(timeout=PATIENCE_SECONDS)
    assert session.send(request(service.url())).content == b"answer to /"
    assert service.connections == len(service.seen) == 2


def test_given_a_session_that_nobody_has_any_more_then_its_connections_are_ended(
    service: Service,
) -> None:
    session = PlainSession(URLLib3Session())
    session.send(request(service.url()))
    del session
    gc.collect()  # a socket that nobody ended fails the test by its warning
    assert service.ended.acquire(timeout=PATIENCE_SECONDS)


def test_given_two_sides_then_each_has_connections_of_its_own(
    service: Service, ours: Sessions
) -> None:
    session = ours()
    with running() as other:
        for _ in range(2):
            session.send(request(service.url("/one")))
            session.send(request(other.url("/other")))
        assert {each.line for each in service.seen} == {"POST /one HTTP/1.1"}
        assert {each.line for each in other.seen} == {"POST /other HTTP/1.1"}
        assert (service.connections, other.connections) == (1, 1)


def test_given_more_connections_than_are_kept_then_the_others_end(
    service: Service, ours: Sessions
) -> None:
    session = ours(max_pool_connections=1)
    service.behaves = "together"
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(session.send, [request(service.url())] * AT_ONCE))
    assert service.connections == AT_ONCE
    for _ in range(AT_ONCE - 1):
        assert service.ended.acquire(timeout=PATIENCE_SECONDS)
    service.behaves = "usual"
    assert session.send(request(service.url())).content == b"answer to /"
    assert service.connections == AT_ONCE


@pytest.mark.parametrize(
    ("behaves", "error"),
    [
        ("silent", ConnectionClosedError),
        ("cut_short", ConnectionClosedError),
        ("no_http", ConnectionClosedError),
        ("late", ReadTimeoutError),
    ],
)
def test_given_an_answer_that_fails_then_botocore_s_error_and_the_next_is_answered(
    behaves: str,
    error: type[BaseException],
    service: Service,
    ours: Sessions,
    theirs: Sessions,
) -> None:
    session = ours(timeout=(PATIENCE_SECONDS, 0.05))
    service.behaves = behaves
    asked = request(service.url())
    assert failure(session, asked) is error
    assert failure(theirs(timeout=(PATIENCE_SECONDS, 0.05)), asked) is error
    service.behaves = "usual"
    assert session.send(asked).content == b"answer to /"


def test_given_nobody_who_listens_then_botocore_s_error(ours: Sessions, theirs: Sessions) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        asked = request(f"http://127.0.0.1:{taken.getsockname()[1]}/")
        assert failure(ours(), asked) is failure(theirs(), asked) is EndpointConnectionError


def test_given_a_side_that_takes_nobody_then_botocore_s_error(
    ours: Sessions, theirs: Sessions
) -> None:
    with ExitStack() as open_:
        listening = open_.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        address = listening.getsockname()
        for _ in range(4):  # more than wait to be taken
            waiting = open_.enter_context(socket.socket())
            waiting.settimeout(0)
            waiting.connect_ex(address)
        asked = request(f"http://127.0.0.1:{address[1]}/")
        patience = {"timeout": (0.2, PATIENCE_SECONDS)}
        both = failure(ours(**patience), asked), failure(theirs(**patience), asked)
    assert both == (ConnectTimeoutError, ConnectTimeoutError)


class Certificate(NamedTuple):
    """A service's own certificate: a file of it, and with its key."""

    path: str
    context: ssl.SSLContext


def certificate(folder: Path, address: str) -> Certificate:
    """Make a certificate of an address, which signs itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)  # noqa: TID251 - what ssl holds a certificate against
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "emulated")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    public = made.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "whole.pem").write_bytes(private + public)
    (folder / "public.pem").write_bytes(public)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "whole.pem")
    return Certificate(str(folder / "public.pem"), context)


def test_given_a_certificate_that_is_trusted_then_it_is_spoken_to(
    tmp_path: Path, ours: Sessions, theirs: Sessions
) -> None:
    own = certificate(tmp_path, "127.0.0.1")
    with running(own.context) as service:
        asked = request(service.url(scheme="https"))
        answers = [told(each(verify=own.path).send(asked)) for each in (ours, theirs)]
        assert answers[0] == answers[1]


@pytest.mark.parametrize(("address", "trusted"), [("127.0.0.1", None), ("192.0.2.1", "own")])
def test_given_a_certificate_of_nobody_known_or_of_another_host_then_nothing_is_sent(
    address: str, trusted: str | None, tmp_path: Path, ours: Sessions, theirs: Sessions
) -> None:
    own = certificate(tmp_path, address)
    verify = {"verify": own.path} if trusted else {}
    with running(own.context) as service:
        asked = request(service.url(scheme="https"))
        for each in (ours, theirs):
            assert failure(each(**verify), asked) is SSLError
        assert service.seen == []


@pytest.mark.parametrize(
    ("settings", "sent"),
    [
        ({}, {"stream_output": True}),
        ({}, {"headers": {"Expect": "100-continue"}}),
        ({"proxies": {"http": "proxy"}}, {}),
        ({"proxies": {"https": "proxy"}}, {}),
        ({"verify": False}, {}),
        ({"client_cert": "of the client"}, {}),
    ],
)
def test_given_what_is_not_usual_then_botocore_sends_it(
    settings: dict[str, Any], sent: dict[str, Any], service: Service, ours: Sessions
) -> None:
    if "proxies" in settings:
        settings = {"proxies": dict.fromkeys(settings["proxies"], service.url())}
    session = ours(**settings)
    answer = session.send(request(service.url(), **sent))
    assert isinstance(answer.raw, BaseHTTPResponse)
    assert answer.status_code == 200


def test_given_a_time_of_its_own_then_botocore_sends_it(service: Service, ours: Sessions) -> None:
    asked = request(service.url())
    asked.context["read_timeout"] = PATIENCE_SECONDS
    assert isinstance(ours().send(asked).raw, BaseHTTPResponse)


@pytest.mark.usefixtures("cloud")
def test_given_any_client_then_it_sends_so() -> None:
    services = set()
    for client in every_client():
        assert isinstance(client._endpoint.http_session, PlainSession)  # noqa: SLF001 - botocore shows it nowhere else
        services.add(client.meta.service_model.service_name)
    assert services == {"dynamodb", "s3", "sns", "sqs", "kms"}
