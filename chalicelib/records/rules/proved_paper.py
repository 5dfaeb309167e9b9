"""Papers whose passing the examination office states (R41), and the exam records that are about them.

Paper and year are the sitting, whatever an applicant wrote for it: another spelling, the examination left
out, the number of the score report.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.law.rules.examination import EXAMINATIONS, OTHER, find_papers, plain
from chalicelib.law.rules.form import FORMS, lists_papers
from chalicelib.law.rules.reference import papers_of
from chalicelib.platform.rules.cause import Party
from chalicelib.records.rules.move import ENTER_RESULT
from chalicelib.records.rules.record import Record, RecordSource

_BETWEEN = re.compile(r"[;；、,，\s/+&和及]+")
_QUOTED = re.compile("《([^》]+)》")
_SITTING = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")


class ProvedPaper(NamedTuple):
    """A paper that was passed: of which examination (its code), by its name, in which year.

    `number` is that of the certificate or score report, where it is known.
    """

    examination: str
    paper: str
    year: int
    number: str = ""


def is_proved(record: Record) -> bool:
    """Whether the examination office brought or accredited a record."""
    return record.source is RecordSource.EXAMINATION_OFFICE or any(
        step.source in ENTER_RESULT.sources
        and step.to is ENTER_RESULT.to
        and step.by.party is Party.SYSTEM
        for step in record.moves
    )


def proved_papers(record: Record) -> Iterator[ProvedPaper]:
    """The papers of a record that the examination office brought or accredited."""
    if is_proved(record):
        for paper in papers_of(record.reference):
            yield ProvedPaper(examination_of(record), paper, record.year)


def examination_of(record: Record) -> str:
    """The examination that an exam record states; where it states none, `other`."""
    form = FORMS[record.form]
    by = form.reference.by
    return str(record.facts.get(by) or form.facts[by].default) if by else ""


def is_about(record: Record, proved: ProvedPaper) -> bool:
    """Whether an exam record is about a paper that was passed.

    In the year of passing by its name alone; in another year where it states that year beside it (R16).
    """
    if not lists_papers(record.form) or not _may_be_of(record, proved.examination):
        return False
    named = [each for each in names_in(record) if names(each, proved)]
    if record.year != proved.year:
        return any(_states(each, proved.year) for each in named)
    return bool(named) or _names_number(record, proved) or _names_nothing(record, proved)


def names(text: str, proved: ProvedPaper) -> bool:
    """Whether a text names a paper."""
    if proved.examination == OTHER:
        return plain(text) == plain(proved.paper)
    wanted = {each.name for each in find_papers(proved.examination, proved.paper)}
    return any(each.name in wanted for each in find_papers(proved.examination, text))


def names_in(record: Record) -> tuple[str, ...]:
    """What a record says that may be papers' names: its reference, as it lists them; else its title."""
    return _parts(record.reference) or _parts(record.title)


def _parts(text: str) -> tuple[str, ...]:
    whole = papers_of(text)
    more = [each for each in _BETWEEN.split(text) if each]
    return tuple(dict.fromkeys((*whole, *more, *_QUOTED.findall(text))))


def _may_be_of(record: Record, examination: str) -> bool:
    """Whether a record may be of an examination: the one that it states, or it states none."""
    return examination_of(record) in {examination, OTHER}


def _states(text: str, year: int) -> bool:
    found = _SITTING.search(text)
    return found is not None and int(found[1]) == year


def _names_number(record: Record, proved: ProvedPaper) -> bool:
    return bool(proved.number) and plain(record.reference) == plain(proved.number)


def _names_nothing(record: Record, proved: ProvedPaper) -> bool:
    """Whether a record of one paper of this very examination names none of its papers anywhere.

    It is open then to be any of those that were passed; each takes one such record.
    """
    code = proved.examination
    if code == OTHER or examination_of(record) != code or record.counts:
        return False
    said = (*_parts(record.reference), *_parts(record.title))
    return record.facts.get("papers") == 1 and not any(find_papers(code, each) for each in said)


def paper_label(examination: str, paper: str, level: str = "") -> str:
    """A paper as people read it: the examination, its level, and the paper."""
    of = EXAMINATIONS[examination].name if examination != OTHER else ""
    return f"{of}（{level}）《{paper}》" if level else f"{of}《{paper}》"
