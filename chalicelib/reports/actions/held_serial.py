"""What was imported under a 流水号 and still stands, and what gives a record its 流水号 back (R16, R28)."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chalicelib.identity.rules import name
from chalicelib.law.rules.form import LEGACY
from chalicelib.law.rules.reference import slot_of
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.writes import Write
from chalicelib.records.actions.ask_records import find_records, find_years, record_key
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record, RecordSource
from chalicelib.records.rules.record_state import RecordState
from chalicelib.reports.actions.find_reported import find_worn
from chalicelib.reports.rules.legacy import YEARS, LegacyRow, is_same_study
from chalicelib.reports.store import serials, waiting_rows
from chalicelib.reports.store.serials import Imported, Taken
from chalicelib.reports.store.waiting_rows import Identity, Row

MENDED = "该流水号的行已更正后重新导入；如应以原记录为准，请先撤销更正后的记录。"
_FIRST, _LAST = min(YEARS.values()), max(YEARS.values())


class SerialOutcome(NamedTuple):
    """What was made of the rows of one 流水号: records, some revoked, or a row that waits."""

    records: tuple[Record, ...]
    waiting: Row | None

    @property
    def stands(self) -> Record | Row | None:
        """What is not revoked."""
        kept = (record for record in self.records if record.state is not RecordState.REVOKED)
        return self.waiting or next(kept, None)

    @property
    def is_free(self) -> bool:
        """Whether all of it is revoked; where nothing is found, that is not known."""
        return bool(self.records) and self.stands is None


class RowOf(NamedTuple):
    """A row, the digest of the identity that it names, and whose that is, if anybody's."""

    row: LegacyRow
    digest: str
    person: str | None


def find_standing(rows: Sequence[RowOf]) -> frozenset[tuple[str, str]]:
    """Which rows' 流水号 have something that stands where it usually lies: digests and 流水号.

    Many are read with a call: the record in the place of its 流水号, or the row that waits. Of one that is not
    among them nothing is known: `find_held` looks wherever it may be.
    """
    places = {
        (person_key(each.person), record_key(each.row.year, slot_of(LEGACY, each.row.serial))): each
        for each in rows
        if each.person
    }
    records = find_records(places) if places else {}
    waiting = waiting_rows.find_waiting(
        [(each.digest, each.row) for each in rows if not each.person]
    )
    credited = {
        (places[place].digest, record.reference)
        for place, record in records.items()
        if _is_own(record, places[place].row.serial) and record.state is not RecordState.REVOKED
    }
    return frozenset(credited | {key for key, row in waiting.items() if isinstance(row, LegacyRow)})


def find_held(taken: Mapping[str, Taken], person: str | None) -> dict[str, SerialOutcome]:
    """Find what stands under some 流水号.

    Args:
        taken: what was imported under each.
        person: whose row comes now: what is revoked may be theirs under a document they had before.
    """
    if not taken:
        return {}
    digests = {each.imported.identity for each in taken.values()}
    identities = {digest: waiting_rows.find_identity(digest) for digest in digests}
    people = {each.person for each in identities.values()} | {person}
    records = [
        record
        for each in people
        if each is not None
        for year in find_years(each, _FIRST, _LAST)
        for record in year.records
    ]
    return {
        serial: _held(serial, each.imported, identities[each.imported.identity], records)
        for serial, each in taken.items()
    }


def _held(
    serial: str, imported: Imported, identity: Identity, records: list[Record]
) -> SerialOutcome:
    found = [each for each in records if _is_of(each, serial, imported.content)]
    row = identity.rows.get(serial)
    return SerialOutcome(tuple(found), row if isinstance(row, LegacyRow) else None)


def _is_of(record: Record, serial: str, content: str) -> bool:
    return _is_own(record, serial) or is_same_study(serial, content, record)


def _is_own(record: Record, serial: str) -> bool:
    return record.source is RecordSource.HR_LEGACY and record.reference == serial


def regained(person_year: PersonYear, record: Record) -> Write:
    """What gives a restored record its 流水号 back, so that no other row comes in under it.

    Raises:
        Refusal: `duplicate_credit` while something else stands that was imported under it.
    """
    serial, content = record.reference, record.moves[0].cause.body
    kept = serials.find_one(serial)
    if worn := find_worn(person_year, serial, content, but=record.id):
        raise _duplicate(record, worn.year, worn.id)
    professional = person_year.professional
    mine = Imported(
        identity=professional.document_digest,
        name=name.normal_form(professional.name),
        content=content,
        job="",
        line=0,
    )
    if kept is None:
        return serials.taken(serial, mine)
    said = kept.imported
    if said.content == content and said.identity in professional.identities:
        return serials.taken(serial, said, kept)
    stands = find_held({serial: kept}, professional.id)[serial].stands
    if stands is not None:
        raise _duplicate(record, stands.year, stands.id if isinstance(stands, Record) else None)
    return serials.taken(serial, mine, kept)


def _duplicate(record: Record, year: int, other: str | None) -> Refusal:
    """The refusal; a row that waits is no record yet, so none is named."""
    named = {} if other is None else {"record": other}
    return Refusal(
        "duplicate_credit",
        field="reference",
        reference=record.reference,
        year=year,
        hint=MENDED,
        territory=record.territory,
        **named,
    )
