"""Bring the rows of a plan's roster (R40): each becomes a record, waits for its person, or is refused.

The same for a form, a paste and a workbook. What was brought is known by plan and document, so a call or a chunk
may be repeated, side by side, or break off anywhere. Each transaction asks a gate of the plan whether it
still holds (docs/decisions/0047).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import NamedTuple

import msgspec

from chalicelib.identity.rules import name
from chalicelib.imports.actions.import_together import Planned, import_together
from chalicelib.imports.actions.told_row import RowState, RowTold, told_of
from chalicelib.imports.rules.imported_notice import CreditedRow
from chalicelib.people.actions import ask_people
from chalicelib.plans.actions.ask_plans import find_gate, passed
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.abreast import abreast
from chalicelib.platform.store.writes import Write
from chalicelib.records.actions import ask_records
from chalicelib.records.actions.compose_record import get_year
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.reports.actions import ask_reports
from chalicelib.reports.actions.accredit_reports import RowOutcome, RowStatus, judge_some
from chalicelib.reports.actions.ask_reports import Row
from chalicelib.reports.actions.compose_rostered import held_row
from chalicelib.reports.actions.keep_reports import Kept, as_waiting, find_kept, held, keeping
from chalicelib.reports.rules.kept_report import COUNTS, ShownDocument
from chalicelib.reports.rules.roster_row import RosterRow, require_same_amount

ITEMS = 3
"""What a row writes: its record and the standing, or itself and a check of the identity's lock; its place in
the ledger. A transaction has a gate besides."""


class PlacedRow(msgspec.Struct, frozen=True):
    """A row, its line or place, the document that it names, and the digest of that."""

    line: int
    digest: str
    document: ShownDocument
    row: RosterRow


class Coming(NamedTuple):
    """By which gate rows come, of which edition of the plan, and when."""

    plan: str
    edition: int
    gate: int
    at: datetime


class KnownRoster(NamedTuple):
    """What is known of rows before they are judged: people, ledgers, what waits, years."""

    people: Mapping[str, str]
    kept: Kept
    waiting: Mapping[tuple[str, str], Row]
    years: Mapping[tuple[str, int], PersonYear]


def import_roster(
    coming: Coming, rows: Sequence[PlacedRow], *, foreseen: bool = False
) -> dict[int, RowTold]:
    """What becomes of each row, by its line; each with its outcome, which names the record.

    Args:
        coming: of which plan, and when.
        rows: the rows, in their order.
        foreseen: whether nothing is written: what would become of each row is told.

    Raises:
        Refusal: `busy` where others win every time.
    """
    groups: dict[str, list[PlacedRow]] = {}
    for placed in rows:
        groups.setdefault(placed.digest, []).append(placed)
    return import_together(
        groups.values(), _touches, partial(_plan, coming), items=ITEMS, foreseen=foreseen
    )


def _touches(placed: PlacedRow) -> tuple[str]:
    return (f"identity {placed.digest}",)


def _plan(coming: Coming, groups: Sequence[Sequence[PlacedRow]]) -> Iterator[Planned]:
    gate = find_gate(coming.plan, coming.gate)
    if gate.edition != coming.edition:
        closed = RowTold(RowState.REFUSED, Refusal("plan_not_approved"))
        yield from (Planned({placed.line: closed for placed in group}) for group in groups)
        return
    known = _known_of(groups)
    is_asked = False
    for group in groups:
        planned = _planned(coming, group, known)
        if planned.writes and not is_asked:
            is_asked = True
            planned = planned._replace(writes=(passed(gate), *planned.writes))
        yield planned


def _known_of(groups: Sequence[Sequence[PlacedRow]]) -> KnownRoster:
    people = ask_people.find_people_by_identity([group[0].digest for group in groups])
    kept = find_kept([placed.row for group in groups for placed in group])
    absent = [
        (placed.digest, placed.row)
        for group in groups
        for placed in group[:1]
        if placed.digest not in people and _key(placed) in kept
    ]
    owned = {
        (people[group[0].digest], group[0].row.year): _key(group[0]) in kept
        for group in groups
        if group[0].digest in people
    }
    waiting = ask_reports.find_waiting(absent) if absent else {}
    return KnownRoster(people, kept, waiting, _years_of(owned))


def _key(placed: PlacedRow) -> tuple[str, str]:
    return placed.row.reporter, placed.row.key


def _years_of(owned: Mapping[tuple[str, int], bool]) -> dict[tuple[str, int], PersonYear]:
    """Read years: by keys where nothing counts in them yet and no row came before, else by a query each.

    A row that came before may stand there and count nowhere yet.
    """
    fresh = [each for each, is_known in owned.items() if not is_known]
    found = ask_records.find_untouched(fresh) if len(owned) > 1 else {}
    others = [each for each in owned if each not in found]
    return found | dict(zip(others, abreast(lambda each: get_year(*each), others), strict=True))


def _planned(coming: Coming, group: Sequence[PlacedRow], known: KnownRoster) -> Planned:
    person = known.people.get(group[0].digest)
    if person is None:
        return _wait(coming, group, known)
    documents = {placed.row.key: placed.document for placed in group}
    judged = judge_some(
        known.years[person, group[0].row.year],
        [placed.row for placed in group],
        keeping(known.kept, documents, coming.at),
        at=coming.at,
        foregoing=as_waiting(known.kept),
    )
    told = {
        placed.line: _told(coming, placed, outcome, known.kept, person)
        for placed, outcome in zip(group, judged.outcomes, strict=False)
    }
    return Planned(told, judged.writes)


def _told(
    coming: Coming, placed: PlacedRow, outcome: RowOutcome, kept: Kept, person: str = ""
) -> RowTold:
    """What became of a row; one that this very file has brought before its worker broke off is told as then."""
    earlier = kept.get(_key(placed))
    mine = earlier is not None and earlier.reported_at == coming.at
    credited = CreditedRow(person, placed.row.year, placed.row.title)
    told = told_of(outcome, credited)
    if not (told.again and mine):
        return told._replace(outcome=outcome)
    counts = earlier is not None and earlier.state in COUNTS
    return told._replace(again=False, credited=credited if counts else None, outcome=outcome)


def _wait(coming: Coming, group: Sequence[PlacedRow], known: KnownRoster) -> Planned:
    """Let a row wait for its person; a second one of the same document is the same row, or differs."""
    first = group[0]
    waits = known.waiting.get((first.digest, first.row.key))
    fresh: RosterRow | None = None
    outcomes = []
    for placed in group:
        earlier = waits if isinstance(waits, RosterRow) else fresh
        try:
            if earlier is None:
                fresh = held_row(placed.row)
            else:
                _require_same(placed.row, earlier)
            status = RowStatus.UNCHANGED if earlier else RowStatus.WAITING
            outcomes.append(RowOutcome(status))
        except Refusal as refusal:
            outcomes.append(RowOutcome(RowStatus.REFUSED, refusal=refusal))
    told = {
        placed.line: _waiting(coming, placed, outcome, known.kept)
        for placed, outcome in zip(group, outcomes, strict=True)
    }
    return Planned(told, tuple(_holding(coming, group, fresh, outcomes, known.kept)))


def _holding(
    coming: Coming,
    group: Sequence[PlacedRow],
    fresh: RosterRow | None,
    outcomes: Sequence[RowOutcome],
    kept: Kept,
) -> Iterator[Write]:
    first = group[0]
    if fresh is not None:
        yield from ask_reports.holding(first.digest, [fresh])
    judged = zip((placed.row for placed in group), outcomes, strict=True)
    yield from held(judged, first.digest, kept, first.document, coming.at)


def _waiting(coming: Coming, placed: PlacedRow, outcome: RowOutcome, kept: Kept) -> RowTold:
    told = _told(coming, placed, outcome, kept)
    is_there = outcome.status is RowStatus.UNCHANGED
    return told._replace(state=RowState.WAITING) if is_there else told


def _require_same(row: RosterRow, earlier: RosterRow) -> None:
    """Refuse another name or amount for a document that waits already."""
    if not name.agree(row.name, earlier.name):
        raise Refusal("roster_row_differs", field="name")
    require_same_amount(row, earlier.cause)
