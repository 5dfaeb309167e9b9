from threading import Thread
from typing import Any

import pytest

from chalicelib.http.calls import Calls
from tests.http.events import content, event, refused
from tests.http.sample import APP, CALLS, make_app


def _get(resource: str, **path: str) -> dict[str, Any]:
    return APP(event("GET", resource, path=path or None), None)


def test_an_unknown_route_is_not_found_and_not_remembered() -> None:
    before = set(APP.routes)

    refused(_get("/nowhere"), 404, "not_found")

    assert set(APP.routes) == before


@pytest.mark.parametrize("method", ["DELETE", "OPTIONS", "TRACE"])
def test_another_method_is_refused_with_those_allowed(method: str) -> None:
    answered = APP(event(method, "/things", path={}), None)

    problem = refused(answered, 405, "method_not_allowed")
    assert answered["headers"]["Allow"] == problem["allowed"] == "GET, HEAD, POST"


def test_headers_alone_are_those_of_the_whole() -> None:
    asked = {"path": {"id": "7"}}
    whole, headed = (APP(event(m, "/things/{id}", **asked), None) for m in ("GET", "HEAD"))

    assert headed == {**whole, "body": "", "isBase64Encoded": False}
    assert content(whole)["text"] == "7"
    assert APP(event("HEAD", "/things/{id}/submit", **asked), None)["statusCode"] == 405


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"requestContext": {}},
        {"requestContext": {"resourcePath": "/things", "httpMethod": "GET"}},
    ],
)
def test_what_is_no_event_of_api_gateway_is_answered(sent: dict[str, Any]) -> None:
    refused(APP(sent, None), 500, "internal_error")


def test_an_error_of_the_framework_itself_is_a_problem() -> None:
    calls = Calls(__name__, tag="样例")
    calls.route("/plain", methods=["POST"])(lambda: 1 // 0)
    app = make_app(calls)

    refused(
        app(event("POST", "/plain", headers={"Content-Type": "a/b"}), None),
        415,
        "unsupported_media_type",
    )
    refused(app(event("POST", "/plain"), None), 500, "internal_error")


def test_threads_never_read_each_others_request() -> None:
    answers: dict[str, str] = {}

    def ask(name: str) -> None:
        answers[name] = content(_get("/meet/{id}", id=name))["text"]

    threads = [Thread(target=ask, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == {"a": "a", "b": "b"}


def test_calls_may_be_registered_with_several_apps() -> None:
    again = make_app(CALLS)

    assert {path: set(routes) for path, routes in again.routes.items()} == {
        path: set(routes) for path, routes in APP.routes.items()
    }
    assert again(event("GET", "/exact"), None)["statusCode"] == 200


def test_the_framework_shows_no_debug_output() -> None:
    assert APP.debug is False
