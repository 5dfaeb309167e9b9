"""R17: 2023 offers two topics of the public subject; one is chosen, and its credits come once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.world import Professional, World

SEPTEMBER = datetime(2023, 9, 1, 9, tzinfo=SHANGHAI)
COURSES = "/v1/me/courses?year=2023"
FIRST, SECOND = "public-2023", "public-2023-2"


@pytest.fixture
def li(world: World) -> Professional:
    world.now = SEPTEMBER
    return world.professional().enrol()


def courses(li: Professional) -> dict[str, dict[str, Any]]:
    return {each["id"]: each for each in li.must("GET", COURSES)["items"]}


def report(li: Professional, course: str, seconds: int = 900) -> dict[str, Any]:
    li.world.now += timedelta(seconds=seconds)
    return li.must("POST", f"/v1/me/courses/{course}/progress", {"seconds": seconds})


def test_r17_given_2023_then_both_topics_are_there_and_each_counts_its_own_time(
    li: Professional,
) -> None:
    report(li, SECOND, 0)
    report(li, SECOND)
    found = courses(li)
    assert list(found) == [FIRST, SECOND]
    assert [each["seconds_done"] for each in found.values()] == [0, 900]
    assert [each["seconds_required"] for each in found.values()] == [81_000, 81_000]
    assert {each["chosen"] for each in found.values()} == {None}
    (missing,) = (
        each for each in li.get("/v1/me/years/2023").body["missing"] if each["credits"] == "30"
    )
    assert "在线学习22.3小时" in missing["finish"], "what is left of the topic that is nearer"


def test_r17_given_another_topic_taken_up_before_one_is_done_then_what_was_studied_of_each_stays(
    li: Professional,
) -> None:
    for course, done in ((SECOND, 900), (FIRST, 900), (SECOND, 1800)):
        report(li, course, 0)
        assert report(li, course)["seconds_done"] == done
    found = courses(li)
    assert {name: each["seconds_done"] for name, each in found.items()} == {
        FIRST: 900,
        SECOND: 1800,
    }
    assert {each["chosen"] for each in found.values()} == {None}


def test_r17_given_one_topic_finished_then_the_other_says_so_and_brings_nothing_more(
    li: Professional,
) -> None:
    report(li, SECOND, 0)
    report(li, SECOND)
    li.study(2023)
    found = courses(li)
    assert {name: each["complete"] for name, each in found.items()} == {FIRST: True, SECOND: False}
    assert {each["chosen"] for each in found.values()} == {FIRST}

    answered = report(li, SECOND)
    assert (answered["chosen"], answered["complete"], answered["seconds_done"]) == (
        FIRST,
        False,
        900,
    )
    year = li.get("/v1/me/years/2023").body
    assert year["public"]["accredited"] == "30"
    (record,) = year["records"]
    assert (record["title"], record["reference"]) == (found[FIRST]["title"], FIRST)
    assert report(li, FIRST)["complete"]
    assert li.get("/v1/me/years/2023").body["public"]["accredited"] == "30"


def test_r17_given_the_second_topic_finished_then_it_is_the_one_whose_credits_count(
    li: Professional,
) -> None:
    done = li.study(2023, topic=1)
    assert (done["id"], done["complete"], done["chosen"]) == (SECOND, True, SECOND)
    assert report(li, FIRST, 0)["chosen"] == SECOND
    assert report(li, FIRST)["seconds_done"] == 0
    (record,) = li.get("/v1/me/years/2023").body["records"]
    assert (record["accredited_credits"], record["reference"]) == ("30", SECOND)
