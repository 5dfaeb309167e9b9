"""What is told of a year: one id from request to certificate, counted, and nobody named."""

import io
from typing import Any

import pytest

from chalicelib.platform.log import NAMESPACE
from local.issuer import Issuer
from tests.journey.telling import lines_of
from tests.journey.world import LI, World

DECISION = "POST /v1/review/records/{id}/decision"


def complete(world: World, hr_name: str) -> None:
    li = world.professional().enrol()
    li.open_hr_account(hr_name)
    li.study()
    assert world.accredit(li.submit()).status == 200
    world.settle()


def metrics(lines: list[dict[str, Any]], name: str) -> list[float]:
    return [line[name] for line in lines if name in line]


def test_given_a_year_then_its_decision_s_request_is_found_as_far_as_the_certificate(
    world: World, told: io.StringIO
) -> None:
    complete(world, "李䶮")
    lines = lines_of(told)
    (decision,) = [line for line in lines if line.get("route") == DECISION]
    events = [line for line in lines if line["event"] == "event"]
    by_result = {(line["work"], line.get("result")): line for line in events}
    assert by_result["sync", "issued"]["correlation"] == decision["correlation"]
    assert by_result["render", "drawn"]["correlation"] == decision["correlation"]
    assert metrics(lines, "Held") == [0]
    assert metrics(lines, "Undrawable") == [0]


def test_r7_given_a_year_then_no_line_names_anybody(
    world: World, told: io.StringIO, issuer: Issuer
) -> None:
    complete(world, "李岩")
    person = world.professional().get("/v1/me").body["id"]
    world.professional().get("/v1/certificates/AAAAA-AAAAA-AAAAM")
    world.professional("other").post("/v1/me", {"name": "王五", "document": LI})
    text = told.getvalue()
    for personal in ("李", "王", LI["number"], LI["number"][-6:], person, '"li"', "AAAAA"):
        assert personal not in text
    assert issuer.url not in text


def test_r30_given_a_held_certificate_then_it_is_counted_with_its_reason(
    world: World, told: io.StringIO
) -> None:
    complete(world, "李岩")
    (sync,) = [line for line in lines_of(told) if "SyncAge" in line]
    assert (sync["work"], sync["result"], sync["held_because"]) == (
        "sync",
        "held",
        "identity_mismatch",
    )
    assert (sync["Held"], sync["Overdue"]) == (1, 1), "the year 2020 is long past"
    assert sync["SyncAge"] > 0
    (directive,) = sync["_aws"]["CloudWatchMetrics"]
    assert directive["Namespace"] == "Xuefen/test"
    units = {each["Name"]: each["Unit"] for each in directive["Metrics"]}
    assert units == {"SyncAge": "Seconds", "Held": "Count", "Overdue": "Count"}


def test_r32_given_a_character_that_no_font_has_then_it_is_counted(
    world: World, told: io.StringIO
) -> None:
    li = world.professional().enrol("李\U0002ebf0")
    li.open_hr_account("李\U0002ebf0")
    li.study()
    world.accredit(li.submit())
    world.settle()
    assert metrics(lines_of(told), "Undrawable") == [1]


def test_given_a_refusal_then_it_is_counted_by_its_code(world: World, told: io.StringIO) -> None:
    world.professional().get("/v1/me")
    (line,) = lines_of(told)
    assert (line["event"], line["route"], line["status"]) == ("request", "GET /v1/me", 404)
    assert (line["Code"], line["Refusals"]) == ("not_enrolled", 1)
    assert line["_aws"]["CloudWatchMetrics"][0]["Dimensions"] == [["Code"]]


def test_given_no_namespace_then_nothing_is_counted(
    world: World, told: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(NAMESPACE)
    world.professional().get("/v1/me")
    (line,) = lines_of(told)
    assert "_aws" not in line
    assert line["function"] == "xuefen-test"
