"""Edit questions and answers, as administrators of the province; withdrawing keeps the id taken."""

import re
from typing import NamedTuple

import msgspec

from chalicelib.access.staff import Staff, require_province
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.problems.rules.question import Audience, CommonQuestion, seeded
from chalicelib.problems.store import questions

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class QuestionStated(NamedTuple):
    """What an administrator writes."""

    question: str
    answer: str
    order: int
    audiences: tuple[Audience, ...]


def put_question(
    staff: Staff, question: str, stated: QuestionStated, seen: Seen = UNSEEN
) -> CommonQuestion:
    """Write a question in place of the one of its id, or as a new one; the same again changes nothing.

    Raises:
        Refusal: `forbidden` below the province; `not_found` for what can be no id; `stale`; `field_invalid` for an empty text.
    """
    require_province(staff)
    if not _ID.fullmatch(question):
        raise Refusal("not_found")
    for field in ("question", "answer"):
        if not getattr(stated, field):
            raise Refusal("field_invalid", field=field, why="不能为空")

    def once() -> CommonQuestion:
        before = questions.find_one(question)
        version = before.version if before else 0
        after = CommonQuestion(id=question, **stated._asdict(), by=staff.actor, version=version + 1)
        if before and msgspec.structs.replace(after, by=before.by, version=version) == before:
            return before
        seen.require(version)
        questions.put_question(after)
        return after

    return settled(once)


def withdraw_question(staff: Staff, question: str, seen: Seen = UNSEEN) -> CommonQuestion:
    """Take a question back, one that the deployment brings as well; again changes nothing.

    Raises:
        Refusal: `forbidden` below the province; `not_found` for one that there is not; `stale`.
    """
    require_province(staff)

    def once() -> CommonQuestion:
        before = questions.find_one(question)
        known = before or next((each for each in seeded() if each.id == question), None)
        if known is None:
            raise Refusal("not_found")
        if known.withdrawn:
            return known
        seen.require(known.version)
        after = msgspec.structs.replace(
            known, withdrawn=True, by=staff.actor, version=known.version + 1
        )
        questions.put_question(after)
        return after

    return settled(once)
