"""Bureaus: what waits for them besides records, and what of it is overdue."""

from chalicelib.access.caller import Who
from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut_whole
from chalicelib.http.received import WholePaging
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.http.shapes import Answered
from chalicelib.http.texts import PlaceAsked
from chalicelib.http.told import Instant, Label, Next, Place
from chalicelib.http.wire import time_text
from chalicelib.staff.routes.territories import territories_of
from chalicelib.views.actions.count_waiting import count_waiting
from chalicelib.views.rules.waiting import WAITING_LABELS, WaitingCount, WaitingKind

bureau_waiting = Calls(__name__, tag="review")


class WaitingQuery(WholePaging, frozen=True, kw_only=True):
    """Of which territory; without it, the own one."""

    territory: PlaceAsked | None = None


class WaitingOfKind(Answered, frozen=True, kw_only=True):
    """How much of a kind waits, since when the oldest does, and how much is overdue (null where no rule says when).

    With `more` there is more than is counted.
    """

    kind: WaitingKind
    label: Label
    count: int
    more: bool
    overdue: int | None
    oldest_since: Instant | None


class WaitingCounts(Answered, frozen=True, kw_only=True):
    """What waits for the bureaus of a territory and of those below it, kind by kind."""

    territory: Place
    territory_name: Label
    counted_at: Instant
    items: list[WaitingOfKind]
    next: Next | None


@bureau_waiting.call(
    "GET",
    "/v1/review/waiting",
    who=Who.BUREAU,
    query=WaitingQuery,
    answers=WaitingCounts,
    refusals=(*TERRITORY_OF_STAFF, "cursor_invalid"),
    summary="待办和逾期统计",
)
def show_waiting(call: Call[WaitingQuery]) -> WaitingCounts:
    """Count appeals, problems, requests about duties, plans and applications that wait for the bureaus."""
    places = territories_of(call.staff, call.query.territory)
    found = count_waiting(places, at=call.at)
    page, following = cut_whole(found, call.query, lambda each: each.kind)
    return WaitingCounts(
        territory=places[0],
        territory_name=parse_territory(places[0]).full_name,
        counted_at=time_text(call.at),
        items=[_shown(each) for each in page],
        next=following,
    )


def _shown(found: WaitingCount) -> WaitingOfKind:
    return WaitingOfKind(
        kind=found.kind,
        label=WAITING_LABELS[found.kind],
        count=found.number,
        more=found.more,
        overdue=found.overdue,
        oldest_since=time_text(found.oldest) if found.oldest else None,
    )
