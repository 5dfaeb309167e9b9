"""docs/http.md is played: its route is put into an app, and refuses in the order that the page tells."""

import re
from types import ModuleType
from typing import Any

import pytest

from chalicelib.assembly.contract import ALL
from chalicelib.assembly.identify import identify
from chalicelib.http.application import Xuefen
from chalicelib.http.calls import Calls
from chalicelib.http.openapi import openapi_document
from chalicelib.platform.rules.refusal_kinds import KINDS
from tests.http.events import content, event, refused
from tests.journey.world import World
from tests.project.sources import ROOT

PAGE = (ROOT / "docs" / "http.md").read_text("utf-8")
SNIPPET = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STEP = re.compile(r"^\| (?:(\d)\. [^|]*)?\|[^|]*\| (\d{3}) `(\w+)` \|$", re.MULTILINE)
ROUTE = "/v1/policies/{year}/closing"
NUMBER = "44070319950709107X"


@pytest.fixture(scope="module")
def calls() -> Calls:
    """The routes of the page."""
    (snippet,) = SNIPPET.findall(PAGE)
    module = ModuleType("closing")
    exec(snippet, module.__dict__)  # noqa: S102 - our own page
    found: Calls = module.closing
    return found


@pytest.fixture(scope="module")
def app(calls: Calls) -> Xuefen:
    made = Xuefen("page", identify)
    made.register_blueprint(calls)
    return made


def _told() -> list[tuple[int, str]]:
    return [(int(status), code) for _, status, code in STEP.findall(PAGE)]


def test_the_route_of_the_page_answers(app: Xuefen, world: World) -> None:
    sent = {"territory": "440703", "place": "蓬江区"}
    headers = {"Authorization": f"Bearer {world.professional('li').token}"}

    answered = app(event("POST", ROUTE, sent, headers=headers, path={"year": "2020"}), None)

    assert answered["statusCode"] == 200
    assert content(answered) == {"closes": "2021-01-01T00:00:00+08:00", "open": True}


def test_the_route_of_the_page_is_described(calls: Calls) -> None:
    described = openapi_document([calls])["paths"][ROUTE]["post"]

    assert described["summary"] == "查询登记截止时间"
    assert {"200", "401", "404", "422"} <= described["responses"].keys()


def test_what_is_wrong_is_told_in_the_order_of_the_page(app: Xuefen, world: World) -> None:
    """Everything is wrong at first, and mended as it is told, one thing after another."""
    token = world.professional("li").token
    headers = {"Content-Type": "text/plain"}
    path = {"year": "%ff"}
    query = {"unknown": ["1"]}
    asked: dict[str, Any] = {"method": "DELETE", "resource": "/nowhere", "body": "x" * 262_145}
    given: dict[str, Any] = {"headers": headers, "path": path, "query": query}
    mends = [
        lambda: asked.update(resource=ROUTE),
        lambda: asked.update(method="POST"),
        lambda: headers.update(Authorization=f"Bearer {token}"),
        lambda: given.update(query=None),
        lambda: asked.update(body="{"),
        lambda: headers.update({"Content-Type": "application/json"}),
        lambda: asked.update(body={"territory": "440703", "place": NUMBER, "unknown": 1}),
        lambda: asked.update(body={"territory": "440703", "place": NUMBER}),
        lambda: path.update(year="1999"),
        lambda: asked.update(body={"territory": "440703"}),
    ]
    met = []
    for mend in mends:
        problem = content(app(event(**asked, **given), None))
        met.append((problem["status"], problem["code"]))
        mend()

    assert met == [
        (404, "not_found"),
        (405, "method_not_allowed"),
        (401, "unauthenticated"),
        (422, "field_unknown"),
        (413, "body_too_large"),
        (415, "unsupported_media_type"),
        (400, "malformed_json"),
        (422, "field_unknown"),
        (404, "not_found"),
        (422, "identity_number_in_text"),
    ]
    told = iter(_told())
    assert all(each in told for each in met), "the page tells another order"
    refused(app(event(**asked, **given), None), 404, "year_unknown")


def test_every_status_of_the_page_is_the_code_s() -> None:
    assert [(KINDS[code].status, code) for _, code in _told()] == _told()


def test_the_page_tells_every_code_of_the_edge_and_no_other() -> None:
    declared = [one for calls in ALL for one in calls.declarations]
    of_the_edge = {code for one in declared for code in {*one.codes} - {*one.refusals}}

    # Of a method that no route has nobody has declared anything.
    assert {code for _, code in _told()} == of_the_edge | {"method_not_allowed"}
