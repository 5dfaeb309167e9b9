"""R52: an attempt is drawn, handed in once, kept with what was right and why, and no more than the year allows."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.courses.rules.course import Content, Course
from chalicelib.courses.rules.draft import Bank, BankQuestion
from chalicelib.courses.rules.edition import Edition, EditionLesson, Offered
from chalicelib.courses.store.editions import edition_write, forget_offered, offered_write
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.writes import write_together
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.store import years
from chalicelib.study.actions.bring_on import brought_on
from chalicelib.study.actions.take_examination import ExaminationPaper, HandingIn
from tests.journey.world import Professional, World
from tests.records.province import course, enrolled, fresh_cause, refused, studied

IN_2021 = datetime(2021, 6, 1, 9, tzinfo=SHANGHAI)
OF_FILE, PUBLISHED = "public-2021", "public-2021-a2b3c4"
YEAR = "/v1/me/courses?year=2021"
CHOICES = ("甲", "乙", "丙", "丁")
BANKS = {
    edition: {
        f"e{edition}q{n}": BankQuestion(
            id=f"e{edition}q{n}",
            text=f"第{n}题",
            choices=CHOICES,
            answer=0,
            explanation=f"解析{n}",
        )
        for n in range(9)
    }
    for edition in (1, 2)
}


@pytest.fixture
def li(world: World) -> Professional:
    world.now = IN_2021
    return world.professional().enrol()


def published(edition: int = 1) -> None:
    """A course of administrators, whose bank has the right choice first, draws four of nine."""
    made = Edition(
        course=PUBLISHED,
        year=2021,
        edition=edition,
        title="2021年度公需科目（示例）",
        lessons=(
            EditionLesson(id="l1", title="课", content=Content.VIDEO, seconds=81_000, media=()),
        ),
        examination=Bank(draw=4, questions=tuple(BANKS[edition].values())),
        by=Actor(Party.ADMINISTRATOR),
        at=IN_2021,
    )
    offered = Offered(2021, version=edition - 1).with_edition(PUBLISHED, edition)
    write_together([edition_write(made), offered_write(offered)])
    forget_offered()


def hours_done(li: Professional, course: str, **changes: object) -> None:
    """Put somebody where nothing but the examination is left."""
    progress = StudyProgress(
        person=li.must("GET", "/v1/me")["id"],
        year=2021,
        course=course,
        seconds=81_000,
        last_report_at=li.world.now,
        seconds_required=81_000,
        edition=0 if course == OF_FILE else 1,
        version=1,
        **changes,  # type: ignore[arg-type]  # further members of a progress
    )
    years.put_progress(progress, 0)


def shown(li: Professional) -> dict[str, Any]:
    (found,) = li.must("GET", YEAR)["items"]
    examination: dict[str, Any] = found["examination"]
    return examination


def right(questions: list[dict[str, Any]], wrong: int = 0) -> dict[str, int]:
    """Where the right choices are shown; of some, another."""
    answers = {each["id"]: each["choices"].index("甲") for each in questions}
    return {
        question: (place + (number < wrong)) % 4
        for number, (question, place) in enumerate(answers.items())
    }


def attempts(li: Professional, of: str = PUBLISHED, **query: object) -> dict[str, Any]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    return li.must("GET", f"/v1/me/courses/{of}/attempts?{asked}")


def test_r52_given_a_bank_then_attempts_are_drawn_shuffled_kept_and_explained(
    li: Professional,
) -> None:
    published()
    not_yet = shown(li)
    assert (not_yet["questions"], not_yet["attempt"]) == ([], None), (
        "none before the hours are done"
    )
    hours_done(li, PUBLISHED)
    first = shown(li)
    assert (first["attempt"], first["attempts_used"], first["attempts_allowed"]) == (1, 0, None)
    assert len(first["questions"]) == 4
    assert shown(li) == first, "the same until it is handed in"
    assert "answer" not in str(first)
    assert "解析" not in str(first)

    path = f"/v1/me/courses/{PUBLISHED}/examination"
    paper = {"answers": right(first["questions"], wrong=2), "attempt": 1}
    failed = li.post(path, paper, key="once").body
    assert (failed["complete"], failed["attempt"]["score"], failed["attempt"]["no"]) == (
        False,
        50,
        1,
    )
    assert li.post(path, paper, key="once").body == failed
    assert li.post(path, paper, key="again").body == failed, "the same paper once more"
    other = {"answers": {}, "attempt": 1}
    assert li.post(path, other, key="other").code == "attempt_over"
    assert li.post(path, {"answers": {}, "attempt": 3}).code == "attempt_unknown"
    assert li.post(path, other, key="once").code == "idempotency_key_reused"

    second = shown(li)
    assert second["attempt"] == 2
    assert second["questions"] != first["questions"]
    done = li.must("POST", path, {"answers": right(second["questions"])})
    assert (done["complete"], done["attempt"]["passed"], done["attempt"]["no"]) == (True, True, 2)
    assert li.must("GET", "/v1/me/years/2021")["public"]["accredited"] == "30"

    kept = attempts(li)
    assert [(each["no"], each["score"], each["passed"]) for each in kept["items"]] == [
        (2, 100, True),
        (1, 50, False),
    ]
    assert kept["items"] == [done["attempt"], failed["attempt"]]
    for asked, told in zip(first["questions"], failed["attempt"]["questions"], strict=True):
        assert {name: told[name] for name in asked} == asked
        assert told["chosen"] == paper["answers"][told["id"]]
        assert told["choices"][told["right"]] == "甲"
        assert told["is_right"] is (told["chosen"] == told["right"])
        assert told["explanation"] == BANKS[1][told["id"]].explanation
    page = attempts(li, limit=1)
    assert page["items"] == kept["items"][:1]
    assert attempts(li, limit=1, cursor=page["next"]) == {"items": kept["items"][1:], "next": None}
    assert li.must("GET", "/v1/me/export")["attempts"] == kept["items"]


def test_r53_given_an_edition_begun_then_its_own_bank_is_asked_whatever_was_published_since(
    li: Professional,
) -> None:
    published()
    hours_done(li, PUBLISHED)
    first = shown(li)["questions"]
    published(edition=2)
    assert shown(li)["questions"] == first
    path = f"/v1/me/courses/{PUBLISHED}/examination"
    taken = li.must("POST", path, {"answers": right(first), "attempt": 1})
    assert {each["id"] for each in taken["attempt"]["questions"]} <= BANKS[1].keys()
    assert taken["attempt"]["passed"]
    assert taken["complete"]
    assert attempts(li)["items"] == [taken["attempt"]]


def test_r17_given_a_course_of_a_file_then_its_questions_stand_still_and_its_attempts_are_kept(
    li: Professional,
) -> None:
    before = shown(li)
    hours_done(li, OF_FILE, score=50)
    assert shown(li)["questions"] == before["questions"], "as they have always been shown"
    path = f"/v1/me/courses/{OF_FILE}/examination"
    first = li.must("POST", path, {"answers": {}})
    assert (first["examination"]["best_score"], first["attempt"]["score"]) == (50, 0)
    assert {each["chosen"] for each in first["attempt"]["questions"]} == {None}
    asked = course(2021).examination
    assert asked is not None
    done = li.must("POST", path, {"answers": {each.id: each.answer for each in asked.questions}})
    assert (done["complete"], done["attempt"]["no"]) == (True, 2)
    assert [each["no"] for each in attempts(li, OF_FILE)["items"]] == [2, 1]


def test_given_no_such_course_or_a_place_in_no_list_then_no_attempts(li: Professional) -> None:
    assert li.get("/v1/me/courses/nonsense/attempts").status == 404
    assert li.get("/v1/me/courses/public-2021-x/attempts").status == 404
    assert li.get("/v1/me/courses/public-2099/attempts").status == 404
    assert attempts(li, OF_FILE) == {"items": [], "next": None}
    for cursor in ("WyIwIiwiMCJd", "WyI5IiwiMSJd", "WyJ4IiwiMSJd", "WyIwIiwiMTAwMDAwMCJd"):
        answer = li.get(f"/v1/me/courses/{OF_FILE}/attempts?cursor={cursor}")
        assert answer.code == "cursor_invalid", cursor


def test_r52_given_the_credits_revoked_then_the_attempts_count_anew_and_those_of_before_stay(
    li: Professional,
) -> None:
    published()
    hours_done(li, PUBLISHED)
    path = f"/v1/me/courses/{PUBLISHED}/examination"
    li.must("POST", path, {"answers": right(shown(li)["questions"])})
    (record,) = li.must("GET", "/v1/me/years/2021")["records"]
    admin = li.world.administrator()
    admin.must("POST", f"/v1/admin/records/{record['id']}/revoke", {"reason": "核查未通过"})

    anew = shown(li)
    assert (anew["best_score"], anew["attempts_used"], anew["questions"]) == (None, 0, [])
    assert li.post(path, {"answers": {}}).code == "course_unfinished"
    assert [each["no"] for each in attempts(li)["items"]] == [1]


# What the year allows


def allowed(attempts: int) -> Course:
    """The course of 2021 as it is in a year that allows so many attempts."""
    found = course(2021)
    assert found.examination is not None
    return replace(found, examination=replace(found.examination, attempts=attempts))


def handed_in(li: str, attempts: int, number: int | None, at: datetime = IN_2021) -> HandingIn:
    """Hand in an empty paper where the year allows so many attempts."""
    cause = fresh_cause()
    paper = HandingIn(ExaminationPaper({}, number), at, cause)
    asked = allowed(attempts)
    brought_on(li, asked.id, lambda begun: paper.marked(begun._replace(course=asked)), at, cause)
    return paper


@pytest.mark.usefixtures("cloud")
def test_r52_given_all_attempts_used_then_no_more_and_told_what_then() -> None:
    li = enrolled().id
    studied(li, left=0, year=2021, at=IN_2021)
    first, second = (handed_in(li, 2, number).attempt for number in (1, 2))
    assert (first and first.number, second and second.number) == (1, 2)
    with pytest.raises(Refusal, match="attempts_exhausted") as refusal:
        handed_in(li, 2, 3)
    assert "改学其他专题" in refusal.value.detail
    assert handed_in(li, 2, 2).attempt == second, "a repeat is no attempt"
    with refused("attempts_exhausted"):
        handed_in(li, 2, None, IN_2021 + timedelta(days=1))
