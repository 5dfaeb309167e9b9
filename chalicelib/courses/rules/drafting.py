"""How a draft becomes another one by what an administrator states (R53): all faults are told at once."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from chalicelib.courses.rules.draft import Bank, BankQuestion, DraftCourse
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal, several

MOST_LESSONS = 60
MOST_QUESTIONS = 500
FEWEST_CHOICES, MOST_CHOICES = 2, 8
MOST_BYTES = 350_000
"""Of a draft as it is kept: an item of DynamoDB holds some more."""


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """A draft as an administrator states it: its title, all of its lessons in their order, its bank."""

    title: str
    lessons: tuple[str, ...]
    examination: Bank | None


def advanced(after: DraftCourse, *, at: datetime, counts: bool = True) -> DraftCourse:
    """A draft as it is kept after somebody has changed it, one revision on.

    Args:
        after: the draft as it shall be.
        at: the instant of the change.
        counts: whether it is another version for those who have seen the one before.

    Raises:
        Refusal: `course_too_large`.
    """
    kept = msgspec.structs.replace(
        after,
        changed_at=at,
        version=after.version + counts,
        revision=after.revision + 1,
    )
    if len(msgspec.json.encode(kept)) > MOST_BYTES:
        raise Refusal("course_too_large")
    return kept


def require_version(draft: DraftCourse, seen: int | None) -> None:
    """Refuse to change what the sender has not seen; None says that it does not matter.

    Raises:
        Refusal: `course_changed`, with the version that it has now.
    """
    if seen is not None and seen != draft.version:
        raise Refusal("course_changed", version=draft.version)


def stated(draft: DraftCourse, wanted: Stated, *, cause: Cause) -> DraftCourse:
    """The draft as it is stated now; questions without an id get one.

    Raises:
        Refusal: the first of the faults, each with its `field`, all of them as `faults`.
    """
    bank = _named(wanted.examination, cause) if wanted.examination else None
    faults = [
        *title_faults(wanted.title),
        *_order_faults(draft, wanted.lessons),
        *(_bank_faults(bank) if bank else ()),
    ]
    if faults:
        raise several(faults)
    lessons = {each.id: each for each in draft.lessons}
    return msgspec.structs.replace(
        draft,
        title=wanted.title,
        lessons=tuple(lessons[each] for each in wanted.lessons),
        examination=bank,
    )


def title_faults(title: str) -> Iterator[Refusal]:
    """What is wrong with the title of a course or a lesson."""
    if not title:
        yield _invalid("title", "不能为空")


def _order_faults(draft: DraftCourse, order: Sequence[str]) -> Iterator[Refusal]:
    if sorted(order) != sorted(each.id for each in draft.lessons):
        yield _invalid("lessons", "应为该课程的全部课时，每课一次；请刷新后重新排序")


def _named(bank: Bank, cause: Cause) -> Bank:
    """The bank with an id for each question: a new one's depends on the request that brought it."""
    questions = tuple(
        each
        if each.id
        else msgspec.structs.replace(
            each, id=derived("question", cause.token, str(place), length=8)
        )
        for place, each in enumerate(bank.questions)
    )
    return msgspec.structs.replace(bank, questions=questions)


def _bank_faults(bank: Bank) -> Iterator[Refusal]:
    known: set[str] = set()
    for place, question in enumerate(bank.questions):
        field = f"examination.questions.{place}"
        if question.id in known:
            yield _invalid(f"{field}.id", f"第{place + 1}题与前面的题标识相同")
        known.add(question.id)
        yield from _question_faults(question, field, f"第{place + 1}题")


def _question_faults(question: BankQuestion, field: str, which: str) -> Iterator[Refusal]:
    if not question.text:
        yield _invalid(f"{field}.text", f"{which}没有题目")
    choices = question.choices
    if not FEWEST_CHOICES <= len(choices) <= MOST_CHOICES:
        yield _invalid(f"{field}.choices", f"{which}应有{FEWEST_CHOICES}至{MOST_CHOICES}个选项")
    elif not all(choices) or len(set(choices)) < len(choices):
        yield _invalid(f"{field}.choices", f"{which}的选项不能为空，也不能相同")
    if not 0 <= question.answer < len(choices):
        yield _invalid(f"{field}.answer", f"{which}的答案应为选项的序号，从0数起")


def _invalid(field: str, why: str) -> Refusal:
    return Refusal("field_invalid", field=field, why=why)
