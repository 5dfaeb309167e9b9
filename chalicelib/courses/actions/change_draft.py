"""How every change of a course is kept: who did what, once, and never over another's change (R53)."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.access.staff import Staff, require_province
from chalicelib.courses.rules.draft import Bank, DraftCourse, DraftLesson
from chalicelib.courses.rules.drafting import advanced
from chalicelib.courses.store.drafts import find_course_act, find_draft, put_changed
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, Difference, What, differences, is_repeat
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.store.writes import Write


class CourseAsked(NamedTuple):
    """What is asked of a course: by whom, when, by which request, why, and of which versions."""

    staff: Staff
    course: str
    at: datetime
    cause: Cause
    reason: str = ""
    seen: Seen = UNSEEN


class Changed(NamedTuple):
    """A draft as it shall be, and what else is written with it."""

    draft: DraftCourse
    others: tuple[Write, ...] = ()


def get_draft(course: str) -> DraftCourse:
    """The course as administrators make it.

    Raises:
        Refusal: `not_found`.
    """
    found = find_draft(course)
    if found is None:
        raise Refusal("not_found")
    return found


def change_draft(
    asked: CourseAsked,
    what: What,
    change: Callable[[DraftCourse], Changed],
    *,
    counts: bool = True,
) -> DraftCourse:
    """Keep what a change makes of a course, with the act; a repeat, or no change, writes nothing.

    Args:
        asked: of which course, by whom, when, by which request.
        what: what the act says was done.
        change: makes of the course what it shall be.
        counts: whether it is another version for those who have seen the one before.

    Raises:
        Refusal: `forbidden`; `not_found`; `stale`; `course_too_large`; `idempotency_key_reused`; whatever
            the change refuses.
    """
    require_province(asked.staff)

    def once() -> DraftCourse:
        is_done = is_repeat(find_course_act(asked.course, asked.cause.token), asked.cause)
        before = get_draft(asked.course)
        if is_done:
            return before
        changed = change(before)
        if changed.draft == before:
            return before
        asked.seen.require(before.version)
        after = advanced(changed.draft, at=asked.at, counts=counts)
        put_changed(after, act_of(asked, what, before, after), changed.others)
        return after

    return settled(once)


def act_of(asked: CourseAsked, what: What, before: DraftCourse | None, after: DraftCourse) -> Act:
    """What the audit keeps of a change: which course, what differs, why."""
    earlier, later = (_described(each) if each else {} for each in (before, after))
    nothing = dict.fromkeys((*later, *earlier), "")
    return Act(
        at=asked.at,
        by=asked.staff.actor,
        what=what,
        reason=asked.reason,
        changes=(
            Difference("course", after=after.id),
            *differences(nothing | earlier, nothing | later),
        ),
        cause=asked.cause,
        version=after.version,
        year=after.year,
    )


def _described(draft: DraftCourse) -> dict[str, str]:
    """A course in words, each lesson under its id: titles, seconds and names of files, never what they say."""
    return {
        "title": draft.title,
        "lessons": "；".join(each.title for each in draft.lessons),
        "examination": _bank(draft.examination) if draft.examination else "",
        "edition": str(draft.edition or ""),
        "state": draft.state,
        **{f"lessons.{each.id}": _lesson(each) for each in draft.lessons},
    }


def _lesson(lesson: DraftLesson) -> str:
    files = "".join(
        f"；{each.kind} {each.filename} {each.state} {each.id}" for each in lesson.media
    )
    return f"{lesson.title}（{lesson.content}，{lesson.seconds}秒）{files}"


def _bank(bank: Bank) -> str:
    """A bank in words: how many questions, and which by a digest, since answers stay here."""
    digest = derived("bank", msgspec.json.encode(bank).decode())
    return f"{len(bank.questions)}题，抽{bank.draw}题（{digest}）"
