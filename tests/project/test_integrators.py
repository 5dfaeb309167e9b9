"""The page for integrators tells of calls, codes and figures that there are."""

import re

import msgspec
import yaml

from chalicelib.assembly.contract import ALL
from chalicelib.http.deprecation import HEADERS
from chalicelib.http.received import Paging
from chalicelib.http.refused_token import Because
from chalicelib.platform.rules.refusal_kinds import KINDS
from chalicelib.records.store.evidence import MOST_ANNOUNCED
from chalicelib.reports.routes.shapes import MOST_REPORTS
from tests.project.sources import ROOT

PAGE = (ROOT / "docs" / "integrators.md").read_text("utf-8")
DECLARED = {f"{one.method} {one.path}" for calls in ALL for one in calls.declarations}


def test_every_call_that_it_names_is_one() -> None:
    named = set(re.findall(r"`([A-Z]+ /[^` ]+)`", PAGE))

    assert len(named) > 5
    assert named <= DECLARED | {"GET /openapi.json"}


def test_every_code_that_it_names_is_refused_under_the_status_it_says() -> None:
    named = re.findall(r"(\d{3}) `(\w+)`", PAGE)

    assert len(named) > 4
    assert {code: KINDS[code].status for _, code in named} == {c: int(s) for s, c in named}
    assert '"because": "expired"' in PAGE
    assert "expired" in set(Because)


def test_its_figures_are_those_of_the_stage_and_the_code() -> None:
    parts = yaml.safe_load((ROOT / ".chalice" / "functions.yaml").read_text("utf-8"))
    settings = parts["Resources"]["RestAPI"]["Properties"]["MethodSettings"]
    rates = {each["ResourcePath"]: each["ThrottlingRateLimit"] for each in settings}
    limit = msgspec.json.schema_components([Paging])[1]["Paging"]["properties"]["limit"]

    assert f"takes {rates['/*']:,} requests a second" in PAGE
    assert f"by number {rates['/~1v1~1certificates~1{number}']}" in PAGE
    assert f"by many numbers {rates['/~1v1~1certificates~1verifications']}" in PAGE
    assert f"{MOST_ANNOUNCED} uploads a day" in PAGE
    assert f"{MOST_REPORTS} reports a call" in PAGE
    assert (
        f"`limit` is {limit['default']} unless said otherwise, at most {limit['maximum']}" in PAGE
    )


def test_the_headers_of_an_end_are_shown() -> None:
    assert set(re.findall(r"^(\w+): ", PAGE, re.MULTILINE)) == HEADERS.keys()
