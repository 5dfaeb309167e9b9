import http.client
import json
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from statistics import median
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from local.clock import Clock
from local.front import THREADS, Front, Served, listen
from local.gateway import MAX_BYTES, Answer
from tests.local.sample import BINARY, sample_app

Connection = http.client.HTTPConnection
Headers = Mapping[str, str | bytes] | None
NOTICE = datetime(2020, 6, 1, 9, 0, 0, 250_000, tzinfo=SHANGHAI)


BUSY = "/dev/busy"
busy, rest = threading.Semaphore(0), threading.Event()
"""Who asks for this keeps a thread until all may rest."""


class Asked(Clock):
    """A clock that tells when it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.is_asked = threading.Event()

    def now(self) -> datetime:
        now = super().now()
        self.is_asked.set()
        return now


@pytest.fixture(scope="module")
def clock() -> Asked:
    return Asked()


@pytest.fixture(scope="module")
def front(clock: Clock) -> Front:
    def local_calls(method: str, path: str, _query: str, body: bytes) -> Answer:
        if path == BUSY:
            busy.release()
            assert rest.wait(10)
        return Answer(200, [("Content-Type", "text/plain")], f"{method} {path} ".encode() + body)

    front = Front(sample_app(), clock, local_calls)
    front.is_open.set()
    return front


@pytest.fixture(scope="module")
def port(front: Front) -> Iterator[int]:
    taken = listen("127.0.0.1", 0)
    served = Served(front, taken)
    yield taken.getsockname()[1]
    served.close()


@pytest.fixture
def connection(port: int) -> Iterator[Connection]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    yield connection
    connection.close()


def ask(
    connection: Connection,
    method: str,
    path: str,
    body: str | bytes | None = None,
    headers: Headers = None,
) -> tuple[http.client.HTTPResponse, bytes]:
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer, answer.read()


def event_for(
    connection: Connection,
    method: str,
    path: str,
    body: str | bytes | None = None,
    headers: Headers = None,
) -> dict[str, Any]:
    answer, content = ask(connection, method, path, body, headers)
    assert answer.status == 200, content
    return dict(json.loads(content))


def test_given_a_request_then_the_app_gets_api_gateways_event(
    connection: Connection, clock: Clock
) -> None:
    clock.set(NOTICE)
    headers = {"Content-Type": "application/json; charset=utf-8", "X-Own": "值".encode()}
    event = event_for(
        connection,
        "POST",
        "/v1/things?a=1&a=2&b=%E6%9D%8E+x&c=",
        '{"name": "李䶮"}'.encode(),
        headers,
    )
    assert event["resource"] == "/v1/things"
    assert event["path"] == "/v1/things"
    assert event["httpMethod"] == "POST"
    assert event["body"] == '{"name": "李䶮"}'
    assert event["isBase64Encoded"] is False
    assert event["queryStringParameters"] == {"a": "2", "b": "李 x", "c": ""}
    assert event["multiValueQueryStringParameters"] == {"a": ["1", "2"], "b": ["李 x"], "c": [""]}
    assert event["pathParameters"] is None
    assert event["headers"]["Content-Type"] == "application/json; charset=utf-8"
    assert event["multiValueHeaders"]["Content-Type"] == ["application/json; charset=utf-8"]
    context = event["requestContext"]
    assert context["resourcePath"] == "/v1/things"
    assert context["httpMethod"] == "POST"
    assert context["path"] == "/api/v1/things"
    assert context["stage"] == "api"
    assert context["identity"]["sourceIp"] == "127.0.0.1"
    since = context["requestTimeEpoch"] - NOTICE.timestamp() * 1000
    assert 0 <= since < 60_000
    assert len(context["requestId"]) == 36
    clock.set(None)


def test_given_no_query_and_no_body_then_the_event_has_none(connection: Connection) -> None:
    event = event_for(connection, "GET", "/v1/things")
    assert event["queryStringParameters"] is None
    assert event["multiValueQueryStringParameters"] is None
    assert event["body"] is None


def test_given_an_encoded_path_then_its_parameter_arrives_undecoded(connection: Connection) -> None:
    event = event_for(connection, "GET", "/v1/things/%E6%9D%8E%2Fx?y=1")
    assert event["pathParameters"] == {"thing": "%E6%9D%8E%2Fx"}
    assert event["resource"] == "/v1/things/{thing}"
    assert event["path"] == "/v1/things/%E6%9D%8E%2Fx"


def test_given_a_body_that_is_no_text_then_it_arrives_whole(connection: Connection) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    assert event_for(connection, "POST", "/v1/raw", BINARY, headers) == {"bytes": 256}


def test_given_a_binary_answer_then_its_bytes_arrive(connection: Connection) -> None:
    answer, content = ask(connection, "GET", "/v1/picture", headers={"Accept": "image/png"})
    assert content == BINARY
    assert answer.headers["Content-Type"] == "image/png"


def test_given_a_header_several_times_then_each_is_answered(connection: Connection) -> None:
    answer, content = ask(connection, "GET", "/v1/cookies")
    assert (answer.status, content) == (204, b"")
    assert answer.headers.get_all("Set-Cookie") == ["a=1", "b=2"]


def test_given_an_unknown_route_then_404_as_a_problem(connection: Connection) -> None:
    answer, content = ask(connection, "GET", "/v1/absent")
    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(content)["code"] == "not_found"


def test_given_a_wrong_method_then_405_names_the_right_ones(connection: Connection) -> None:
    answer, content = ask(connection, "DELETE", "/v1/things/7")
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD, PUT"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert json.loads(content)["code"] == "method_not_allowed"


def test_given_a_browser_of_another_origin_then_it_may_ask_and_read(connection: Connection) -> None:
    answer, content = ask(connection, "OPTIONS", "/v1/things/7", headers={"Origin": "https://x"})
    assert (answer.status, content) == (200, b"")
    assert answer.headers["Access-Control-Allow-Methods"] == "GET,OPTIONS,PUT"
    assert "Idempotency-Key" in answer.headers["Access-Control-Allow-Headers"]
    for method, path in (("GET", "/v1/things/7"), ("GET", "/v1/absent"), ("PATCH", "/v1/things/7")):
        answer, _ = ask(connection, method, path)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_given_a_body_over_the_limit_then_413_and_the_connection_goes_on(
    connection: Connection,
) -> None:
    headers = {"Content-Type": "application/octet-stream"}
    answer, content = ask(connection, "POST", "/v1/raw", b"x" * (MAX_BYTES + 1), headers)
    assert answer.status == 413
    assert json.loads(content)["code"] == "body_too_large"
    answer, content = ask(connection, "POST", "/v1/raw", b"x" * MAX_BYTES, headers)
    assert (answer.status, json.loads(content)) == (200, {"bytes": MAX_BYTES})


def test_given_head_then_it_is_a_get_without_its_body(connection: Connection) -> None:
    got, content = ask(connection, "GET", "/v1/health")
    headed, nothing = ask(connection, "HEAD", "/v1/health")
    assert (headed.status, nothing) == (200, b"")
    assert headed.headers["Content-Length"] == got.headers["Content-Length"] == str(len(content))


def test_given_an_app_that_breaks_then_500_as_a_problem(connection: Connection) -> None:
    answer, content = ask(connection, "GET", "/v1/broken")
    assert answer.status == 500
    assert json.loads(content)["code"] == "internal_error"


def test_given_a_local_call_then_the_local_cloud_answers_it(connection: Connection) -> None:
    answer, content = ask(connection, "PUT", "/dev/clock", b"{}")
    assert (answer.status, content) == (200, b"PUT /dev/clock {}")


def test_given_a_demonstration_then_health_says_starting_and_the_rest_works(
    connection: Connection, front: Front
) -> None:
    front.is_open.clear()
    answer, content = ask(connection, "GET", "/v1/health")
    other, _ = ask(connection, "GET", "/v1/things")
    front.is_open.set()
    again, _ = ask(connection, "GET", "/v1/health")
    assert (answer.status, json.loads(content)["code"]) == (503, "starting")
    assert (other.status, again.status) == (200, 200)


def test_given_eight_requests_at_once_then_each_sees_its_own(port: int) -> None:
    def one(who: int) -> list[Any]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            return [event_for(connection, "GET", f"/v1/together?who={who}") for _ in range(5)]
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(one, range(THREADS)))
    for who, own in enumerate(answers):
        assert own == [{"first": str(who), "second": str(who)}] * 5


def test_given_one_connection_then_requests_do_not_wait_for_nagle(connection: Connection) -> None:
    seconds = []
    for _ in range(30):
        started = time.perf_counter()
        answer, _ = ask(
            connection, "POST", "/v1/things", "{}", {"Content-Type": "application/json"}
        )
        seconds.append(time.perf_counter() - started)
        assert answer.status == 200
    assert median(seconds) < 0.03


def test_given_a_request_then_the_access_log_has_no_path_query_or_body(
    connection: Connection, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO", logger="xuefen.access"):
        ask(connection, "GET", "/v1/things/44070319950709107X?name=secret")
        ask(connection, "GET", "/v1/nowhere/44070319950709107X")
    assert [record.getMessage() for record in caplog.records if record.name == "xuefen.access"] == [
        "GET /v1/things/{thing} 200",
        "GET - 404",
    ]


def test_r25_given_a_request_that_waits_for_a_thread_then_it_is_of_the_instant_at_which_it_came(
    port: int, clock: Asked
) -> None:
    clock.set(NOTICE)
    connections = [Connection("127.0.0.1", port, timeout=10) for _ in range(THREADS + 1)]
    with ThreadPoolExecutor(THREADS + 1) as pool:
        for each in connections[:THREADS]:
            pool.submit(ask, each, "GET", BUSY)
        assert all(busy.acquire(timeout=10) for _ in range(THREADS))
        clock.is_asked.clear()
        late = pool.submit(event_for, connections[THREADS], "GET", "/v1/things")
        is_stamped = clock.is_asked.wait(10)
        clock.set(NOTICE.replace(year=2021))
        rest.set()
        told = late.result()["requestContext"]["requestTimeEpoch"]
    for each in connections:
        each.close()
    assert is_stamped, "though nobody serves it yet"
    assert told == int(NOTICE.timestamp() * 1000)


def test_given_a_taken_port_then_it_is_an_error(port: int) -> None:
    with pytest.raises(OSError, match="in use"):
        listen("127.0.0.1", port)
