"""R52: a lesson with content is shown, and what was played of it counts once, in one place, of who is there."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.courses.store.editions import forget_offered
from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.world import Professional, World
from tests.study.published import LESSONS, REQUIRED, course_of, publish, withdraw

COURSES = "/v1/me/courses?year={}"
BEGINS = datetime(2020, 6, 1, 9, tzinfo=SHANGHAI)
TEN = 600


@pytest.fixture
def li(world: World) -> Professional:
    world.now = BEGINS
    forget_offered()
    return world.professional().enrol()


def path_of(lesson: str, year: int = 2020) -> str:
    return f"/v1/me/courses/{course_of(year)}/lessons/{lesson}"


def report(
    li: Professional, lesson: str, *played: tuple[float, float], year: int = 2020, **more: object
) -> dict[str, Any]:
    """Report what was played, the clock being as it is."""
    body = {"played": list(played), "position": played[-1][1] if played else 0, **more}
    return li.must("POST", f"{path_of(lesson, year)}/progress", body)


def right(asked: dict[str, Any] | None) -> dict[str, object]:
    """The answer to a question, taken from its text as any client would."""
    if asked is None:
        return {}
    (choice,) = (each for each in asked["choices"] if each in asked["question"])
    return {"presence": {"id": asked["id"], "choice": choice}}


def shown(li: Professional, year: int = 2020) -> dict[str, Any]:
    course: dict[str, Any]
    found = li.must("GET", COURSES.format(year))["items"]
    (course,) = (each for each in found if each["id"] == course_of(year))
    return course


def play(li: Professional, lesson: str, start: int, end: int, year: int = 2020) -> dict[str, Any]:
    """Play in reports of ten minutes, and answer what is asked."""
    told = report(li, lesson, year=year)
    for at in range(start, end, TEN):
        until = min(end, at + TEN)
        li.world.now += timedelta(seconds=until - at)
        told = report(li, lesson, (at, until), year=year, **right(told["presence"]))
    return told


def test_r52_given_lessons_played_to_their_ends_then_each_second_counted_and_the_credits_came(
    li: Professional,
) -> None:
    publish(lessons={"film": 1500, "text": 900, "rest": 1200})
    assert [(each["content"], each["done"]) for each in shown(li)["lessons"]] == [
        ("video", 0),
        ("text", 0),
        ("video", 0),
    ]
    assert play(li, "film", 0, 1500)["done"] == 1500
    told = play(li, "text", 0, 900)
    assert (told["done"], told["seconds_done"], told["complete"]) == (900, 2400, False)
    told = play(li, "rest", 0, 1200)
    if told["presence"]:
        assert not told["complete"], "its answer completes it"
        assert li.must("GET", "/v1/me/years/2020")["records"] == []
        told = report(li, "rest", **right(told["presence"]))
    assert (told["complete"], told["chosen"]) == (True, course_of(2020))
    (record,) = li.must("GET", "/v1/me/years/2020")["records"]
    assert (record["reference"], record["accredited_credits"]) == (course_of(2020), "30")
    again = report(li, "rest", (0, 1200))
    assert (again["seconds_done"], again["complete"]) == (3600, True)


def test_r52_given_a_lesson_then_it_goes_on_where_one_left_off(li: Professional) -> None:
    publish()
    fresh = li.must("GET", path_of("film"))
    assert (fresh["seconds"], fresh["played"], fresh["position"]) == (3000, [], 0)
    assert fresh["content"] == "video"
    report(li, "film", place="tab")
    li.world.now += timedelta(seconds=100)
    told = report(li, "film", (0, 40.9), (70, 150), place="tab")
    assert (told["done"], told["played"]) == (100, [[0, 40], [70, 130]])
    kept = li.must("GET", path_of("film"))
    assert (kept["done"], kept["played"], kept["position"]) == (100, [[0, 40], [70, 130]], 150)
    assert kept["presence"] is None
    (exported,) = li.must("GET", "/v1/me/export")["studies"]
    assert (exported["course"], exported["edition"], exported["seconds_done"]) == (
        course_of(2020),
        1,
        100,
    )
    assert exported["lessons"] == [{"id": "film", "played": [[0, 40], [70, 130]], "position": 150}]
    assert {each["id"]: each["done"] for each in shown(li)["lessons"]}["film"] == 100


def test_r52_given_two_places_then_the_later_goes_on_and_the_earlier_is_told(
    li: Professional,
) -> None:
    publish()
    report(li, "film", place="tab")
    li.world.now += timedelta(minutes=4)
    assert not report(li, "film", place="phone")["elsewhere"]
    li.world.now += timedelta(minutes=6)
    told = report(li, "film", (0, 600), place="tab")
    assert (told["elsewhere"], told["done"]) == (True, 240)
    told = report(li, "film", (600, 960), place="phone")
    assert (told["elsewhere"], told["done"]) == (False, 600)
    assert li.must("GET", path_of("film"))["position"] == 960


def test_r52_given_two_years_at_once_then_an_hour_counts_once(
    li: Professional, world: World
) -> None:
    publish(2022)
    publish(2023)
    world.now = datetime(2023, 3, 1, 9, tzinfo=SHANGHAI)
    counted, told = 0, {year: report(li, "film", year=year) for year in (2022, 2023)}
    for number in range(3):
        world.now += timedelta(minutes=10)
        played = (number * TEN, (number + 1) * TEN)
        told = {
            year: report(li, "film", played, year=year, **right(told[year]["presence"]))
            for year in (2022, 2023)
        }
        assert [each["elsewhere"] for each in told.values()] == [True, False]
    counted = sum(each["done"] for each in told.values())
    assert counted == 1800


def test_r52_given_a_question_that_nobody_answers_then_its_stretch_is_taken_back(
    li: Professional, world: World
) -> None:
    publish()
    told = report(li, "film")
    while not told["presence"]:
        world.now += timedelta(seconds=TEN)
        told = report(li, "film", (0, 3000))
    assert 300 < told["done"] <= 1500
    asked = told["presence"]
    wrong = {"id": asked["id"], "choice": "不在其中"}
    told = report(li, "film", presence=wrong)
    assert told["presence"]["id"] != asked["id"]
    world.now = datetime.fromisoformat(told["presence"]["answer_by"]) + timedelta(seconds=1)
    assert li.must("GET", path_of("film"))["done"] == 0
    assert shown(li)["seconds_done"] == 0
    late = report(li, "film", **right(told["presence"]))
    assert (late["done"], late["presence"]) == (0, None)


def test_r52_given_what_no_player_tells_then_it_is_refused_with_its_field(li: Professional) -> None:
    publish()
    path = f"{path_of('film')}/progress"
    for body, field in (
        ({}, "played"),
        ({"played": [[-1, 5]]}, "played.0.0"),
        ({"played": [[0, 1], [6, 5]]}, "played.1"),
        ({"played": [[0, 1]] * 501}, "played"),
        ({"played": [[0]]}, "played.0"),
        ({"played": [], "position": -1}, "position"),
        ({"played": [], "place": "x" * 41}, "place"),
        ({"played": [], "presence": {"id": "x", "choice": None}}, "presence.choice"),
    ):
        answer = li.post(path, body)
        assert (answer.status, answer.body["field"]) == (422, field)
    assert li.post(f"{path_of('none')}/progress", {"played": []}).status == 404
    assert li.get(path_of("none")).status == 404
    plain = "/v1/me/courses/public-2021/lessons/film"
    li.world.now = datetime(2021, 6, 1, 9, tzinfo=SHANGHAI)
    assert li.get(plain).code == "course_without_content"
    assert li.post(f"{plain}/progress", {"played": []}).code == "course_without_content"
    li.world.now = BEGINS
    answer = li.post(f"/v1/me/courses/{course_of(2020)}/progress", {"seconds": 0})
    assert (answer.status, answer.code) == (409, "course_has_content")
    assert "/lessons/〈课时〉/progress" in answer.body["detail"]


def test_r53_given_a_newer_edition_or_none_any_more_then_who_has_begun_goes_on_with_theirs(
    li: Professional, world: World
) -> None:
    plain = "/v1/me/courses/public-2020/progress"
    wang = world.professional("wang").enrol(document={"type": "passport", "number": "E12345678"})
    wang.must("POST", plain, {"seconds": 0})
    publish()
    report(li, "film")
    publish(edition=2, lessons={"other": REQUIRED})
    assert [each["id"] for each in shown(li)["lessons"]] == [*LESSONS]
    world.now += timedelta(minutes=10)
    assert report(li, "film", (0, 600))["done"] == 600
    assert wang.must("POST", plain, {"seconds": 600})["seconds_done"] == 600
    offered = [each["id"] for each in wang.must("GET", COURSES.format(2020))["items"]]
    assert offered == [course_of(2020), "public-2020"]
    withdraw()
    assert shown(li)["seconds_done"] == 600
    assert li.must("GET", path_of("film"))["done"] == 600
    assert [each["id"] for each in wang.must("GET", COURSES.format(2020))["items"]] == [
        "public-2020"
    ]
    assert wang.post(f"{path_of('film')}/progress", {"played": []}).status == 404
