"""Papers and sittings: one examination paper and sitting counts in one year only (R16).

A sitting is the year in which a paper was passed. Who lists papers may write it beside a paper
(2022年中级会计实务); where nothing is written it is the record's own year, and the same bare name in
two years is one paper until somebody says which sittings they were.
"""

import re
from collections.abc import Iterable

from chalicelib.law.rules.form import lists_papers
from chalicelib.law.rules.reference import papers_of
from chalicelib.records.rules.proved_paper import (
    examination_of,
    is_about,
    is_proved,
    proved_papers,
)
from chalicelib.records.rules.record import Record

_SITTING = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])(?:年度?)?(?:-?[0-9]{1,2}(?:月|(?![0-9])))?"
)
"""A year, and the month after it: 2022年9月, 2022-09."""
_TRIFLES = re.compile(r"考试|科目|[^\w]+|_")


def sittings_of(record: Record) -> frozenset[str]:
    """The sittings that an exam record is about; two records that share one are the same thing.

    Args:
        record: a record; of a form that lists no papers it is about none.
    """
    if not lists_papers(record.form):
        return frozenset()
    kind = examination_of(record)
    named = papers_of(record.reference or record.title)
    return frozenset(key for each in named for key in _keys(kind, each, record.year))


def papers_in(form: str, listed: str) -> frozenset[str]:
    """The papers that an exam record lists, whatever the sitting and the examination."""
    if not lists_papers(form):
        return frozenset()
    return frozenset(_split(each)[0] for each in papers_of(listed))


def find_same_sitting(record: Record, others: Iterable[Record]) -> Iterable[Record]:
    """The other records that share a sitting with one.

    Within its own year, what lists no paper is told apart by its dates (R16), and so is not asked; but
    of a paper that the examination office brought year and name are enough (R41).
    """
    own = sittings_of(record)
    for other in others if own else ():
        if other.id != record.id and (_share(record, own, other) or _is_proved_of(record, other)):
            yield other


def _share(record: Record, own: frozenset[str], other: Record) -> bool:
    """Whether two records name the same sitting; one that the office brought is of its year alone."""
    if other.year == record.year and not (record.reference and other.reference):
        return False
    exact = {key for key in own if not key.endswith("@")} if is_proved(record) else own
    return not exact.isdisjoint(sittings_of(other))


def _is_proved_of(record: Record, other: Record) -> bool:
    """Whether the examination office brought one of the two, and the other is about its paper."""
    return any(is_about(record, each) for each in proved_papers(other)) or any(
        is_about(other, each) for each in proved_papers(record)
    )


def _keys(kind: str, named: str, year: int) -> Iterable[str]:
    paper, sitting = _split(named)
    yield f"{kind}|{paper}@{sitting or year}"
    if not sitting:
        yield f"{kind}|{paper}@"


def _split(named: str) -> tuple[str, str]:
    """A paper's bare name, and the year written beside it; a name that is nothing else is kept."""
    found = _SITTING.search(named)
    bare = _SITTING.sub("", named, count=1) if found else named
    paper = _TRIFLES.sub("", bare)
    return (paper, found[1]) if paper and found else (_TRIFLES.sub("", named) or named, "")
