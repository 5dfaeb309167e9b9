"""Appeals (申请复核, R43): lodged by the owner of a refused record, listed to it and to bureaus."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from chalicelib.access.caller import Who
from chalicelib.access.role import Role
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut, next_cursor, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.http.wire import time_text
from chalicelib.law.actions.ask_law import get_law
from chalicelib.people.actions import ask_people
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.listing import Position
from chalicelib.records.actions.appeal_record import Grounds, appeal_record
from chalicelib.records.actions.find_appeals import Appealed, find_own_appeals
from chalicelib.records.routes import present, present_appeals, shapes, shapes_review
from chalicelib.records.routes.records import OWNER
from chalicelib.records.rules.appeal_entry import AppealEntry
from chalicelib.records.rules.reconsideration import appeals_of
from chalicelib.records.rules.record import Record
from chalicelib.records.store import appeals as store
from chalicelib.staff.routes.territories import territories_of

appeals = Calls(__name__, tag="appeals")


class OwnAppealPlace(NamedTuple):
    """A place among one's own appeals: since when, and which."""

    since: str
    id: str


@appeals.call(
    "POST",
    "/v1/me/records/{id}/appeal",
    who=Who.PROFESSIONAL,
    body=shapes.AppealSent,
    answers=shapes.AppealShape,
    status=201,
    made_at="/v1/me/appeals",
    refusals=(
        "not_found",
        "record_not_changeable",
        "already_appealed",
        "appeal_closed",
        "reason_required",
        "evidence_invalid",
        "duplicate_credit",
    ),
    summary="申请复核",
)
def lodge(call: Call[shapes.AppealSent]) -> shapes.AppealShape:
    """Ask the bureau above to look again at a record that was refused; also after the cut-off."""
    grounds = Grounds(call.body.reasons, tuple(call.body.evidence))
    done = appeal_record(call.person, call.path["id"], grounds, at=call.at, cause=call.cause)
    return _own(Appealed(appeals_of(done.record)[-1], done.record, done.window), call.at)


@appeals.call(
    "GET",
    "/v1/me/appeals",
    who=Who.PROFESSIONAL,
    query=Paging,
    answers=shapes.Appeals,
    refusals=("cursor_invalid",),
    summary="查询本人的复核申请",
)
def list_own_appeals(call: Call[Paging]) -> shapes.Appeals:
    """List one's own appeals, the latest first, each with its record."""
    after = read_cursor(call.query.cursor, OwnAppealPlace)
    found = find_own_appeals(call.person, at=call.at)
    rest = [each for each in found if after is None or _own_place(each) < after]
    page, following = cut(rest, call.query.limit, _own_place)
    return shapes.Appeals(items=[_own(each, call.at) for each in page], next=following)


def _own_place(found: Appealed) -> OwnAppealPlace:
    return OwnAppealPlace(time_text(found.appeal.by.at), found.appeal.id)


def _own(found: Appealed, at: datetime) -> shapes.AppealShape:
    shown = present.record(found.record, found.window, at, OWNER)
    return present_appeals.appeal(present_appeals.appeal_told(found.appeal, at), shown)


@appeals.call(
    "GET",
    "/v1/review/appeals",
    who=Role.REVIEWER,
    query=shapes_review.AppealsQuery,
    answers=shapes.Appeals,
    refusals=(*TERRITORY_OF_STAFF, "cursor_invalid"),
    summary="查询复核申请",
)
def list_appeals(call: Call[shapes_review.AppealsQuery]) -> shapes.Appeals:
    """List the appeals about records of the own territory, the oldest first."""
    asked = call.query
    territories = territories_of(call.staff, asked.territory)
    found, last = store.list_appeals(
        asked.state,
        territories,
        read_cursor(asked.cursor, Position),
        asked.limit,
        _wanted(asked, frozenset(territories), call.at),
    )
    records = store.find_appealed(found)
    people = ask_people.find_professionals({each.person for each in found})
    return shapes.Appeals(
        items=[
            _reviewed(call, each, records[each.record], people.get(each.person))
            for each in found
            if each.record in records
        ],
        next=next_cursor(last),
    )


def _wanted(
    asked: shapes_review.AppealsQuery, territories: frozenset[str], at: datetime
) -> Callable[[AppealEntry], bool]:
    def is_wanted(entry: AppealEntry) -> bool:
        return (
            entry.territory in territories
            and asked.bureau in {None, entry.bureau}
            and asked.year in {None, entry.year}
            and asked.form in {None, entry.form}
            and asked.overdue in {None, entry.is_overdue(at)}
        )

    return is_wanted


def _reviewed(
    call: Call[shapes_review.AppealsQuery],
    entry: AppealEntry,
    record: Record,
    owner: Professional | None,
) -> shapes.AppealShape:
    window = get_law(record.year, at=call.at).window_of(record)
    lodged = next(each for each in appeals_of(record) if each.id == entry.id)
    told = present_appeals.appeal_told(lodged, call.at)
    shown = present.owned_record(record, owner, window, call.at, call.staff)
    return present_appeals.appeal(told, shown)
