from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.http.events import content, event, refused
from tests.http.sample import APP


def _get(query: dict[str, list[str]] | None) -> dict[str, Any]:
    return APP(event("GET", "/things", query=query), None)


def test_a_query_is_read_with_its_defaults() -> None:
    assert content(_get({"year": ["2020"]}))["text"] == "2020 50 None"
    cursor = {"year": ["2020"], "limit": ["200"], "cursor": ["c"]}
    assert content(_get(cursor))["text"] == "2020 200 c"


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        (None, "field_missing", "year"),
        ({}, "field_missing", "year"),
        ({"year": ["x"]}, "field_invalid", "year"),
        ({"year": [""]}, "field_invalid", "year"),
        ({"year": ["2020", "2021"]}, "field_invalid", "year"),
        ({"year": ["\ud800"]}, "field_invalid", "year"),
        ({"year": ["2020"], "limit": ["0"]}, "field_invalid", "limit"),
        ({"year": ["2020"], "limit": ["201"]}, "field_invalid", "limit"),
        ({"year": ["2020"], "limit": ["5.5"]}, "field_invalid", "limit"),
        ({"year": ["2020"], "mood": ["x"]}, "field_invalid", "mood"),
        ({"year": ["2020"], "cursor": ["x" * 2049]}, "field_invalid", "cursor"),
        ({"year": ["2020"], "form": ["x"]}, "field_unknown", "form"),
    ],
)
def test_a_wrong_query_is_refused_by_name(
    query: dict[str, list[str]] | None, code: str, field: str
) -> None:
    assert refused(_get(query), 422, code)["field"] == field


def test_a_parameter_twice_is_explained() -> None:
    problem = refused(_get({"year": ["2020", "2020"]}), 422, "field_invalid")

    assert problem["why"] == "只能出现一次"


def test_a_call_without_a_query_takes_none() -> None:
    sent = event("GET", "/things/{id}", path={"id": "1"}, query={"x": ["1"]})

    assert refused(APP(sent, None), 422, "field_unknown")["field"] == "x"


def test_a_page_does_not_mind_what_scanners_add() -> None:
    answered = APP(event("GET", "/page", query={"from": ["timeline"]}), None)

    assert "Content-Security-Policy" in answered["headers"]
    assert answered["headers"]["Content-Type"].startswith("text/html")


@example({"\ud800": [""]})
@given(
    st.dictionaries(
        st.text(st.characters(codec=None)), st.lists(st.text(st.characters(codec=None)), min_size=1)
    )
)
def test_any_query_is_a_problem_and_never_a_failure(query: dict[str, list[str]]) -> None:
    answered = _get(query)

    assert answered["statusCode"] == 422
    content(answered)
