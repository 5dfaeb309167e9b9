"""What has not reached the HR system as administrators see it: held, or overdue (R29, R30)."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from itertools import islice

from chalicelib.entry import present, shapes
from chalicelib.entry.call import Call
from chalicelib.entry.caller import Who
from chalicelib.entry.calls import Calls
from chalicelib.entry.cursor import read_cursor, write_cursor
from chalicelib.entry.present import time_text
from chalicelib.entry.received import Paging
from chalicelib.rules import mark, territory
from chalicelib.rules.certificate import State
from chalicelib.rules.policy import parse_year, years
from chalicelib.rules.refusal import Refusal
from chalicelib.store import certificates, overdue, professionals
from chalicelib.store.overdue import Overdue
from chalicelib.store.queue import Place

admin_sync = Calls(__name__)


class SyncState(StrEnum):
    """`held`: the two systems disagree; `overdue`: it waits longer than the law allows."""

    HELD = "held"
    OVERDUE = "overdue"


class SyncQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which, and of which year and territory; all where they are left out."""

    state: SyncState
    year: str | None = None
    territory: str | None = None


class Sync(shapes.Answered, frozen=True, kw_only=True):
    """One person's year, or what is owed for it: `waits_for` names who must still act."""

    state: str
    person: str | None
    professional: shapes.Person | None
    territory: str | None
    year: int | None
    waits_for: str | None
    since: str
    due: str | None
    held_because: shapes.HeldBecause | None


Placed = tuple[Place, Sync]


class Syncs(shapes.Answered, frozen=True, kw_only=True):
    """A page of what has not arrived."""

    items: list[Sync]
    next: str | None


@admin_sync.call(
    "GET",
    "/v1/admin/sync",
    who=Who.ADMINISTRATOR,
    query=SyncQuery,
    answers=Syncs,
    refusals=("year_unknown", "territory_unknown", "shenzhen_excluded", "cursor_invalid"),
    summary="数据对接待办",
)
def list_sync(call: Call[SyncQuery]) -> Syncs:
    """List certificates that are held, or what is overdue, within the own territory."""
    asked = call.query
    place = territory.parse_territory(asked.territory or call.staff.territory).code
    if not territory.covers(call.staff.territory, place):
        raise Refusal("forbidden")
    after = read_cursor(asked.cursor, Place)
    find = _held if asked.state is SyncState.HELD else _overdue
    asked_years = (parse_year(asked.year),) if asked.year else years()
    found = find(asked_years, place, after, call.at)
    page = list(islice(found, asked.limit + 1))
    shown = page[: asked.limit]
    return Syncs(
        items=[each for _, each in shown],
        next=write_cursor(shown[-1][0]) if len(page) > len(shown) else None,
    )


def _held(
    asked: tuple[int, ...], place: str, after: Place | None, _at: datetime
) -> Iterator[Placed]:
    """Held certificates by year, territory and person; each is read anew, for lists lag."""
    for year in asked:
        for code in territory.below(place):
            for person in sorted(overdue.list_held(year, code)):
                here = Place(str(year), code, person)
                if (after is None or here > after) and (held := _find_held(person, year)):
                    yield here, held


def _find_held(person: str, year: int) -> Sync | None:
    certificate = certificates.find_certificate(person, year)
    if certificate is None or certificate.state is not State.HELD:
        return None
    because = present.year_certificate(certificate, complete=True).held_because
    professional = professionals.find_professional(person)
    return Sync(
        state=SyncState.HELD,
        person=person,
        professional=present.person(professional) if professional else None,
        territory=certificate.territory,
        year=year,
        waits_for=None,
        since=time_text(certificate.since),
        due=None,
        held_because=because,
    )


def _overdue(
    asked: tuple[int, ...], place: str, after: Place | None, at: datetime
) -> Iterator[Placed]:
    """What is overdue, oldest first; what is of no year belongs to each."""
    found = sorted(overdue.find_overdue(at), key=lambda each: each.place)
    for late in found:
        if after is not None and late.place <= after:
            continue
        shown = _late(late)
        covered = territory.covers(place, shown.territory or territory.PROVINCE)
        if covered and (shown.year is None or shown.year in asked):
            yield late.place, shown


def _late(late: Overdue) -> Sync:
    person = overdue.person_of(late)
    professional = professionals.find_professional(person) if person else None
    since = mark.instant_of(late.place.since)
    return Sync(
        state=SyncState.OVERDUE,
        person=person,
        professional=present.person(professional) if professional else None,
        territory=professional.territory if professional else None,
        year=late.year,
        waits_for=late.whom.lower(),
        since=time_text(since),
        due=time_text(overdue.due_of(since)),
        held_because=None,
    )
