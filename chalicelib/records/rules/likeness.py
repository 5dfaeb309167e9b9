"""What merely looks alike is shown, never refused (R16): two studies side by side, and why.

For the reviewer, the reporter and whoever fills in a form. Nothing is decided by it.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from chalicelib.law.rules.subject import Subject
from chalicelib.records.rules.move import GIVEN_UP
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.sitting import papers_in

SIMILAR = 0.6
"""From what share of common pairs of characters two titles look alike [A]."""
NEXT = timedelta(days=1)
MOST_TOLD = 20
"""How many are told, the likest first: beside more than that nobody reads a record [A]."""
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


class Study(msgspec.Struct, frozen=True, kw_only=True):
    """What is compared of a study, whether it is registered already or still being typed."""

    year: int
    subject: Subject
    form: str
    title: str
    issuer: str = ""
    reference: str = ""
    started_on: date | None = None
    ended_on: date
    papers: frozenset[str] = frozenset()


class RecordLikeness(NamedTuple):
    """A record that looks like a study, and in what, in Chinese."""

    record: Record
    why: tuple[str, ...]


def study_of(record: Record) -> Study:
    """A record as a study that is compared."""
    return Study(
        year=record.year,
        subject=record.subject,
        form=record.form,
        title=record.title,
        issuer=record.issuer,
        reference=record.reference,
        started_on=record.started_on,
        ended_on=record.ended_on,
        papers=papers_in(record.form, record.reference or record.title),
    )


def likenesses(study: Study, records: Iterable[Record]) -> tuple[RecordLikeness, ...]:
    """The records that look like a study and were not given up, the likest first."""
    asked = (record for record in records if record.state not in GIVEN_UP)
    found = (RecordLikeness(record, why_alike(study, study_of(record))) for record in asked)
    alike = (each for each in found if each.why)
    likest = sorted(alike, key=lambda each: (-len(each.why), each.record.id))
    return tuple(likest[:MOST_TOLD])


def why_alike(one: Study, other: Study) -> tuple[str, ...]:
    """In what two studies look alike; nothing where that is too little to speak of.

    A day, an issuer or a form in common says nothing by itself; a reference, a paper or a whole
    title does. Titles that are only similar, such as those of a first and a second course, need a
    day in common as well.
    """
    title, day = _of_titles(one, other), _of_days(one, other)
    issuer = _same("同一主办单位", one.issuer, other.issuer)
    known = (_same("编号相同", one.reference, other.reference), _of_papers(one, other))
    has_form = one.form == other.form and one.subject is other.subject
    form = "学习形式相同" if has_form else ""
    near = day and (title or issuer or (form and day == SAME_DAY))
    if not (any(known) or title == SAME_TITLE or near):
        return ()
    return tuple(each for each in (*known, title, day, issuer, form) if each)


SAME_TITLE, SIMILAR_TITLE = "题名相同", "题名相近"
SAME_DAY = "同一天完成"


def _same(what: str, one: str, other: str) -> str:
    form = folded(one)
    return what if form and form == folded(other) else ""


def _of_papers(one: Study, other: Study) -> str:
    return "同一考试科目" if one.papers & other.papers else ""


def _of_titles(one: Study, other: Study) -> str:
    first, second = folded(one.title), folded(other.title)
    if first and first == second:
        return SAME_TITLE
    return SIMILAR_TITLE if _likeness(_pairs(first), _pairs(second)) >= SIMILAR else ""


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of what two have in common (Dice), 0 to 1."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


def folded(text: str) -> str:
    """Letters and digits alone, in one width and case; a digit written in Chinese is one."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_DIGITS)
    return "".join(each for each in folded if each.isalnum())


def _of_days(one: Study, other: Study) -> str:
    if one.ended_on == other.ended_on:
        return SAME_DAY
    first, second = one.started_on or one.ended_on, other.started_on or other.ended_on
    apart = max(first, second) - min(one.ended_on, other.ended_on)
    if apart <= timedelta(0):
        return "学习日期重叠"
    return "日期相连" if apart <= NEXT else ""
