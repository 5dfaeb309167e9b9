"""Take the examination of a course (R17)."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from chalicelib.courses.rules.course import Course
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.study.actions.bring_on import StudyStep, brought_on
from chalicelib.study.rules import course as courses


def take_examination(
    person: str, course: Course, answers: Mapping[str, int], *, at: datetime, cause: Cause
) -> StudyProgress:
    """Mark an examination; the best score is kept, and passing completes the course.

    Raises:
        Refusal: `examination_absent`; `course_unfinished` before the hours are done; as
            `report_study`.
    """
    examination = course.examination
    if examination is None:
        raise Refusal("examination_absent")
    score = courses.score(examination, answers)

    def marked(before: StudyProgress) -> StudyStep:
        left = course.prescribed(before) - before.seconds
        if left > 0:
            raise Refusal("course_unfinished", seconds_left=left)
        return StudyStep(msgspec.structs.replace(before, score=max(before.score or 0, score)))

    return brought_on(person, course, marked, at, cause)
