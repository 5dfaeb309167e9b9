"""What was done in a course, as statements that the specification of xAPI 1.0.3 allows."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.platform.rules.cause import Cause
from chalicelib.study.rules.attempt import Attempt
from chalicelib.study.rules.xapi import (
    Completion,
    NamedStatement,
    ToldCourse,
    ToldPerson,
    duration,
    statements,
    timestamp,
)
from tests.study.statement_rules import faults, parsed

AT = datetime(2021, 6, 1, 1, tzinfo=UTC)
ABOUT = ToldCourse("https://xuefen.example", "public-2021", "2021年度公需科目")
ANY_ID = "f2c0b4a0-0000-5000-8000-000000000000"


def attempt(number: int = 1, score: int = 80, seconds: int = 81_000) -> Attempt:
    return Attempt(
        person="kxy2a",
        year=2021,
        course="public-2021",
        edition=3,
        number=number,
        at=AT + timedelta(hours=number),
        score=score,
        pass_mark=60,
        seconds=seconds,
        answered=(),
        cause=Cause("c"),
    )


def told(*attempts: Attempt, done: Completion | None = None) -> list[NamedStatement]:
    return list(statements(ABOUT, ToldPerson("kxy2a", "kxy2a", done, attempts)))


def as_json(statement: NamedStatement) -> dict[str, Any]:
    encoded = msgspec.json.encode({"id": ANY_ID, **statement.members})
    members: dict[str, Any] = parsed(encoded)
    return members


def test_given_attempts_and_a_completion_then_each_is_told_in_its_order() -> None:
    done = Completion(AT + timedelta(hours=2, seconds=1), 81_000, 3)
    failed, passed, completed = map(as_json, told(attempt(2), attempt(1, score=59), done=done))

    assert [each["verb"]["id"] for each in (failed, passed, completed)] == [
        f"http://adlnet.gov/expapi/verbs/{verb}" for verb in ("failed", "passed", "completed")
    ]
    assert passed["result"] == {
        "score": {"scaled": 0.8, "raw": 80, "min": 0, "max": 100},
        "success": True,
        "duration": "PT22H30M",
    }
    assert failed["result"]["success"] is False
    assert completed["result"] == {"completion": True, "duration": "PT22H30M"}
    assert passed["actor"] == {
        "objectType": "Agent",
        "account": {"homePage": "https://xuefen.example", "name": "kxy2a"},
    }
    assert passed["object"]["id"] == "https://xuefen.example/courses/public-2021"
    assert passed["context"]["revision"] == "3"
    assert passed["timestamp"] == "2021-06-01T03:00:00.000Z"


@given(
    numbers=st.sets(st.integers(1, 999), max_size=4),
    score=st.integers(0, 100),
    seconds=st.integers(0, 200_000),
    edition=st.integers(0, 99),
)
def test_given_any_study_then_its_statements_are_as_the_specification_asks(
    numbers: set[int], score: int, seconds: int, edition: int
) -> None:
    made = [attempt(each, score, seconds) for each in numbers]
    found = told(*made, done=Completion(AT, seconds, edition))

    assert [faults(as_json(each)) for each in found] == [[]] * (len(numbers) + 1)
    assert len({each.name for each in found}) == len(found), "each has an id of its own"
    assert told(*made, done=Completion(AT, seconds, edition)) == found


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("id", "F2C0B4A0-0000-5000-8000-000000000000"),
        ("id", "f2c0b4a0-0000-5000-0000-000000000000"),
        ("actor.account.homePage", "xuefen"),
        ("actor.name", "李"),
        ("actor.mbox", "mailto:li@xuefen.example"),
        ("verb.id", "passed"),
        ("verb.display", {"中文": "合格"}),
        ("object.objectType", "Agent"),
        ("object.definition.type", "course"),
        ("result.score.scaled", 1.1),
        ("result.score.raw", 101),
        ("result.success", "true"),
        ("result.duration", "22:30"),
        ("result.duration", "P1W"),
        ("result.duration", "PT"),
        ("result.extensions", None),
        ("context.platform", None),
        ("context.language", "中文"),
        ("timestamp", "2021-06-01T03:00:00Z"),
        ("timestamp", "2021-06-01T03:00:00.000-00:00"),
        ("version", "1.0.3"),
    ],
)
def test_what_the_specification_refuses_is_found(place: str, value: object) -> None:
    changed = deepcopy(as_json(told(attempt())[0]))
    assert faults(changed) == []
    *above, last = place.split(".")
    member = changed
    for each in above:
        member = member[each]
    member[last] = value
    assert faults(changed) != []


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "PT0S"),
        (59, "PT59S"),
        (60, "PT1M"),
        (3600, "PT1H"),
        (3661, "PT1H1M1S"),
        (81_000, "PT22H30M"),
    ],
)
def test_a_duration_is_written_as_iso_8601_has_it(seconds: int, written: str) -> None:
    assert duration(seconds) == written


def test_an_instant_is_told_in_utc_to_the_millisecond() -> None:
    assert timestamp(AT + timedelta(microseconds=1999)) == "2021-06-01T01:00:00.001Z"
