"""What has not reached the HR system as administrators see it: held, or overdue (R29, R30)."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from chalicelib.access.role import Role
from chalicelib.bureaus.rules.territory import PROVINCE, below, parse_territory
from chalicelib.certificates.actions import ask_certificates
from chalicelib.certificates.routes import present as certificates_present
from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.refusals import TERRITORY, TERRITORY_OF_STAFF
from chalicelib.http.texts import PlaceAsked
from chalicelib.http.told import Code, Id, Instant, Next, Place
from chalicelib.http.wire import time_text
from chalicelib.law.rules.policy import parse_year, years
from chalicelib.people.actions import ask_people
from chalicelib.people.routes import present as people_present
from chalicelib.people.routes import shapes as people_shapes
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.store.outbox import ListPlace
from chalicelib.staff.routes.territories import territories_of
from chalicelib.upkeep.actions import ask_upkeep
from chalicelib.upkeep.actions.ask_upkeep import Overdue

admin_sync = Calls(__name__, tag="admin_sync")

LOOKED_AT = 500
"""How much of what is overdue, the most of it elsewhere, one page looks at."""


class SyncState(StrEnum):
    """`held`: the two systems disagree; `overdue`: it waits longer than the law allows."""

    HELD = "held"
    OVERDUE = "overdue"


class SyncQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which, and of which year and territory; all where they are left out."""

    state: SyncState
    year: str | None = None
    territory: PlaceAsked | None = None


class HeldQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Of which year and territory; all of the province where they are left out."""

    year: str | None = None
    territory: PlaceAsked | None = None


class Sync(shapes.Answered, frozen=True, kw_only=True):
    """One person's year, or what is owed for it: `waits_for` names who must still act."""

    state: SyncState
    person: Id | None
    professional: people_shapes.Person | None
    territory: Place | None
    year: int | None
    waits_for: Code | None
    since: Instant
    due: Instant | None
    held_because: people_shapes.HeldBecauseShape | None


class Syncs(shapes.Answered, frozen=True, kw_only=True):
    """A page of what has not arrived."""

    items: list[Sync]
    next: Next | None


@admin_sync.call(
    "GET",
    "/v1/admin/sync",
    who=Role.ADMINISTRATOR,
    query=SyncQuery,
    answers=Syncs,
    refusals=("year_unknown", *TERRITORY_OF_STAFF, "cursor_invalid"),
    summary="数据对接待办",
)
def list_sync(call: Call[SyncQuery]) -> Syncs:
    """List certificates that are held, or what is overdue, within the own territory.

    A page may end early, even empty, and say where to go on.
    """
    asked = call.query
    places = territories_of(call.staff, asked.territory)
    asked_years = (parse_year(asked.year),) if asked.year else years()
    if asked.state is SyncState.HELD:
        return _held(asked, asked_years, places)
    return _overdue(asked, asked_years, places, call.at)


@admin_sync.call(
    "GET",
    "/v1/hr/held",
    who=Role.HR_OFFICER,
    query=HeldQuery,
    answers=Syncs,
    refusals=("year_unknown", *TERRITORY, "cursor_invalid"),
    summary="待核对的证书（人社部门）",
)
def list_held(call: Call[HeldQuery]) -> Syncs:
    """List certificates that are held, of the whole province: HR officers act on all of it."""
    asked = call.query
    place = parse_territory(asked.territory).code if asked.territory else PROVINCE
    asked_years = (parse_year(asked.year),) if asked.year else years()
    return _held(asked, asked_years, below(place))


def _held(
    asked: SyncQuery | HeldQuery, asked_years: Sequence[int], places: tuple[str, ...]
) -> Syncs:
    """Held certificates by year, territory and employer, read anew, for lists lag."""
    after = read_cursor(asked.cursor, Position)
    found, last = ask_certificates.find_held(asked_years, places, after, asked.limit)
    people = ask_people.find_professionals({each.person for each in found})
    return Syncs(
        items=[_of_held(each, people.get(each.person)) for each in found],
        next=next_cursor(last),
    )


def _of_held(certificate: Certificate, professional: Professional | None) -> Sync:
    return Sync(
        state=SyncState.HELD,
        person=certificate.person,
        professional=people_present.person(professional) if professional else None,
        territory=certificate.territory,
        year=certificate.year,
        waits_for=None,
        since=time_text(certificate.since),
        due=None,
        held_because=certificates_present.year_certificate(certificate, complete=True).held_because,
    )


def _overdue(
    asked: SyncQuery, asked_years: Sequence[int], places: tuple[str, ...], at: datetime
) -> Syncs:
    """What is overdue, oldest first; what is of no year belongs to each."""
    items: list[Sync] = []
    looked_at: ListPlace | None = None
    found = ask_upkeep.find_overdue(at, read_cursor(asked.cursor, ListPlace))
    for number, late in enumerate(found):
        if number == LOOKED_AT or len(items) == asked.limit:
            return Syncs(items=items, next=next_cursor(looked_at))
        looked_at = late.place
        if late.year in {None, *asked_years} and (shown := _of_overdue(late, places)):
            items.append(shown)
    return Syncs(items=items, next=None)


def _of_overdue(late: Overdue, places: tuple[str, ...]) -> Sync | None:
    """What is shown, if it concerns one of the places; what concerns nobody is the province's."""
    person = ask_upkeep.person_of(late)
    professional = ask_people.find_professional(person) if person else None
    if (professional.territory if professional else PROVINCE) not in places:
        return None
    since = mark.instant_of(late.place.since)
    return Sync(
        state=SyncState.OVERDUE,
        person=person,
        professional=people_present.person(professional) if professional else None,
        territory=professional.territory if professional else None,
        year=late.year,
        waits_for=late.whom.lower(),
        since=time_text(since),
        due=time_text(ask_upkeep.due_of(since)),
        held_because=None,
    )
