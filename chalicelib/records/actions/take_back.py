"""A reporter takes back what it reported (R40): its record ceases to count, perhaps for another one.

What is written is handed back, so that whoever keeps the report writes it in the same transaction.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from chalicelib.law.rules.window import appeal_until
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.notices.actions.ask_notices import notice_item
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import is_new
from chalicelib.platform.store.writes import Write
from chalicelib.records.rules.move import REVOKE
from chalicelib.records.rules.move_row import Move
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record, moved
from chalicelib.records.rules.record_state import STATE_LABELS
from chalicelib.records.rules.report_rows import RECALL, WITHDRAW_REPORT
from chalicelib.records.rules.standing import standing_of
from chalicelib.records.store import slots
from chalicelib.records.store.accreditations import counted
from chalicelib.records.store.records import is_as_read, record_item


class TakenBack(NamedTuple):
    """A record that was taken back, as it was read and as it is; the year and the law of then."""

    read: PersonYear
    before: Record
    after: Record
    law: YearLaw

    @property
    def year(self) -> PersonYear:
        """The year with the record as it is."""
        others = tuple(self.after if each is self.before else each for each in self.read.records)
        return msgspec.structs.replace(self.read, records=others)


def take_back(
    read: PersonYear, before: Record, law: YearLaw, *, by: Actor, cause: Cause, reason: str
) -> TakenBack:
    """Make the move by which a reporter, or an administrator in its place, takes a record back.

    Raises:
        Refusal: `record_not_changeable` where it neither counts nor waits; `reason_required`.
    """
    move = _move_of(before, by)
    after = moved(before, move, at=law.at, by=by, cause=cause, reason=reason)
    if move is WITHDRAW_REPORT:
        until = appeal_until(law.window_of(after), law.at)
        after = msgspec.structs.replace(after, appeal_until=until)
    return TakenBack(read, before, after, law)


def _move_of(record: Record, by: Actor) -> Move:
    """The row for it: of what waits for its bureau nobody but the reporter takes anything back."""
    rows = (REVOKE,) if by.party is Party.ADMINISTRATOR else (WITHDRAW_REPORT, RECALL)
    found = next((row for row in rows if record.state in row.sources), None)
    if found is None:
        label = STATE_LABELS[record.state]
        raise Refusal("record_not_changeable", state=label, move=rows[0].label)
    return found


def taking_back(taken: TakenBack, told: Notice | None) -> Iterator[Write]:
    """What is written where nothing takes its place: the record, the standing, what its owner is told."""
    read, before, after = taken.read, taken.before, taken.after
    window = taken.law.window_of(after)
    standing = standing_of(read.standing, taken.year.records, taken.law.required, taken.law.at)
    item = record_item(after, window, standing if before.counts else None)
    yield Write(item, is_as_read(before))
    if before.counts:
        yield from counted((after,), standing, read)
    yield from _notice(told)


def replacing(taken: TakenBack, record: Record, told: Notice | None) -> Iterator[Write]:
    """What is written where another record of the same report takes its place, and counts."""
    window = taken.law.window_of(record)
    yield from slots.replaced(record, window, taken.before, taken.after, taken.read)
    after = taken.year.with_record(record)
    standing = standing_of(taken.read.standing, after.records, taken.law.required, taken.law.at)
    yield from counted((record,), standing, taken.read)
    yield from _notice(told)


def _notice(told: Notice | None) -> Iterator[Write]:
    if told is not None:
        yield Write(notice_item(told, told.due), is_new())
