"""R17: study is worth the time that the server's clock has let pass, and its credits come once."""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.courses.rules.course import Course
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.rules.record import RecordSource
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store import years
from chalicelib.study.actions.report_study import report_study
from chalicelib.study.actions.take_examination import ExaminationPaper, take_examination
from tests.records.province import JUNE, QUARTER, course, enrolled, fresh_cause, refused, studied
from tests.records.truth import require_sum

pytestmark = [pytest.mark.ministack, pytest.mark.usefixtures("cloud")]
SERIALS = count()
IN_2021 = datetime(2021, 6, 1, 9, tzinfo=SHANGHAI)
RIGHT = {question.id: question.answer for question in course(2021).examination.questions}  # type: ignore[union-attr]  # 2021 has one


def report(
    person: str, seconds: int, at: datetime, *, cause: Cause | None = None, of: Course | None = None
) -> StudyProgress:
    of, cause = of or course(), cause or fresh_cause()
    return report_study(person, of.id, seconds, at=at, cause=cause).progress


def examined(person: str, answers: dict[str, int], cause: Cause | None = None) -> StudyProgress:
    paper, cause = ExaminationPaper(answers), cause or fresh_cause()
    return take_examination(person, course(2021).id, paper, at=IN_2021, cause=cause).progress


def public_credits(person: str, year: int = 2020) -> list[Decimal]:
    person_year = years.find_year(person, year)
    assert person_year is not None
    require_sum(person_year)
    for record in person_year.records:
        assert (record.state, record.source) == (RecordState.ACCREDITED, RecordSource.PLATFORM)
    return [record.counted for record in person_year.records]


def test_r17_given_a_first_report_then_it_starts_the_clock_and_the_next_is_worth_the_time() -> None:
    li = enrolled().id
    assert report(li, 900, JUNE).seconds == 0
    assert report(li, 900, JUNE + timedelta(seconds=600)).seconds == 600
    assert report(li, 100, JUNE + timedelta(seconds=1200)).seconds == 700
    assert report(li, 0, JUNE + timedelta(seconds=1800)).seconds == 700
    assert public_credits(li) == []


def test_r17_given_the_same_report_again_then_it_is_worth_nothing_more() -> None:
    li, cause = enrolled().id, fresh_cause()
    report(li, 0, JUNE)
    once = report(li, 300, JUNE + QUARTER, cause=cause)
    assert report(li, 300, JUNE + 2 * QUARTER, cause=cause) == once
    with refused("idempotency_key_reused"):
        report(li, 400, JUNE + 2 * QUARTER, cause=Cause(cause.token, "other"))
    assert report(li, 900, JUNE + 2 * QUARTER).seconds == 1200


def test_r17_given_an_older_request_served_late_then_the_clock_does_not_turn_back() -> None:
    li = enrolled().id
    report(li, 0, JUNE)
    report(li, 900, JUNE + QUARTER)
    late = report(li, 900, JUNE + QUARTER - timedelta(seconds=30))
    assert late.seconds == 900
    assert report(li, 900, JUNE + QUARTER + timedelta(seconds=10)).seconds == 910


def test_r17_given_a_clock_set_back_then_study_goes_on_and_nothing_is_counted_twice() -> None:
    li = enrolled().id
    report(li, 0, JUNE)
    report(li, 900, JUNE + QUARTER)
    back = JUNE - timedelta(days=1)
    assert report(li, 900, back).seconds == 900
    assert report(li, 900, back + timedelta(seconds=60)).seconds == 960


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(-4000, 2000), st.integers(0, 900)), min_size=1, max_size=8))
def test_r17_given_any_reports_then_never_more_than_the_time_passed_nor_than_reported(
    reports: list[tuple[int, int]],
) -> None:
    li = enrolled(next(SERIALS)).id
    at, passed, reported, before = JUNE, 0, 0, 0
    for place, (elapsed, seconds) in enumerate(reports):
        at += timedelta(seconds=elapsed)
        done = report(li, seconds, at).seconds
        if place:
            passed += max(0, elapsed)
            reported += seconds
        assert before <= done <= min(passed, reported)
        before = done


def test_r17_given_the_last_second_then_the_credits_come_once_and_later_reports_change_nothing() -> (
    None
):
    li = enrolled().id
    studied(li)
    almost = report(li, 899, JUNE + QUARTER)
    assert not course().is_complete(almost)
    assert public_credits(li) == []
    done = report(li, 900, JUNE + 2 * QUARTER)
    assert done.seconds == course().seconds_required
    assert course().is_complete(done)
    assert public_credits(li) == [Decimal(30)]
    report(li, 900, JUNE + 3 * QUARTER)
    assert public_credits(li) == [Decimal(30)]


def test_r25_given_a_closed_window_then_no_study_is_taken() -> None:
    li = enrolled().id
    studied(li)
    for at in (datetime(2021, 1, 1, tzinfo=SHANGHAI), datetime(2020, 3, 31, 23, tzinfo=SHANGHAI)):
        with refused("window_(closed|not_open)"):
            report(li, 900, at)
    assert public_credits(li) == []


def test_r17_given_2021_then_the_hours_alone_do_not_complete_and_the_right_answers_do() -> None:
    li = enrolled().id
    studied(li, year=2021, at=IN_2021 - QUARTER)
    with refused("course_unfinished"):
        examined(li, RIGHT)
    report(li, 900, IN_2021, of=course(2021))
    assert public_credits(li, 2021) == []
    passed = examined(li, RIGHT)
    assert (passed.score, course(2021).is_complete(passed)) == (100, True)
    assert public_credits(li, 2021) == [Decimal(30)]
    examined(li, RIGHT)
    assert public_credits(li, 2021) == [Decimal(30)]


@pytest.mark.parametrize(("right", "score", "passes"), [(5, 50, False), (6, 60, True)])
def test_r17_given_the_pass_mark_of_2021_then_sixty_passes(
    right: int,
    score: int,
    passes: bool,  # noqa: FBT001 - a case's column
) -> None:
    li = enrolled().id
    studied(li, left=0, year=2021, at=IN_2021)
    marked = examined(li, dict(list(RIGHT.items())[:right]))
    assert (marked.score, bool(public_credits(li, 2021))) == (score, passes)


def test_r17_given_a_worse_attempt_then_the_best_stays_and_a_repeat_is_no_attempt() -> None:
    li, cause = enrolled().id, fresh_cause()
    studied(li, left=0, year=2021, at=IN_2021)
    first = examined(li, dict(list(RIGHT.items())[:5]), cause)
    assert examined(li, dict(list(RIGHT.items())[:5]), cause) == first
    assert examined(li, {}).score == 50
    with refused("idempotency_key_reused"):
        examined(li, RIGHT, Cause(cause.token, "other"))
    with refused("field_unknown"):
        examined(li, {"nonsense": 1})


def test_r17_given_2020_then_there_is_no_examination() -> None:
    li = enrolled().id
    with refused("examination_absent"):
        take_examination(li, course().id, ExaminationPaper({}), at=JUNE, cause=fresh_cause())
