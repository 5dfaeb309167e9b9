"""Find records for a reviewer: by the number or the whole name of whose they are, or by what waits is called.

Nothing is scanned. A number leads to its person by its digest (R7), a name by the list of a territory's people; of
these every record is found that ever came before a bureau of the territory. A part of a title or of a reference
is looked for in what waits, a bounded part of that for each page.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from chalicelib.identity.actions.identify_document import identify_document
from chalicelib.identity.rules.identity import DocumentType, compact
from chalicelib.law.rules.policy import years
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.search_professionals import Sought, search_professionals
from chalicelib.platform.rules.mark import sortable
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.outbox import ListPlace
from chalicelib.records.rules.likeness import folded
from chalicelib.records.rules.record import Record, is_registered
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store import record_pages
from chalicelib.records.store.years import find_years

MOST_PEOPLE = 20
"""Of how many people of one name the records are read."""
OF_PEOPLE, WAITING = "people", "waiting"
NOWHERE = "-"
_CARD = re.compile(r"[0-9]{17}[0-9X]")
_NUMBER = re.compile(r"(?=(?:.*[0-9]){5})[A-Z0-9()]{5,18}")


class SearchPlace(NamedTuple):
    """A place in what is found: among the records of people, the latest first, or in what waits."""

    of: str
    since: str
    pk: str
    sk: str


class RecordsFound(NamedTuple):
    """A page of what was found; `last` is where the next one begins, None if there is none."""

    records: list[Record]
    last: SearchPlace | None


def search_records(
    text: str, territories: tuple[str, ...], after: SearchPlace | None, limit: int, *, at: datetime
) -> RecordsFound:
    """Find records of territories by what is typed.

    Args:
        text: a document's number, a whole name, a part of a title or of a reference.
        territories: where, the first of which covers the others.
        after: where to go on.
        limit: how many.
        at: the instant of the request.

    Raises:
        Refusal: `field_invalid` for nothing; `document_invalid` for eighteen characters that are no number.
    """
    sought = text.strip()
    if not folded(sought):
        raise Refusal(
            "field_invalid", field="sought", why="请输入姓名、证件号码，或标题、编号的一部分"
        )
    found: list[Record] = []
    start = None
    if after is None or after.of == OF_PEOPLE:
        rest = _after(_of_people(sought, territories, at), after)
        if len(rest) >= limit:
            page = rest[:limit]
            return RecordsFound(page, _place(page[-1]))
        found = rest
    elif after.pk != NOWHERE:
        start = ListPlace(after.since, after.pk, after.sk)
    if _CARD.fullmatch(_number(sought)):
        return RecordsFound(found, None)
    return _with_titles(found, sought, territories, start, limit)


def _with_titles(
    found: list[Record],
    sought: str,
    territories: tuple[str, ...],
    start: ListPlace | None,
    limit: int,
) -> RecordsFound:
    """What was found of people, and what waits and is called so."""
    part, places, known = folded(sought), frozenset(territories), {each.id for each in found}

    def is_wanted(record: Record) -> bool:
        return (
            record.state is RecordState.SUBMITTED
            and record.territory in places
            and record.id not in known
            and any(part in folded(each) for each in (record.title, record.reference))
        )

    page = record_pages.find_submitted(territories, start, limit - len(found), is_wanted)
    last = SearchPlace(WAITING, *page.last) if page.last else None
    return RecordsFound([*found, *page.records], last)


def _after(records: Iterable[Record], after: SearchPlace | None) -> list[Record]:
    """The records behind a place, the latest registered first."""
    ordered = sorted(records, key=_order, reverse=True)
    return [each for each in ordered if after is None or _order(each) < (after.since, after.sk)]


def _order(record: Record) -> tuple[str, str]:
    return sortable(record.registered_at), record.id


def _place(record: Record) -> SearchPlace:
    since, key = _order(record)
    return SearchPlace(OF_PEOPLE, since, NOWHERE, key)


def _of_people(sought: str, territories: tuple[str, ...], at: datetime) -> Iterator[Record]:
    """Every record that came before a bureau of the territories, of whoever has the number or the name."""
    places, known = frozenset(territories), years()
    for person in dict.fromkeys(_people(sought, territories, at)):
        for year in find_years(person, known[0], known[-1]):
            for each in year.records:
                if each.territory in places and is_registered(each):
                    yield each


def _people(sought: str, territories: tuple[str, ...], at: datetime) -> Iterator[str]:
    number = _number(sought)
    if _NUMBER.fullmatch(number):
        yield from _numbered(number, at)
        return
    named = Sought(document=None, name=sought, territories=territories)
    page = search_professionals(named, after=None, limit=MOST_PEOPLE, at=at)
    yield from (each.id for each in page.found)


def _number(sought: str) -> str:
    return compact(sought).upper()


def _numbered(number: str, at: datetime) -> Iterator[str]:
    """Whoever has a document of this number, of whatever type; eighteen characters are a card's, which has its check."""
    for kind in _kinds(number):
        try:
            digest = identify_document((kind, number), at=at).digest
        except Refusal:
            if _CARD.fullmatch(number):
                raise
            continue
        person = ask_people.find_person_by_identity(digest)
        if person is not None:
            yield person


def _kinds(number: str) -> tuple[DocumentType, ...]:
    """Which documents can bear a number of this length; a residence permit is told by its number (R2)."""
    if not _CARD.fullmatch(number):
        return tuple(DocumentType)
    is_foreigner = number.startswith("9")
    return (
        DocumentType.FOREIGNER_PERMANENT_RESIDENT if is_foreigner else DocumentType.RESIDENT_ID,
    )
