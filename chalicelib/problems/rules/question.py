"""Questions and answers (常见问题): data that administrators edit, found before anybody reports a problem."""

import tomllib
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

from chalicelib.identity.rules.identity import half_width
from chalicelib.platform.rules.cause import Actor

FILE = Path(__file__).parent.parent / "questions.toml"
MOST_FOUND = 5
"""So many answers are offered before a problem is reported."""
BETWEEN = 10
"""By so much the places of what the deployment brings are apart: others go between."""


class Audience(StrEnum):
    """Whom an answer is for."""

    PROFESSIONAL = "professional"
    EMPLOYER = "employer"
    PROVIDER = "provider"
    BUREAU = "bureau"


AUDIENCE_LABELS = {
    Audience.PROFESSIONAL: "会计专业技术人员",
    Audience.EMPLOYER: "用人单位",
    Audience.PROVIDER: "施教机构",
    Audience.BUREAU: "财政和人社部门",
}


class CommonQuestion(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A question with its answer; `order` is its place, lower ones first.

    `version` is 0 for what the deployment brings and nobody has edited. `withdrawn` keeps its place so that it
    does not come back with the next deployment.
    """

    id: str
    question: str
    answer: str
    order: int = 0
    audiences: tuple[Audience, ...] = tuple(Audience)
    withdrawn: bool = False
    by: Actor | None = None
    version: int = 0


class _Seeds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    question: tuple[CommonQuestion, ...]


@cache
def seeded() -> tuple[CommonQuestion, ...]:
    """What the deployment brings, in its order."""
    read = msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), _Seeds)
    return tuple(
        msgspec.structs.replace(each, order=(place + 1) * BETWEEN)
        for place, each in enumerate(read.question)
    )


def standing(edited: Iterable[CommonQuestion]) -> list[CommonQuestion]:
    """All that stand, in their order: what was edited, and of the rest what the deployment brings."""
    both = {each.id: each for each in (*seeded(), *edited)}
    stand = [each for each in both.values() if not each.withdrawn]
    return sorted(stand, key=lambda each: (each.order, each.id))


def found(questions: Sequence[CommonQuestion], sought: str) -> list[CommonQuestion]:
    """Those that have most of what is sought in common, the likest first; `MOST_FOUND` at most.

    Chinese has no spaces: texts are compared by pairs of characters. What is in the question counts three times.
    """
    wanted = _pairs(sought)
    scored = [
        (3 * len(wanted & _pairs(q.question)) + len(wanted & _pairs(q.answer)), q)
        for q in questions
    ]
    likely = sorted((each for each in scored if each[0]), key=lambda each: -each[0])
    return [question for _, question in likely[:MOST_FOUND]]


def _pairs(text: str) -> set[str]:
    plain = "".join(each for each in half_width(text).lower() if each.isalnum())
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
