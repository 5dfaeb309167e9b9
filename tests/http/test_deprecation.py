"""A route that goes says so to whoever calls it, and in openapi.json (RFC 8594, RFC 9745)."""

from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest

from chalicelib.access.caller import Who
from chalicelib.http.application import CORS
from chalicelib.http.calls import Call, Calls
from chalicelib.http.deprecation import AT_LEAST, HEADERS, Deprecation
from chalicelib.http.openapi import openapi_document
from chalicelib.platform.rules.china_time import SHANGHAI
from tests.http.events import event
from tests.http.sample import Answer, Reason, make_app

CALLS = Calls(__name__, tag="样例")
END = Deprecation(since=date(2027, 1, 1), sunset=date(2028, 3, 1), instead="POST /v2/things")


@CALLS.call(
    "POST",
    "/v1/things",
    who=Who.ANYBODY,
    body=Reason,
    answers=Answer,
    deprecated=END,
    summary="登记",
)
def create(call: Call[Reason]) -> Answer:
    return Answer(text=str(call.body.reason))


@CALLS.call("GET", "/v1/things", who=Who.ANYBODY, answers=Answer, summary="列表")
def show(_call: Call[None]) -> Answer:
    return Answer()


APP = make_app(CALLS)
DOCUMENT = openapi_document([CALLS])


@pytest.mark.parametrize(("body", "status"), [({}, 200), ({"unknown": 1}, 422), ("{", 400)])
def test_each_answer_of_a_deprecated_route_says_since_when_and_until_when(
    body: object, status: int
) -> None:
    answered = APP(event("POST", "/v1/things", body), None)

    assert answered["statusCode"] == status
    headers = answered["headers"]
    since = datetime.fromtimestamp(int(headers["Deprecation"].removeprefix("@")), SHANGHAI)
    assert since.isoformat() == "2027-01-01T00:00:00+08:00"
    assert headers["Sunset"] == "Tue, 29 Feb 2028 16:00:00 GMT"
    assert parsedate_to_datetime(headers["Sunset"]).astimezone(SHANGHAI).date() == END.sunset
    assert headers["Link"].endswith('/openapi.json>; rel="deprecation"; type="application/json"')


def test_any_other_route_says_nothing_of_an_end() -> None:
    answered = APP(event("GET", "/v1/things"), None)

    assert answered["statusCode"] == 200
    assert not HEADERS.keys() & answered["headers"].keys()


def test_a_web_client_of_another_origin_may_read_it() -> None:
    exposed = CORS.get_access_control_headers()["Access-Control-Expose-Headers"].split(",")

    assert set(HEADERS) <= set(exposed)


def test_the_document_tells_of_the_end_and_what_to_call_instead() -> None:
    told: dict[str, Any] = DOCUMENT["paths"]["/v1/things"]

    assert told["post"]["deprecated"] is True
    assert told["post"]["x-sunset"] == "2028-03-01"
    assert "2028年3月1日起可能停止服务。请改用POST /v2/things。" in told["post"]["description"]
    assert HEADERS.keys() <= told["post"]["responses"]["200"]["headers"].keys()
    assert all(
        each.keys() == {"$ref"} for each in told["post"]["responses"].values() if "$ref" in each
    )
    assert "deprecated" not in told["get"]


def test_an_end_that_comes_too_soon_is_refused_where_it_is_declared() -> None:
    since = date(2027, 1, 1)

    assert Deprecation(since=since, sunset=since + AT_LEAST, instead="GET /x")
    with pytest.raises(TypeError, match="365 days"):
        Deprecation(since=since, sunset=since + AT_LEAST - timedelta(days=1), instead="GET /x")
