"""How every change of a course is kept: who did what, once, and never over another's change (R53)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from chalicelib.access.staff import Staff, require_province
from chalicelib.courses.rules.draft import Bank, DraftCourse
from chalicelib.courses.rules.drafting import advanced
from chalicelib.courses.store.drafts import find_course_act, find_draft, put_changed
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, Difference, What, differences, is_repeat
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.writes import Write


class CourseAsked(NamedTuple):
    """What is asked of a course: by whom, when, by which request, and why."""

    staff: Staff
    course: str
    at: datetime
    cause: Cause
    reason: str = ""


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
    asked: CourseAsked, what: What, change: Callable[[DraftCourse], Changed]
) -> DraftCourse:
    """Keep what a change makes of a course, with the act; a repeat, or no change, writes nothing.

    Raises:
        Refusal: `forbidden`; `not_found`; `course_too_large`; `idempotency_key_reused`; whatever
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
        after = advanced(changed.draft, at=asked.at)
        put_changed(after, act_of(asked, what, before, after), changed.others)
        return after

    return settled(once)


def act_of(asked: CourseAsked, what: What, before: DraftCourse | None, after: DraftCourse) -> Act:
    """What the audit keeps of a change: which course, what differs, why."""
    described = _described(after)
    earlier = _described(before) if before else dict.fromkeys(described, "")
    return Act(
        at=asked.at,
        by=asked.staff.actor,
        what=what,
        reason=asked.reason,
        changes=(
            Difference("course", after=after.id),
            *differences(dict(earlier), dict(described)),
        ),
        cause=asked.cause,
        version=after.version,
        year=after.year,
    )


def _described(draft: DraftCourse) -> Mapping[str, str]:
    """A course in words: titles and seconds, never texts or answers."""
    return {
        "title": draft.title,
        "lessons": "；".join(f"{each.title}（{each.seconds}秒）" for each in draft.lessons),
        "examination": _bank(draft.examination) if draft.examination else "",
        "edition": str(draft.edition or ""),
        "state": draft.state,
    }


def _bank(bank: Bank) -> str:
    return f"{len(bank.questions)}题，抽{bank.draw}题"
