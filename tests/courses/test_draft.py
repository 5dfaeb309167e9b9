"""R53: what a lesson is while its files are on their way; what becomes of it when it is published."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.courses.rules.course import Content
from chalicelib.courses.rules.draft import (
    Bank,
    BankQuestion,
    CourseState,
    DraftCourse,
    DraftLesson,
    LessonState,
)
from chalicelib.courses.rules.drafting import MOST_BYTES, advanced
from chalicelib.courses.rules.edition import Offered
from chalicelib.courses.rules.media import Media, MediaFault, MediaKind, MediaState
from chalicelib.courses.rules.publishing import edition_of, faults_of, published, withdrawn
from chalicelib.law.rules.figure import Figure
from chalicelib.law.rules.policy import policy_of
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.platform.rules.refusal import Refusal

AT = datetime(2024, 6, 3, 1, tzinfo=UTC)
BY = Actor(Party.ADMINISTRATOR, "", "440000")
FAULT = MediaFault("codec", "不是H.264")
KINDS = [MediaKind.VIDEO, MediaKind.CAPTIONS, MediaKind.PICTURE]


def media(
    name: str, state: MediaState, kind: MediaKind = MediaKind.VIDEO, seconds: int = 0
) -> Media:
    faults = (FAULT,) if state is MediaState.REFUSED else ()
    return Media(
        id=name,
        kind=kind,
        filename=f"{name[0]}.mp4",
        content_type="video/mp4",
        size=1,
        state=state,
        seconds=seconds,
        faults=faults,
    )


def film(*files: Media) -> DraftLesson:
    lesson = DraftLesson(id="l", title="课", content=Content.VIDEO)
    for each in files:
        lesson = lesson.with_media(each)
    return lesson


def text(seconds: int, declared: int = 0) -> DraftLesson:
    page = media("t", MediaState.READY, MediaKind.TEXT, seconds)
    return DraftLesson(
        id="t", title="文", content=Content.TEXT, declared_seconds=declared, media=(page,)
    )


def course(*lessons: DraftLesson, year: int = 2024, bank: Bank | None = None) -> DraftCourse:
    return DraftCourse(
        id=f"public-{year}",
        year=year,
        title="课程",
        lessons=lessons,
        examination=bank,
        changed_at=AT,
    )


def bank(questions: int, draw: int) -> Bank:
    asked = tuple(
        BankQuestion(id=str(n), text="?", choices=("a", "b"), answer=0) for n in range(questions)
    )
    return Bank(draw=draw, questions=asked)


def test_r53_given_a_film_that_is_replaced_then_the_old_one_shows_until_the_new_one_is_good() -> (
    None
):
    lesson = film(media("a", MediaState.READY, seconds=60), media("b", MediaState.UPLOADING))
    assert (lesson.state, lesson.seconds, len(lesson.media)) == (LessonState.UPLOADING, 60, 2)
    lesson = lesson.with_media(media("b", MediaState.REFUSED))
    assert (lesson.state, lesson.faults, lesson.seconds) == (LessonState.REFUSED, (FAULT,), 60)
    assert lesson.without_media("b").state is LessonState.READY
    lesson = lesson.with_media(media("c", MediaState.CHECKING))
    assert [each.id for each in lesson.media] == ["a", "c"], "what was refused gives way"
    lesson = lesson.with_media(media("c", MediaState.READY, seconds=90))
    assert (lesson.state, lesson.seconds, [each.id for each in lesson.media]) == (
        LessonState.READY,
        90,
        ["c"],
    )


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from(KINDS), st.sampled_from(MediaState)),
        max_size=12,
    )
)
def test_r53_whatever_comes_in_whatever_order_then_of_each_kind_one_file_shows_and_one_is_on_its_way(
    came: list[tuple[str, MediaKind, MediaState]],
) -> None:
    lesson = film(*(media(f"{name}{kind}", state, kind) for name, kind, state in came))
    for is_ready in (True, False):
        left = [each for each in lesson.media if (each.state is MediaState.READY) is is_ready]
        shown = [
            (each.kind, each.filename if each.kind is MediaKind.PICTURE else "") for each in left
        ]
        assert len(shown) == len(set(shown))
    assert len({each.id for each in lesson.media}) == len(lesson.media)
    if came:
        assert lesson.media[-1].id == f"{came[-1][0]}{came[-1][1]}"
        assert lesson.state is not LessonState.EMPTY or lesson.shown is None


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (course(), ["lessons_missing"]),
        (course(text(81_000)), []),
        (course(text(81_000, declared=80_999)), ["seconds_missing"]),
        (course(text(80_000, declared=81_000)), ["lesson_too_long"]),
        (course(text(81_000), text(1)), ["seconds_exceeded"]),
        (course(text(81_000), film()), ["lesson_not_ready"]),
        (course(text(81_000), bank=bank(1, 1)), ["examination_unwanted"]),
        (course(text(81_000), year=2021), ["examination_missing"]),
        (course(text(81_000), year=2021, bank=bank(9, 10)), ["questions_missing"]),
        (course(text(81_000), year=2021, bank=bank(10, 10)), []),
    ],
)
def test_r53_a_course_is_published_if_it_makes_up_the_hours_and_the_examination_of_its_year(
    draft: DraftCourse, codes: list[str]
) -> None:
    assert [each.code for each in faults_of(draft, policy_of(draft.year))] == codes


def test_r53_a_bank_has_as_many_questions_as_the_year_draws_whatever_its_course_says() -> None:
    policy = policy_of(2021)
    figures = {**policy.figures, "public.questions": Figure(20, "R17")}
    of_year = msgspec.structs.replace(policy, figures=figures)
    (fault,) = faults_of(course(text(81_000), year=2021, bank=bank(12, 10)), of_year)
    assert (fault.code, fault.detail) == (
        "questions_missing",
        "每次考试抽20题，题库只有12题，请补充考题。",
    )
    assert faults_of(course(text(81_000), year=2021, bank=bank(20, 99)), of_year) == ()


def test_r53_an_edition_has_what_was_ready_and_prescribes_its_own_hours() -> None:
    draft = course(text(81_000), year=2021, bank=bank(12, 10))
    edition = edition_of(draft, 3, by=BY, at=AT)
    studied = edition.as_course
    assert (studied.edition, studied.seconds_required, studied.seconds_at_first) == (
        3,
        81_000,
        81_000,
    )
    assert studied.examination
    assert (studied.examination.draw, studied.examination.pass_mark) == (10, 60)
    assert edition.has_content_of(edition_of(draft, 4, by=BY, at=AT))
    renamed = msgspec.structs.replace(draft, title="另一门")
    assert not edition.has_content_of(edition_of(renamed, 3, by=BY, at=AT))


def test_r53_what_is_on_offer_is_the_newest_edition_until_it_is_withdrawn() -> None:
    draft = course(text(81_000))
    assert (draft.state, draft.edition) == (CourseState.DRAFT, 0)
    with pytest.raises(Refusal, match="course_not_published"):
        withdrawn(draft, 2)
    shown = published(draft, edition_of(draft, 1, by=BY, at=AT), draft.revision)
    assert (shown.state, shown.is_changed) == (CourseState.PUBLISHED, False)
    gone = withdrawn(shown, shown.revision)
    assert (gone.state, gone.edition) == (CourseState.WITHDRAWN, 1)
    year = Offered(2024).with_edition("a", 1).with_edition("b", 1).with_edition("a", 2)
    assert (year.offered, year.known) == ((("a", 2), ("b", 1)), ("a", "b"))
    assert (year.without("a").offered, year.without("a").known) == ((("b", 1),), ("a", "b"))
    assert year.without("a").version == 4


def test_a_draft_that_no_item_holds_is_refused() -> None:
    draft = course(text(81_000), bank=bank(MOST_BYTES // 40, 1))
    with pytest.raises(Refusal, match="course_too_large"):
        advanced(draft, at=AT)
    assert advanced(course(text(1)), at=AT).version == 2
