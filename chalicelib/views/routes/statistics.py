"""Administrators: a year's people, years and certificates, counted by territory."""

from typing import Any

import msgspec

from chalicelib.access.role import Role
from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut_whole
from chalicelib.http.received import WholePaging
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.http.texts import PlaceAsked
from chalicelib.http.told import Instant, Label, Next, Place
from chalicelib.http.wire import time_text
from chalicelib.law.actions.ask_law import get_policy
from chalicelib.staff.routes.territories import territories_of
from chalicelib.views.actions.count_year import count_year
from chalicelib.views.rules.statistics import Counts

statistics = Calls(__name__, tag="admin_certificates")


class StatisticsQuery(WholePaging, frozen=True, kw_only=True):
    """Which year and territory."""

    year: int
    territory: PlaceAsked | None = None


class CountsShape(shapes.Answered, frozen=True, kw_only=True):
    """People enrolled, years in progress and complete, certificates issued, held and revoked."""

    enrolled: int
    in_progress: int
    complete: int
    certificates: int
    held: int
    revoked: int


class TerritoryCounts(CountsShape, frozen=True, kw_only=True):
    """The counts of one territory, those below it not included."""

    territory: Place
    territory_name: Label


class Statistics(CountsShape, frozen=True, kw_only=True):
    """The sums over a territory and all below it, and the parts that are not empty.

    `counted_at` is the instant of the answer, `as_of` the last one of which the numbers know something.
    `recounted_at` is since when all of them have been compared with the lists; null where they are not
    kept yet: then the lists themselves were counted.
    """

    year: int
    territory: Place
    territory_name: Label
    counted_at: Instant
    as_of: Instant
    recounted_at: Instant | None
    items: list[TerritoryCounts]
    next: Next | None


@statistics.call(
    "GET",
    "/v1/admin/statistics",
    who=Role.ADMINISTRATOR,
    query=StatisticsQuery,
    answers=Statistics,
    refusals=("year_unknown", "cursor_invalid", *TERRITORY_OF_STAFF),
    summary="年度统计",
)
def show_statistics(call: Call[StatisticsQuery]) -> Statistics:
    """Count a year by territory."""
    year = get_policy(call.query.year).year
    places = territories_of(call.staff, call.query.territory)
    counted, as_of, recounted_at = count_year(year, places, at=call.at)
    parts = [
        TerritoryCounts(**_of(code, counts))
        for code, counts in counted.items()
        if counts != Counts()
    ]
    page, following = cut_whole(parts, call.query, lambda each: each.territory)
    return Statistics(
        year=year,
        counted_at=time_text(call.at),
        as_of=time_text(as_of),
        recounted_at=time_text(recounted_at) if recounted_at else None,
        items=list(page),
        next=following,
        **_of(places[0], sum(counted.values(), Counts())),
    )


def _of(code: str, counts: Counts) -> dict[str, Any]:
    """A territory and its counts, as members of a shape."""
    named = {"territory": code, "territory_name": parse_territory(code).full_name}
    return named | msgspec.structs.asdict(counts)
