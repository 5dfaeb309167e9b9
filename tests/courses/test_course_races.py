"""R53: two administrators at once, requests sent again, crashes half-way: one course comes of it."""

from typing import Any

import msgspec
import pytest

from chalicelib.courses.actions import ask_courses
from chalicelib.courses.actions.keep_media import keep_media
from chalicelib.courses.rules.draft import LessonState
from chalicelib.courses.rules.media import Media, MediaState
from chalicelib.platform.store.acts import find_acts
from tests.courses.making import (
    ADMIN,
    JUNE,
    check,
    draft_of,
    made,
    path_of,
    published,
    sent_of,
    whole,
)
from tests.faults import Fault, Network
from tests.journey.world import Answer, Client, World


@pytest.fixture
def admin(world: World) -> Client:
    """An administrator of the province, in June 2024."""
    world.now = JUNE
    return world.administrator()


@pytest.fixture
def other(world: World) -> Client:
    """Another one."""
    return world.reviewer("440000", "administrator", "another")


def lesson(title: str) -> dict[str, str]:
    return {"title": title, "content": "text", "text": title}


def test_r53_given_every_write_sent_again_then_it_is_done_once(admin: Client) -> None:
    def twice(method: str, path: str, body: object) -> dict[str, Any]:
        first, again = (admin.send(method, path, body, key=method + path) for _ in "12")
        assert first.status in {200, 201}
        assert (first.status, first.body) == (again.status, again.body)
        return first.body

    course = twice("POST", ADMIN, {"year": 2024, "title": "课"})
    course = twice("POST", path_of(course, "lessons"), lesson("甲"))
    assert len(course["lessons"]) == 1
    rewritten = {"title": "乙", "text": "乙", "seconds": 9}
    twice("PUT", path_of(course, "lessons", course["lesson"]), rewritten)
    course = twice("DELETE", path_of(course, "lessons", course["lesson"]), None)
    course = twice("PUT", path_of(course), sent_of(course, title="另一题"))
    course = whole(admin)
    course = twice("POST", path_of(course, "publish"), {"version": course["version"]})
    assert course["edition"] == 1
    twice("POST", path_of(course, "withdraw"), {"reason": "内容有误"})
    other = admin.send("POST", path_of(course, "lessons"), lesson("丙"), key="k")
    assert other.status == 201
    assert (
        admin.send("POST", path_of(course, "lessons"), lesson("丁"), key="k").code
        == "idempotency_key_reused"
    )


def test_r53_given_two_lessons_at_once_then_both_are_there(
    admin: Client, other: Client, network: Network
) -> None:
    course = made(admin)
    network.meanwhile(1, lambda: other.must("POST", path_of(course, "lessons"), lesson("乙")))
    course = admin.must("POST", path_of(course, "lessons"), lesson("甲"))
    assert network.heal()
    assert [each["title"] for each in course["lessons"]] == ["乙", "甲"]


def test_r53_given_a_text_checked_while_its_lesson_is_renamed_then_both_stay(
    admin: Client, network: Network
) -> None:
    course = made(admin)
    course = admin.must("POST", path_of(course, "lessons"), lesson("甲"))
    name = course["lesson"]
    network.meanwhile(1, lambda: check(course["id"], name, 60))
    changed = admin.must("PUT", path_of(course, "lessons", name), {"title": "乙"})
    assert network.heal()
    (left,) = changed["lessons"]
    assert (left["title"], left["state"], left["seconds"]) == ("乙", "ready", 60)


def test_r53_given_a_lesson_removed_or_rewritten_while_it_is_checked_then_what_is_gone_stays_gone(
    admin: Client, network: Network
) -> None:
    course = made(admin)
    first, second = (
        admin.must("POST", path_of(course, "lessons"), lesson(each))["lesson"] for each in "甲乙"
    )
    rewritten = {"title": "丙", "text": "丙"}
    for name, meanwhile in (
        (first, lambda: admin.must("DELETE", path_of(course, "lessons", first))),
        (second, lambda: admin.must("PUT", path_of(course, "lessons", second), rewritten)),
    ):
        text = draft_of(course["id"]).find_lesson(name)
        assert text
        assert text.text
        network.meanwhile(1, meanwhile)
        assert keep_media(course["id"], name, text.text.id, refused) is None
        assert network.heal()
    (left,) = draft_of(course["id"]).lessons
    assert (left.id, left.state, len(left.media)) == (second, LessonState.CHECKING, 1)


def refused(before: Media) -> Media:
    return msgspec.structs.replace(before, state=MediaState.REFUSED)


def test_r53_given_one_id_asked_for_at_once_then_one_makes_the_course(
    admin: Client, other: Client, network: Network
) -> None:
    sent = {"year": 2024, "title": "甲", "id": "public-2024"}
    network.meanwhile(1, lambda: other.must("POST", ADMIN, {**sent, "title": "乙"}))
    assert admin.post(ADMIN, sent).code == "course_exists"
    assert network.heal()
    assert draft_of("public-2024").title == "乙"


@pytest.mark.ministack
def test_r53_given_a_change_while_it_is_published_then_what_was_not_seen_is_not_published(
    admin: Client, other: Client, network: Network
) -> None:
    course = whole(admin)
    network.meanwhile(
        1, lambda: other.must("PUT", path_of(course), sent_of(course, title="改了的"))
    )
    refused = admin.post(path_of(course, "publish"), {"version": course["version"]})
    assert network.heal()
    assert refused.code == "course_changed"
    assert (draft_of(course["id"]).state, ask_courses.known_ids(2024)) == (
        "draft",
        ("public-2024",),
    )


@pytest.mark.ministack
def test_r53_given_two_courses_published_at_once_then_the_year_offers_both(
    admin: Client, other: Client, network: Network
) -> None:
    first, second = whole(admin), whole(admin)
    network.meanwhile(1, lambda: published(other, second))
    published(admin, first)
    assert network.heal()
    assert {each.id for each in ask_courses.offered(2024)} == {first["id"], second["id"]}


@pytest.mark.parametrize("fault", [Fault.NEVER_LANDED, Fault.ANSWER_LOST])
def test_r53_given_a_crash_while_it_is_published_then_all_of_it_is_there_or_none_and_again_is_once(
    admin: Client, network: Network, fault: Fault
) -> None:
    course = whole(admin)

    def publish() -> Answer:
        return admin.post(path_of(course, "publish"), {"version": course["version"]}, key="once")

    network.fail(fault, 1)
    assert publish().status == 500
    assert network.heal()
    is_there = fault is Fault.ANSWER_LOST
    assert (draft_of(course["id"]).edition == 1) is is_there
    assert (course["id"] in ask_courses.known_ids(2024)) is is_there
    answer = publish()
    assert (answer.status, answer.body["edition"]) == (200, 1)
    assert [each.id for each in ask_courses.offered(2024)] == [course["id"]]
    assert [each.what for each in find_acts("COURSES#2024")].count("course_published") == 1
