"""R53: the province's administrators make courses; what is published never changes."""

from typing import Any

import msgspec
import pytest

from chalicelib.courses.actions import ask_courses
from chalicelib.courses.store import editions
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.acts import find_acts
from chalicelib.platform.store.writes import write_together
from tests.courses.making import (
    ADMIN,
    HOURS,
    JUNE,
    QUESTION,
    check,
    made,
    path_of,
    published,
    sent_of,
    whole,
    with_text,
)
from tests.journey.world import Client, World

PASSPORT = {"type": "passport", "number": "E12345678"}


@pytest.fixture
def admin(world: World) -> Client:
    """An administrator of the province, in June 2024."""
    world.now = JUNE
    return world.administrator()


def offered(world: World, year: int = 2024) -> list[str]:
    """What somebody who enrols now may study."""
    newcomer = world.professional()
    if newcomer.get("/v1/me").status != 200:
        newcomer.enrol()
    return [each["title"] for each in newcomer.must("GET", f"/v1/me/courses?year={year}")["items"]]


def test_r53_given_a_course_then_it_is_made_step_by_step_and_published(
    world: World, admin: Client
) -> None:
    course = made(admin)
    assert (course["state"], course["edition"], course["seconds_required"]) == ("draft", 0, HOURS)
    assert [each["code"] for each in course["faults"]] == ["lessons_missing"]
    first = with_text(admin, course, 3600)
    second = with_text(admin, course, HOURS - 3600, "职业道德")
    course = admin.must("GET", path_of(course))
    assert (course["faults"], course["seconds"]) == ([], HOURS)
    course = admin.must("PUT", path_of(course), sent_of(course, lessons=[second, first]))
    assert [each["id"] for each in course["lessons"]] == [second, first]
    shown = published(admin, course)
    assert (shown["state"], shown["edition"]) == ("published", 1)
    assert shown["published"] == {
        "edition": 1,
        "at": JUNE.isoformat(),
        "by": "administrator:440000",
        "changed": False,
    }
    (row,) = admin.must("GET", f"{ADMIN}?year=2024")["items"]
    assert (row["id"], row["lessons"], row["state"]) == (course["id"], 2, "published")
    assert offered(world) == [course["title"]]
    acts = find_acts("COURSES#2024")
    assert [each.what for each in acts] == [
        "course_created",
        *["course_changed"] * 3,
        "course_published",
    ]
    assert {each.by.territory for each in acts} == {"440000"}
    assert all(each.changes[0].after == course["id"] for each in acts)


def test_r53_given_a_lesson_then_its_preview_is_what_is_studied_and_its_text_comes_back(
    admin: Client,
) -> None:
    course = made(admin)
    added = {"title": "数据资产", "content": "text", "text": "# 数据资产\n\n- 入表", "seconds": 60}
    lesson = admin.must("POST", path_of(course, "lessons"), added)["lesson"]
    unchecked = admin.must("GET", path_of(course, "lessons", lesson))
    assert (unchecked["state"], unchecked["html"]) == ("checking", None)
    check(course["id"], lesson, 90)
    shown = admin.must("GET", path_of(course, "lessons", lesson))
    assert (shown["state"], shown["html"]) == ("ready", "<h1>数据资产</h1>")
    assert (shown["text"], shown["seconds"]) == (added["text"], 60)
    assert (shown["done"], shown["played"], shown["position"], shown["url"]) == (0, [], 0, None)
    changed = admin.must(
        "PUT", path_of(course, "lessons", lesson), {"title": "入表", "text": added["text"]}
    )
    assert [each["state"] for each in changed["lessons"]] == ["ready"], "the text is the same"
    anew = {"title": "入表", "text": "另一篇", "seconds": 0}
    admin.must("PUT", path_of(course, "lessons", lesson), anew)
    shown = admin.must("GET", path_of(course, "lessons", lesson))
    assert (shown["state"], shown["text"], shown["html"]) == (
        "checking",
        "另一篇",
        "<h1>数据资产</h1>",
    )
    check(course["id"], lesson, 120)
    (left,) = admin.must("GET", path_of(course))["lessons"]
    assert (left["seconds"], len(left["media"])) == (120, 1)
    assert admin.must("DELETE", path_of(course, "lessons", lesson))["lessons"] == []
    assert admin.get(path_of(course, "lessons", lesson)).code == "not_found"


def test_r53_given_a_published_edition_then_nothing_of_it_ever_changes(
    world: World, admin: Client
) -> None:
    course = published(admin, whole(admin))
    begun = ask_courses.get_course(course["id"], 1)
    first, second = begun.lessons
    li = world.professional().enrol()
    of_li = [f"/v1/me/courses/{course['id']}/lessons/{each.id}" for each in (first, second)]
    li.must("POST", f"{of_li[0]}/progress", {"played": []})
    studied = [li.must("GET", each) for each in of_li]
    page = ask_courses.lesson_content(begun, first).html
    lesson = path_of(course, "lessons", first.id)
    admin.must("PUT", lesson, {"title": "改了", "text": "改了", "seconds": first.seconds})
    check(course["id"], first.id, first.seconds)
    course = admin.must("GET", path_of(course))
    assert (course["edition"], course["published"]["changed"]) == (1, True)
    assert ask_courses.get_course(course["id"]) == begun, "a draft is nobody's course"
    course = admin.must("PUT", path_of(course), sent_of(course, title="改了的课程"))
    assert published(admin, course)["edition"] == 2
    course = admin.must("DELETE", path_of(course, "lessons", second.id))
    longer = {"title": "改了", "seconds": HOURS}
    course = admin.must("PUT", path_of(course, "lessons", first.id), longer)
    check(course["id"], first.id, HOURS)
    assert published(admin, admin.must("GET", path_of(course)))["edition"] == 3
    assert [li.must("GET", each) for each in of_li] == studied, "as it was when it was begun"
    wang = world.professional("wang").enrol(document=PASSPORT)
    (newest,) = wang.must("GET", "/v1/me/courses?year=2024")["items"]
    assert (newest["title"], len(newest["lessons"])) == ("改了的课程", 1)
    assert wang.get(of_li[1]).code == "not_found"
    assert ask_courses.get_course(course["id"], 1) == begun
    assert ask_courses.lesson_content(begun, first).html == page
    assert ask_courses.get_course(course["id"], 2).lessons[1] == second


def test_r53_given_a_course_just_published_elsewhere_then_who_is_shown_it_there_finds_it_here(
    admin: Client,
) -> None:
    course = published(admin, whole(admin))
    assert [each.id for each in ask_courses.offered(2024)] == [course["id"]]
    edition = editions.find_edition(course["id"], 1)
    assert edition
    other = msgspec.structs.replace(edition, course="public-2024-other")
    after = editions.read_offered(2024).with_edition(other.course, 1)
    write_together([editions.edition_write(other), editions.offered_write(after)])
    assert [each.id for each in ask_courses.offered(2024)] == [course["id"]], "for half a minute"
    assert ask_courses.get_course(other.course).edition == 1


def test_r53_given_a_withdrawn_course_then_newcomers_get_the_files_and_who_began_goes_on(
    world: World, admin: Client
) -> None:
    course = published(admin, whole(admin))
    shown = admin.must("POST", path_of(course, "withdraw"), {"reason": "内容有误"})
    assert (shown["state"], shown["published"]["changed"]) == ("withdrawn", False)
    assert offered(world) == ["2024年度公需科目"]
    with pytest.raises(Refusal, match="not_found"):
        ask_courses.get_course(course["id"])
    assert ask_courses.get_course(course["id"], 1).seconds_required == HOURS
    assert course["id"] in ask_courses.known_ids(2024)
    again = admin.send("POST", path_of(course, "withdraw"), {"reason": "内容有误"})
    assert again.code == "course_not_published"
    shown = published(admin, shown)
    assert (shown["state"], shown["edition"]) == ("published", 1), "it is the same edition"
    assert find_acts("COURSES#2024")[-2].reason == "内容有误"


def test_r53_given_the_id_of_a_file_then_the_course_gives_it_content_for_newcomers(
    admin: Client,
) -> None:
    listed = admin.must("GET", f"{ADMIN}?year=2024")
    assert [each["id"] for each in listed["files"]] == ["public-2024"]
    course = published(admin, whole(admin, id="public-2024"))
    newest = ask_courses.get_course("public-2024")
    assert (newest.edition, newest.has_content) == (1, True)
    assert ask_courses.get_course("public-2024", 0).edition == 0
    refused = admin.post(ADMIN, {"year": 2024, "title": "又一个", "id": course["id"]})
    assert (refused.status, refused.code) == (409, "course_exists")


@pytest.mark.parametrize(
    ("sent", "fields"),
    [
        ({"year": 2019, "title": "  "}, ["title", "year"]),
        ({"year": 2024, "title": "课", "id": "public-2023"}, ["id"]),
    ],
)
def test_r53_given_what_can_be_no_course_then_all_faults_are_told(
    admin: Client, sent: dict[str, Any], fields: list[str]
) -> None:
    refused = admin.post(ADMIN, sent)
    assert (refused.status, refused.code) == (422, "field_invalid")
    told = refused.body.get("faults", [{"field": refused.body["field"]}])
    assert [each["field"] for each in told] == fields


def test_r53_given_a_course_that_is_not_whole_then_everything_that_hinders_it_is_told(
    admin: Client,
) -> None:
    course = made(admin, 2021)
    admin.must("POST", path_of(course, "lessons"), {"title": "片", "content": "video"})
    lesson = with_text(admin, course, 60)
    admin.must("PUT", path_of(course, "lessons", lesson), {"title": "文", "seconds": 61})
    course = admin.must("GET", path_of(course))
    refused = admin.post(path_of(course, "publish"), {"version": course["version"]})
    assert (refused.status, refused.code) == (409, "course_incomplete")
    assert refused.body["faults"] == course["faults"]
    assert [each["code"] for each in course["faults"]] == [
        "lesson_not_ready",
        "lesson_too_long",
        "seconds_missing",
        "examination_missing",
    ]
    assert f"还差{HOURS - 61}秒" in refused.body["detail"]


def test_r53_given_a_bank_then_its_questions_keep_their_ids_and_its_faults_are_told_at_once(
    admin: Client,
) -> None:
    course = made(admin, 2021)
    bank = {"draw": 1, "questions": [QUESTION, {**QUESTION, "text": "再问"}]}
    course = admin.must("PUT", path_of(course), sent_of(course, examination=bank))
    first, second = course["examination"]["questions"]
    assert first["id"] != second["id"]
    turned = sent_of(course, examination={"draw": 1, "questions": [second, first]})
    course = admin.must("PUT", path_of(course), turned)
    assert course["examination"]["questions"] == [second, first]
    wrong = [
        {**first, "text": "", "choices": ["一"]},
        {**first, "choices": ["一", "一"], "answer": 2},
    ]
    refused = admin.send(
        "PUT",
        path_of(course),
        sent_of(course, title=" ", lessons=["x"], examination={"draw": 1, "questions": wrong}),
    )
    assert [each["field"] for each in refused.body["faults"]] == [
        "title",
        "lessons",
        "examination.questions.0.text",
        "examination.questions.0.choices",
        "examination.questions.0.answer",
        "examination.questions.1.id",
        "examination.questions.1.choices",
        "examination.questions.1.answer",
    ]


def test_r53_given_two_who_change_a_course_then_the_later_is_told_and_changes_nothing(
    admin: Client,
) -> None:
    seen = made(admin)
    admin.must("PUT", path_of(seen), sent_of(seen, title="甲改"))
    refused = admin.send("PUT", path_of(seen), sent_of(seen, title="乙改"))
    assert (refused.status, refused.code, refused.body["version"]) == (409, "course_changed", 2)
    lesson = with_text(admin, seen, HOURS)
    late = {"title": "乙改", "version": 2}
    assert admin.send("PUT", path_of(seen, "lessons", lesson), late).code == "course_changed"
    stale = {"version": seen["version"]}
    assert admin.post(path_of(seen, "publish"), stale).code == "course_changed"
    current = admin.must("GET", path_of(seen))
    assert (current["title"], current["version"]) == ("甲改", 3), "what is checked makes no version"


def test_r53_given_a_city_s_administrator_then_courses_are_the_province_s(
    world: World, admin: Client
) -> None:
    course, city = made(admin), world.administrator("440700")
    for method, path, body in (
        ("GET", f"{ADMIN}?year=2024", None),
        ("POST", ADMIN, {"year": 2024, "title": "课"}),
        ("PUT", path_of(course), sent_of(course)),
        ("POST", path_of(course, "lessons"), {"title": "课", "content": "text"}),
        ("POST", path_of(course, "publish"), {"version": 1}),
        ("POST", path_of(course, "withdraw"), {"reason": "有误"}),
    ):
        refused = city.send(method, path, body)
        assert (refused.status, refused.code) == (403, "forbidden")


def test_r53_given_a_film_then_neither_text_nor_seconds_are_stated_of_it(admin: Client) -> None:
    course = made(admin)
    film = {"title": "", "content": "video", "text": "x", "seconds": 1}
    refused = admin.post(path_of(course, "lessons"), film)
    assert [each["field"] for each in refused.body["faults"]] == ["title", "text", "seconds"]


def test_r53_given_a_page_of_courses_then_the_next_begins_where_it_ends(admin: Client) -> None:
    ids = sorted(made(admin)["id"] for _ in range(3))
    first = admin.must("GET", f"{ADMIN}?year=2024&limit=2")
    rest = admin.must("GET", f"{ADMIN}?year=2024&limit=2&cursor={first['next']}")
    assert [each["id"] for each in first["items"] + rest["items"]] == ids
    assert rest["next"] is None
    assert admin.get(f"{ADMIN}?year=2024&cursor=x").code == "cursor_invalid"
    assert admin.get(f"{ADMIN}?year=2017").code == "year_unknown"
    for path in (f"{ADMIN}/none", f"{ADMIN}/public-2024"):
        assert admin.get(path).code == "not_found"
