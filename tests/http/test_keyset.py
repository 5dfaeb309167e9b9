from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Barrier, Event, Thread
from typing import Any, cast

import pytest

from chalicelib.http.keyset import (
    AT_ONCE,
    KEEP_SECONDS,
    REGAIN_SECONDS,
    RETRY_SECONDS,
    KeySet,
    fetch_keys,
)
from chalicelib.platform.rules.refusal import Refusal


class Source:
    """An issuer's keys under a clock of the test's own; `fault` is raised instead if set."""

    def __init__(self, *kids: str) -> None:
        self.kids, self.now, self.fetched = list(kids), 0.0, 0
        self.fault: Exception | None = None

    def fetch(self) -> Mapping[str, Any]:
        self.fetched += 1
        if self.fault:
            raise self.fault
        return {"keys": [{"kid": kid} for kid in self.kids]}

    def key_set(self) -> KeySet:
        return KeySet(self.fetch, lambda: self.now)


def test_keys_are_fetched_once_and_kept() -> None:
    source = Source("a", "b")
    keys = source.key_set()

    assert keys.find_key("a") == {"kid": "a"}
    assert keys.find_key("b") == {"kid": "b"}
    assert source.fetched == 1


def test_a_key_that_is_taken_into_use_is_found_at_once_and_the_next_one_too() -> None:
    source = Source("a")
    keys = source.key_set()
    keys.find_key("a")

    for second, kid in enumerate(("b", "c")):
        source.kids, source.now = [kid], float(second)
        assert keys.find_key(kid) == {"kid": kid}
    assert keys.find_key("a") is None


def test_forged_key_ids_ask_the_issuer_a_few_times_and_then_every_quarter_of_a_minute() -> None:
    source = Source("a")
    keys = source.key_set()
    for second in range(REGAIN_SECONDS):
        source.now = float(second)
        for forged in range(50):
            assert keys.find_key(f"forged-{forged}") is None
        assert keys.find_key("a") == {"kid": "a"}
    assert source.fetched == AT_ONCE

    source.kids = ["b"]
    assert keys.find_key("b") is None
    source.now = float(REGAIN_SECONDS)
    assert keys.find_key("b") == {"kid": "b"}
    assert source.fetched == AT_ONCE + 1


def test_keys_are_fetched_anew_when_they_are_old() -> None:
    source = Source("a")
    keys = source.key_set()
    keys.find_key("a")
    source.kids = []

    source.now = KEEP_SECONDS - 1
    assert keys.find_key("a") == {"kid": "a"}
    source.now = KEEP_SECONDS
    assert keys.find_key("a") is None


def test_keys_go_on_serving_while_the_issuer_is_away() -> None:
    source = Source("a")
    keys = source.key_set()
    keys.find_key("a")
    source.now, source.fault = KEEP_SECONDS, OSError()

    assert keys.find_key("a") == {"kid": "a"}
    assert keys.find_key("a") == {"kid": "a"}
    assert source.fetched == 2


@pytest.mark.parametrize("fault", [OSError(), ValueError()])
def test_without_keys_nobody_is_called_a_forger(fault: Exception) -> None:
    source = Source("a")
    source.fault = fault
    keys = source.key_set()

    for _ in range(2):
        with pytest.raises(Refusal) as refusal:
            keys.find_key("a")
        assert refusal.value.code == "sign_in_unavailable"
    assert source.fetched == 1

    source.now, source.fault = RETRY_SECONDS, None
    assert keys.find_key("a") == {"kid": "a"}


@pytest.mark.parametrize("document", [{}, {"keys": {}}, {"keys": None}])
def test_a_document_without_keys_is_no_answer(document: Mapping[str, Any]) -> None:
    with pytest.raises(Refusal):
        KeySet(lambda: document).find_key("a")


def test_keys_without_id_are_left_out() -> None:
    keys = KeySet(lambda: {"keys": [{"kty": "RSA"}, "x", {"kid": 3}, {"kid": "a"}]})

    assert keys.find_key("a") == {"kid": "a"}


@pytest.mark.parametrize("known", [(), ("old",)])
def test_threads_that_come_together_fetch_once(known: tuple[str, ...]) -> None:
    source, together, found = Source(*known), Barrier(8), list[object]()
    keys = source.key_set()
    for kid in known:
        keys.find_key(kid)
    source.kids = ["a"]

    def ask() -> None:
        together.wait()
        found.append(keys.find_key("a"))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [{"kid": "a"}] * 8
    assert source.fetched == len(known) + 1


class SlowSource(Source):
    """An issuer whose answer is on its way until `answer` is set."""

    def __init__(self, *kids: str) -> None:
        super().__init__(*kids)
        self.asked, self.answer = Event(), Event()

    def fetch(self) -> Mapping[str, Any]:
        self.asked.set()
        assert self.answer.wait(timeout=10)
        return super().fetch()


def test_who_comes_while_the_first_keys_are_fetched_waits_for_them() -> None:
    source, found = SlowSource("a"), list[object]()
    keys = source.key_set()
    threads = [Thread(target=lambda: found.append(keys.find_key("a"))) for _ in range(2)]

    threads[0].start()
    assert source.asked.wait(timeout=10)
    threads[1].start()
    threads[1].join(timeout=0.1)
    assert threads[1].is_alive()
    source.answer.set()
    for thread in threads:
        thread.join()

    assert found == [{"kid": "a"}] * 2
    assert source.fetched == 1


def test_nobody_waits_for_new_keys_who_has_the_old_one() -> None:
    source = SlowSource("a")
    source.answer.set()
    keys = source.key_set()
    keys.find_key("a")
    source.now = KEEP_SECONDS
    source.asked.clear()
    source.answer.clear()
    fetching = Thread(target=keys.find_key, args=("a",))

    fetching.start()
    assert source.asked.wait(timeout=10)
    assert keys.find_key("a") == {"kid": "a"}
    assert source.fetched == 1
    source.answer.set()
    fetching.join()

    assert source.fetched == 2


class _Issuer(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        pages = cast("dict[str, bytes]", self.server.pages)  # type: ignore[attr-defined]  # set by `issuer`
        page = pages.get(self.path)
        if page is not None and page.startswith(b"/"):
            self.send_response(302)
            self.send_header("Location", page.decode())
        else:
            self.send_response(404 if page is None else 200)
        self.end_headers()
        self.wfile.write(page or b"")

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@contextmanager
def issuer(pages: dict[str, str]) -> Iterator[str]:
    """Serve the pages; one that is an address of this server moves there."""
    server = HTTPServer(("127.0.0.1", 0), _Issuer)
    address = f"http://127.0.0.1:{server.server_port}"
    server.pages = {k: v.replace("ISSUER", address).encode() for k, v in pages.items()}  # type: ignore[attr-defined]  # read by `_Issuer`
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


DISCOVERY = "/.well-known/openid-configuration"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


def test_keys_are_where_the_discovery_document_says() -> None:
    discovery = '{"issuer": "ISSUER", "jwks_uri": "ISSUER/keys"}'
    with issuer({DISCOVERY: discovery, "/keys": '{"keys": [{"kid": "a"}]}'}) as address:
        assert fetch_keys(address) == {"keys": [{"kid": "a"}]}


@pytest.mark.parametrize(
    "discovery",
    [
        '{"issuer": "https://another.example", "jwks_uri": "ISSUER/keys"}',
        '{"issuer": "ISSUER"}',
        '{"issuer": "ISSUER", "jwks_uri": "file:///absent"}',
        "[]",
        "<html>",
    ],
)
def test_a_wrong_discovery_document_is_refused(discovery: str) -> None:
    with (
        issuer({DISCOVERY: discovery, "/keys": '{"keys": []}'}) as address,
        pytest.raises(ValueError, match=r".") as error,
    ):
        fetch_keys(address)
    assert not isinstance(error.value, OSError)


@pytest.mark.parametrize("moved", [DISCOVERY, "/keys"])
def test_a_redirect_is_no_answer(moved: str) -> None:
    pages = {
        DISCOVERY: '{"issuer": "ISSUER", "jwks_uri": "ISSUER/keys"}',
        "/keys": '{"keys": [{"kid": "a"}]}',
    }
    pages |= {"/moved": pages[moved], moved: "/moved"}
    with issuer(pages) as address, pytest.raises(OSError, match="302"):
        fetch_keys(address)


def test_an_absent_issuer_is_an_error_of_the_network() -> None:
    with issuer({}) as address, pytest.raises(OSError, match="404"):
        fetch_keys(address)
