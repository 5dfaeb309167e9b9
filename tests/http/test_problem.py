import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.http.problem import problem_document, problem_response
from chalicelib.http.refused_token import Because, refused
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.refusal_kinds import KINDS, Ask


def test_r35_a_refusal_says_what_why_and_whom_to_ask() -> None:
    refusal = Refusal("public_subject_incomplete", year=2019)

    assert problem_document(refusal) == {
        "type": "/problems/public_subject_incomplete",
        "title": "公需科目未完成",
        "status": 409,
        "code": "public_subject_incomplete",
        "detail": refusal.detail + contact_line(Ask.FINANCE),
        "year": 2019,
    }
    assert contact_line(Ask.FINANCE)


def test_r35_the_own_bureau_is_asked_where_the_refusal_names_it() -> None:
    detail = problem_document(Refusal("moved_out", territory="440703"))["detail"]

    assert detail.endswith(contact_line(Ask.BUREAU, "440703"))


def test_facts_are_written_as_text_where_json_has_no_type() -> None:
    document = problem_document(
        Refusal(
            "window_closed",
            year=2020,
            window="补登",
            source="第一部分",
            cut_off=date(2020, 9, 30),
            closes=datetime(2020, 9, 30, 16, tzinfo=UTC),
            credits=Decimal("2.50"),
            kinds=("a", Ask.HR),
            limits={"hours": Decimal(30)},
        )
    )

    assert document["cut_off"] == "2020-09-30"
    assert document["closes"] == "2020-10-01T00:00:00+08:00"
    assert (document["credits"], document["limits"]) == ("2.5", {"hours": "30"})
    assert document["kinds"] == ["a", "hr"]
    assert "2020-09-30" in document["detail"]
    json.dumps(document)


def test_a_fact_never_replaces_a_member_of_the_format() -> None:
    document = problem_document(
        Refusal("not_found", title="论文", status="draft", type="x", detail="y")
    )

    assert document["title"] == KINDS["not_found"].title
    assert (document["status"], document["type"]) == (404, "/problems/not_found")
    assert document["detail"] == KINDS["not_found"].detail


def test_chinese_is_written_as_it_is() -> None:
    response = problem_response(Refusal("field_missing", field="document.number"))

    assert "「证件号码」" in response.body
    assert response.status_code == 422
    assert response.headers["Content-Type"] == "application/problem+json"
    assert response.headers["Cache-Control"] == "no-store"
    assert json.loads(response.body)["field"] == "document.number"


def test_what_utf_8_cannot_write_is_replaced() -> None:
    response = problem_response(Refusal("field_unknown", field="\ud800"))

    assert json.loads(response.body.encode("utf-8"))["field"] == "?"


@pytest.mark.parametrize(
    ("refusal", "header", "value"),
    [
        (refused(Because.EXPIRED), "WWW-Authenticate", 'Bearer error="invalid_token"'),
        (Refusal("method_not_allowed", method="PUT", allowed="GET, POST"), "Allow", "GET, POST"),
        (Refusal("busy"), "Retry-After", "2"),
    ],
)
def test_a_status_has_its_header(refusal: Refusal, header: str, value: str) -> None:
    assert problem_response(refusal).headers[header] == value
    assert header not in problem_response(Refusal("not_found")).headers


def test_headers_may_be_added() -> None:
    assert problem_response(Refusal("busy"), {"Retry-After": "9"}).headers["Retry-After"] == "9"


def test_a_time_without_zone_is_refused() -> None:
    naive = datetime(2020, 1, 1, tzinfo=SHANGHAI).replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        problem_document(Refusal("not_found", at=naive))


def test_a_number_that_json_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON"):
        problem_response(Refusal("not_found", share=float("inf")))
