import os
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from tests.http.events import NOON, content, event, refused
from tests.http.issuer import bearer
from tests.http.sample import APP, SECRET

BODY = {"document": {"number": "1"}}


def _get(resource: str, **path: str) -> dict[str, Any]:
    return APP(event("GET", resource, path=path or None), None)


def _create(body: object = BODY, subject: str = "li", **headers: str) -> dict[str, Any]:
    return APP(event("POST", "/things", body, headers={**bearer(subject), **headers}), None)


def _cause(answered: dict[str, Any]) -> tuple[str, str]:
    token, body = content(answered)["text"].split("|")
    return token, body


def test_a_success_has_its_status_and_is_never_cached() -> None:
    answered = _create()

    assert answered["statusCode"] == 201
    assert answered["headers"]["Content-Type"] == "application/json"
    assert answered["headers"]["Cache-Control"] == "no-store"
    assert answered["headers"]["X-Content-Type-Options"] == "nosniff"


def test_what_was_made_says_where_it_is_read() -> None:
    answered = _create()

    made = quote(content(answered)["text"])
    assert answered["headers"]["Location"] == f"{os.environ['PUBLIC_URL']}/things/{made}"


def test_what_may_be_kept_has_a_tag_and_who_has_it_still_is_told_so() -> None:
    def ask(known: str | None = None, at: datetime = NOON) -> dict[str, Any]:
        headers = {"If-None-Match": known} if known else {}
        return APP(event("GET", "/kept", headers=headers, at=at), None)

    first = ask()
    tag = first["headers"]["ETag"]
    same = [ask(known) for known in (tag, f'W/{tag}, "other"', "*")]
    assert [(each["statusCode"], each["body"]) for each in same] == [(304, "")] * 3
    assert {each["headers"]["ETag"] for each in same} == {tag}
    for known, at in (('"other"', NOON), (tag[1:-1], NOON), (tag, NOON + timedelta(days=1))):
        anew = ask(known, at)
        assert (anew["statusCode"], anew["headers"]["ETag"] == tag) == (200, at == NOON)
    assert "ETag" not in _get("/exact")["headers"]


def test_who_brings_no_token_is_told_of_no_error_in_it() -> None:
    none, bad = (
        APP(event("POST", "/things", BODY, headers=h), None)
        for h in ({}, {"Authorization": "Bearer x"})
    )
    assert none["headers"]["WWW-Authenticate"] == "Bearer"
    assert bad["headers"]["WWW-Authenticate"] == 'Bearer error="invalid_token"'


def test_an_answer_has_times_of_shanghai_and_exact_decimals() -> None:
    answered = _get("/exact")

    assert '"䶮"' in answered["body"]
    assert content(answered) == {
        "text": "䶮",
        "at": "2020-09-30T12:00:00.001+08:00",
        "on": "2020-02-29",
        "credits": "2.5",
        "numbers": ["30", "100"],
    }


@pytest.mark.parametrize(
    "at",
    [
        NOON,
        datetime(2020, 9, 30, 23, 59, 59, 999000, SHANGHAI),
        datetime(2020, 10, 1, tzinfo=SHANGHAI),
        datetime(2020, 10, 1, 0, 0, 0, 1000, SHANGHAI),
    ],
)
def test_r25_the_instant_of_the_request_is_exact_to_the_millisecond(at: datetime) -> None:
    shown = content(APP(event("GET", "/things", query={"year": ["2020"]}, at=at), None))["at"]

    assert datetime.fromisoformat(shown) == at
    assert datetime.fromisoformat(shown).utcoffset() == timedelta(hours=8)


def test_a_page_is_html_with_its_own_policy() -> None:
    answered = _get("/page")

    assert answered["statusCode"] == 404
    assert answered["body"] == "<!doctype html><p>䶮</p>"
    assert answered["headers"]["Content-Type"] == "text/html; charset=utf-8"
    assert "script" not in answered["headers"]["Content-Security-Policy"]
    assert "default-src 'none'" in answered["headers"]["Content-Security-Policy"]
    assert answered["headers"]["Cache-Control"] == "no-store"


def test_who_calls_is_asked_before_what_is_sent() -> None:
    refused(APP(event("POST", "/things", "{"), None), 401, "unauthenticated")


def test_header_names_are_case_insensitive() -> None:
    headers = {name.upper(): value for name, value in bearer().items()}

    assert APP(event("POST", "/things", BODY, headers=headers), None)["statusCode"] == 201


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("a-b_c", "a-b_c"),
        ("%E4%B6%AE", "䶮"),
        ("a%2Fb", "a/b"),
        ("%25", "%"),
        ("%zz", "%zz"),
        ("x" * 255, "x" * 255),
    ],
)
def test_a_path_parameter_is_decoded(sent: str, read: str) -> None:
    assert content(_get("/things/{id}", id=sent))["text"] == read


@pytest.mark.parametrize("sent", ["%ff", "%ed%a0%80", "\ud800", "x" * 256])
def test_a_path_parameter_that_names_nothing_is_not_found(sent: str) -> None:
    refused(_get("/things/{id}", id=sent), 404, "not_found")


@pytest.mark.parametrize("key", ["", " ", "键", "a b", "x" * 256, "a\n"])
def test_a_key_is_visible_ascii(key: str) -> None:
    problem = refused(_create(**{"Idempotency-Key": key}), 422, "field_invalid")

    assert problem["field"] == "Idempotency-Key"


def test_a_repeat_is_known_by_its_key() -> None:
    first = _create({**BODY, "days": 1}, **{"Idempotency-Key": "k"})
    again = _create({"document": {"mood": "glad", "number": "1"}}, **{"idempotency-key": "k"})
    repeat = _create('{ "days":1, "document" : {"number":"\\u0031"} }', **{"Idempotency-Key": "k"})

    assert _cause(repeat) == _cause(first)
    assert _cause(again)[0] == _cause(first)[0]
    assert _cause(again)[1] != _cause(first)[1]


def test_the_longest_key_is_taken() -> None:
    assert _create(**{"Idempotency-Key": "~" * 255})["statusCode"] == 201


def test_a_key_is_the_callers_own_and_of_one_address() -> None:
    def move(thing: str, verb: str) -> dict[str, Any]:
        keyed = {"Idempotency-Key": "k"}
        sent = event("POST", f"/things/{{id}}/{verb}", {}, path={"id": thing}, headers=keyed)
        return APP(sent, None)

    tokens = {
        _cause(_create(**{"Idempotency-Key": "k"}))[0],
        _cause(_create(**{"Idempotency-Key": "l"}))[0],
        _cause(_create(subject="wu", **{"Idempotency-Key": "k"}))[0],
        _cause(move("1", "submit"))[0],
        _cause(move("2", "submit"))[0],
        _cause(move("1", "close"))[0],
    }

    assert len(tokens) == 6


def test_a_key_means_nothing_where_none_is_honoured() -> None:
    keyed = {"Idempotency-Key": "not visible"}

    assert APP(event("GET", "/exact", headers=keyed), None)["statusCode"] == 200


def test_r7_what_is_kept_of_a_body_tells_nothing_without_its_key() -> None:
    one = _cause(_create(**{"Idempotency-Key": "k"}))
    two = _cause(_create(**{"Idempotency-Key": "l"}))

    assert one[1] != two[1]
    assert one[1]


def test_without_a_key_every_request_is_its_own() -> None:
    one, two = _cause(_create()), _cause(_create())

    assert one[0] != two[0]
    assert one[1] == two[1] == ""


@pytest.mark.parametrize("resource", ["/fails", "/misconfigured", "/factless", "/nobody"])
def test_a_failure_is_a_problem_and_one_line_without_personal_data(
    resource: str, caplog: pytest.LogCaptureFixture
) -> None:
    problem = refused(_get(resource), 500, "internal_error")

    assert problem["request_id"] == "request-1"
    [record] = caplog.records
    line = record.getMessage()
    assert "request=request-1" in line
    assert f"route=GET {resource}" in line
    assert ".py:" in line
    assert "\n" not in line
    assert SECRET not in line + str(problem)
    assert record.exc_info is None


def test_a_failure_is_logged_with_what_caused_it(caplog: pytest.LogCaptureFixture) -> None:
    _get("/factless")

    assert " caused by Refusal(window_closed) at " in caplog.text
