"""Papers and sittings: one examination paper and sitting counts in one year only (R16).

A sitting is the year in which a paper was passed. Who lists papers may write it beside a paper
(2022年中级会计实务); where nothing is written it is the record's own year, and the same bare name in
two years is one paper until somebody says which sittings they were.
"""

import re
from collections.abc import Iterable

from chalicelib.law.rules.form import FORMS, lists_papers
from chalicelib.law.rules.reference import papers_of
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
    kind = _kind_of(record)
    named = papers_of(record.reference or record.title)
    return frozenset(key for each in named for key in _keys(kind, each, record.year))


def papers_in(form: str, listed: str) -> frozenset[str]:
    """The papers that an exam record lists, whatever the sitting and the examination."""
    if not lists_papers(form):
        return frozenset()
    return frozenset(_split(each)[0] for each in papers_of(listed))


def find_same_sitting(record: Record, others: Iterable[Record]) -> Iterable[Record]:
    """The other records that share a sitting with one.

    Within its own year, what lists no paper is told apart by its dates (R16), and so is not asked.
    """
    own = sittings_of(record)
    for other in others if own else ():
        is_asked = bool(record.reference and other.reference) or other.year != record.year
        if other.id != record.id and is_asked and not own.isdisjoint(sittings_of(other)):
            yield other


def _kind_of(record: Record) -> str:
    """The examination, without which a paper's name says too little."""
    form = FORMS[record.form]
    by = form.reference.by
    return str(record.facts.get(by) or form.facts[by].default) if by else ""


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
