import base64
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.http.received import MAX_BYTES
from tests.http.events import content, event, refused
from tests.http.issuer import bearer
from tests.http.sample import APP

LOGIN = bearer()
GOOD: dict[str, Any] = {"document": {"number": "1"}}


def _post(body: object, **headers: str) -> dict[str, Any]:
    return APP(event("POST", "/things", body, headers={**LOGIN, **headers}), None)


@pytest.mark.parametrize(
    "body",
    [
        None,
        "",
        " \n",
        "{",
        "{} {}",
        "{'document': 1}",
        '{"document": {"number": "1"},}',
        '{"document": {"number": "1"}, "days": NaN}',
        '{"document": {"number": "1"}, "facts": {"hours": Infinity}}',
        '{"document": {"number": "1"}, "facts": {"hours": -Infinity}}',
        '{"document": {"number": "1"}, "facts": {"hours": 1e999}}',
        '{"document": {"number": "1"}, "days": 1, "days": 2}',
        '{"document": {"number": "1", "number": "2"}}',
        '{"document": {"number": "\\ud800"}}',
        '{"document": {"number": "\\udc00\\ud800"}}',
        '{"\\ud800": 1}',
        '{"document": {"number": "\x01"}}',
        '\ufeff{"document": {"number": "1"}}',
        '{"document": {"number": "\ud800"}}',
        "[" * 100_000,
        '{"facts": ' + '{"a":' * 20_000 + "1" + "}" * 20_000 + "}",
        '{"document": {"number": "1"}, "days": ' + "1" * 5000 + "}",
    ],
)
def test_a_malformed_body_is_refused(body: str | None) -> None:
    refused(_post(body), 400, "malformed_json")


@pytest.mark.parametrize("written", ["1.0", "1e0", "0.1E1", "10e-1"])
def test_an_integer_is_one_however_it_is_written(written: str) -> None:
    sent = '{"document": {"number": "1"}, "days": %s, "facts": {"days": %s}}'
    key = {"Idempotency-Key": "k1"}

    first = _post(sent % (written, written), **key)

    assert first["statusCode"] == 201, first
    assert content(_post(sent % (1, 1), **key)) == content(first), "it is no repeat"


@pytest.mark.parametrize("written", ["1.5", "9007199254740994.0", "1e300", "-0.5"])
def test_what_is_no_integer_or_not_sure_to_be_one_stays_a_number(written: str) -> None:
    sent = f'{{"document": {{"number": "1"}}, "days": {written}}}'

    assert refused(_post(sent), 422, "field_invalid")["field"] == "days"


@pytest.mark.parametrize("body", ["[]", '"x"', "3", "null", "true", '[{"document": {}}]'])
def test_a_body_that_is_no_object_is_refused_as_a_whole(body: str) -> None:
    assert refused(_post(body), 422, "field_invalid")["field"] == "body"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "gb18030"])
def test_a_body_that_is_not_utf_8_is_refused(encoding: str) -> None:
    sent = event("POST", "/things", "", headers=LOGIN)
    sent["body"] = base64.b64encode('{"document": {"number": "䶮"}}'.encode(encoding)).decode()
    sent["isBase64Encoded"] = True

    refused(APP(sent, None), 400, "malformed_json")


def test_a_body_in_base64_is_read() -> None:
    sent = event("POST", "/things", "", headers=LOGIN)
    sent["body"] = base64.b64encode(json.dumps(GOOD).encode()).decode()
    sent["isBase64Encoded"] = True
    assert APP(sent, None)["statusCode"] == 201

    sent["body"] = "x"
    refused(APP(sent, None), 400, "malformed_json")


def _padded(size: int) -> str:
    text = json.dumps({**GOOD, "facts": {"title": ""}})
    return text.replace('""', '"' + "x" * (size - len(text)) + '"')


def test_a_body_is_at_most_256_kb() -> None:
    assert _post(_padded(MAX_BYTES))["statusCode"] == 201
    assert MAX_BYTES == 256 * 1024
    refused(_post(_padded(MAX_BYTES + 1)), 413, "body_too_large")


def test_a_body_is_measured_in_bytes() -> None:
    refused(_post('"' + "学" * (MAX_BYTES // 3) + '"'), 413, "body_too_large")


@pytest.mark.parametrize(
    "media",
    ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/jsonp"],
)
def test_another_content_type_is_refused(media: str) -> None:
    refused(_post(GOOD, **{"Content-Type": media}), 415, "unsupported_media_type")


@pytest.mark.parametrize("media", ["application/json;charset=utf-8", "Application/JSON ; x=y", ""])
def test_parameters_of_the_content_type_do_not_matter(media: str) -> None:
    assert _post(GOOD, **{"Content-Type": media})["statusCode"] == 201


def test_a_body_without_content_type_is_taken_for_json() -> None:
    sent = event("POST", "/things", GOOD, headers=LOGIN)
    del sent["headers"]["Content-Type"]

    assert APP(sent, None)["statusCode"] == 201


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "document"),
        ({"document": {}}, "document.number"),
        ({**GOOD, "items": [{"number": "1"}, {}]}, "items.1.number"),
    ],
)
def test_a_missing_field_is_named(body: object, field: str) -> None:
    assert refused(_post(body), 422, "field_missing")["field"] == field


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({**GOOD, "credits_": 90}, "credits_"),
        ({"document": {"number": "1", "学": 1}}, "document.学"),
        ({**GOOD, "x" * 500: 1}, "x" * 100),
    ],
)
def test_an_unknown_field_is_named(body: object, field: str) -> None:
    assert refused(_post(body), 422, "field_unknown")["field"] == field


def test_a_field_named_like_a_message_misleads_nobody() -> None:
    refused(_post({**GOOD, "a` - at `$.b": 1}), 422, "field_unknown")


@pytest.mark.parametrize(
    ("change", "field", "why"),
    [
        ({"document": "1"}, "document", "应为JSON对象"),
        ({"document": {"number": 1}}, "document.number", "应为文本"),
        ({"document": {"number": None}}, "document.number", "应为文本"),
        ({"document": {"number": ""}}, "document.number", "长度应不小于1个字符"),
        ({"document": {"number": "1" * 21}}, "document.number", "长度应不大于20个字符"),
        ({"document": {"number": "1", "mood": "x"}}, "document.mood", "只能是glad、sad"),
        ({"mood": "x"}, "mood", "只能是glad、sad"),
        ({"items": [{"number": "1", "mood": "x"}]}, "items.0.mood", "只能是glad、sad"),
        ({"items": [{"number": "1"}] * 3}, "items", "长度应不大于2项"),
        ({"items": {}}, "items", "应为JSON数组"),
        ({"facts": []}, "facts", "应为JSON对象"),
        ({"counts": {"a": "1"}}, "counts", "应为整数"),
        ({"days": "1"}, "days", "应为整数"),
        ({"days": True}, "days", "应为整数"),
        ({"days": 1.5}, "days", "应为整数"),
        ({"days": 0}, "days", "应不小于1"),
        ({"days": 367}, "days", "应不大于366"),
        ({"days": 10**40}, "days", "应不大于366"),
        ({"submit": 1}, "submit", "应为true或false"),
        ({"on": "2021-02-29"}, "on", "应为日期(YYYY-MM-DD)"),
        ({"on": 20210228}, "on", "应为日期(YYYY-MM-DD)"),
        ({"credits": "x"}, "credits", "格式不符合要求"),
    ],
)
def test_a_wrong_field_is_named_and_explained(change: dict[str, Any], field: str, why: str) -> None:
    problem = refused(_post({**GOOD, **change}), 422, "field_invalid")

    assert (problem["field"], problem["why"]) == (field, why)
    assert why in problem["detail"]


def test_given_several_members_at_fault_then_all_of_them_are_told_at_once() -> None:
    wrong = {"credits_": 90, "days": 0, "items": [{"number": 1}], "mood": "x", "submit": True}
    problem = refused(_post(wrong), 422, "field_unknown")

    assert [(each["field"], each["code"]) for each in problem["faults"]] == [
        ("credits_", "field_unknown"),
        ("document", "field_missing"),
        ("days", "field_invalid"),
        ("items.0.number", "field_invalid"),
        ("mood", "field_invalid"),
    ]
    assert problem["faults"][0]["detail"] == problem["detail"]
    assert "只能是glad、sad" in problem["faults"][-1]["detail"]


def test_given_items_at_fault_then_each_of_their_members_is_told_with_its_place() -> None:
    wrong = {
        "document": {"number": 1, "mood": "x", "学": 2},
        "items": [{}, {"number": "", "mood": 3}, "y"],
    }
    problem = refused(_post(wrong), 422, "field_unknown")

    assert [(each["field"], each["code"]) for each in problem["faults"]] == [
        ("document.学", "field_unknown"),
        ("document.number", "field_invalid"),
        ("document.mood", "field_invalid"),
        ("items", "field_invalid"),
        ("items.0.number", "field_missing"),
        ("items.1.number", "field_invalid"),
        ("items.1.mood", "field_invalid"),
        ("items.2", "field_invalid"),
    ]
    why = {each["field"]: each["detail"] for each in problem["faults"]}
    assert "长度应不大于2项" in why["items"]
    assert "只能是glad、sad" in why["document.mood"]
    assert "长度应不小于1个字符" in why["items.1.number"]


def test_given_more_faults_than_anybody_reads_then_the_first_hundred_are_told() -> None:
    wrong = {**GOOD, "items": [{"number": 1}] * 1000}
    faults = refused(_post(wrong), 422, "field_invalid")["faults"]

    assert [each["field"] for each in faults[:2]] == ["items", "items.0.number"]
    assert len(faults) == 100


BREAKS: dict[str, tuple[tuple[str | int, ...], object]] = {
    "days": (("days",), 0),
    "on": (("on",), "2021-02-29"),
    "credits": (("credits",), "x"),
    "document.number": (("document", "number"), ""),
    "document.mood": (("document", "mood"), "x"),
    "items.0.number": (("items", 0, "number"), 1),
    "items.0.odd": (("items", 0, "odd"), 1),
    "items.1": (("items", 1), None),
}
"""What may be wrong at once, by its field: where it stands, and what is put there."""


@given(st.sets(st.sampled_from(sorted(BREAKS)), min_size=1))
def test_given_any_of_many_faults_then_those_are_told_and_no_other(broken: set[str]) -> None:
    body: dict[str, Any] = {
        "document": {"number": "1"},
        "items": [{"number": "1"}, {"number": "2"}],
    }
    for name in broken:
        (*way, last), value = BREAKS[name]
        held: Any = body
        for step in way:
            held = held[step]
        held[last] = value
    answered = _post(json.dumps(body))
    problem = content(answered)

    assert answered["statusCode"] == 422
    told = [each["field"] for each in problem.get("faults", [problem])]
    assert sorted(told) == sorted(broken)


def test_what_is_sent_is_read_strictly_before_its_fields() -> None:
    refused(_post('{"unknown": "\\ud800"}'), 400, "malformed_json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec=None)), inner),
)


@given(st.binary())
def test_any_bytes_are_a_problem_and_never_a_failure(raw: bytes) -> None:
    sent = event("POST", "/things", "", headers=LOGIN)
    sent |= {"body": base64.b64encode(raw).decode(), "isBase64Encoded": True}

    answered = APP(sent, None)

    assert answered["statusCode"] in {400, 422}
    assert answered["headers"]["Content-Type"] == "application/problem+json"
    content(answered)


@given(st.text(st.characters(codec=None)))
def test_any_text_is_a_problem_and_never_a_failure(text: str) -> None:
    answered = _post(text)

    assert answered["statusCode"] in {400, 422}
    assert answered["headers"]["Content-Type"] == "application/problem+json"
    content(answered)


@settings(max_examples=30)
@given(st.dictionaries(st.sampled_from(["document", "days", "on", "facts", "counts", "学"]), JSON))
def test_any_json_is_answered_and_never_a_failure(body: dict[str, Any]) -> None:
    answered = _post(json.dumps(body))

    assert answered["statusCode"] in {201, 400, 422}
    content(answered)


def test_a_call_without_a_body_takes_none() -> None:
    def submit(body: object) -> dict[str, Any]:
        return APP(event("POST", "/things/{id}/submit", body, path={"id": "1"}), None)

    assert submit(None)["statusCode"] == 200
    assert submit({})["statusCode"] == 200
    assert refused(submit({"force": True}), 422, "field_unknown")["field"] == "force"
    refused(submit("x"), 400, "malformed_json")


def test_a_body_without_required_members_may_be_left_out() -> None:
    answered = APP(event("PUT", "/things/{id}", None, path={"id": "1"}), None)

    assert content(answered)["text"] == "None 1"


def test_a_get_reads_no_body() -> None:
    sent = event("GET", "/things/{id}", "{", path={"id": "1"}, headers={"Content-Type": "text/x"})

    assert APP(sent, None)["statusCode"] == 200
