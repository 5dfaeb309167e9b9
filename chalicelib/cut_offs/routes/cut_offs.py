"""Cut-offs as administrators see them: which windows are closed, and what expired (R26)."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.access.role import Role
from chalicelib.bureaus.rules import territory
from chalicelib.cut_offs.rules.cut_off import Shard, Tally, WindowState, state_of, summed
from chalicelib.cut_offs.store import cut_offs
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.told import Day, Id, Instant, Label, Next, Place, Sentences
from chalicelib.http.wire import time_text
from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.policy import years
from chalicelib.law.rules.window import Window, WindowKind
from chalicelib.platform.rules.china_time import shanghai_date

admin_cut_offs = Calls(__name__, tag="admin_cut_offs")


class YearPlace(NamedTuple):
    """Where a page of cut-offs ends."""

    year: str


class TerritoryCutOff(shapes.Answered, frozen=True, kw_only=True):
    """What expired in a territory: `late` of it after the report, as grace ran out."""

    territory: Place
    territory_name: Label
    drafts: int
    returned: int
    late: int


class CutOffShown(shapes.Answered, frozen=True, kw_only=True):
    """One window: `upcoming`, `open`, `closing` until all is recorded, `closed` since `closed_at`."""

    window: Id
    year: int
    kind: WindowKind
    label: Label
    state: WindowState
    opens: Day
    cut_off: Day
    closes_at: Instant
    closed_at: Instant | None
    expired: int
    late: int
    territories: list[TerritoryCutOff]
    source: Sentences


class CutOffs(shapes.Answered, frozen=True, kw_only=True):
    """A page of cut-offs, the latest year first."""

    items: list[CutOffShown]
    next: Next | None


@admin_cut_offs.call(
    "GET",
    "/v1/admin/cut-offs",
    who=Role.ADMINISTRATOR,
    query=Paging,
    answers=CutOffs,
    refusals=("cursor_invalid",),
    summary="截止情况",
)
def list_cut_offs(call: Call[Paging]) -> CutOffs:
    """List every year's cut-off, and that of a further window if one was opened, with what expired in the administrator's territory."""
    asked = call.query
    after = read_cursor(asked.cursor, YearPlace)
    left = [year for year in reversed(years()) if after is None or str(year) < after.year]
    page, following = cut(left, asked.limit, lambda year: YearPlace(str(year)))
    return CutOffs(
        items=[
            _shown(window, call.staff.territory, call.at)
            for year in page
            for window in get_law(year, at=call.at).windows
        ],
        next=following,
    )


def _shown(asked: Window, place: str, at: datetime) -> CutOffShown:
    has_closed = at >= asked.closes
    shards = cut_offs.find_shards(asked) if has_closed else []
    report = cut_offs.find_report(asked, at) if has_closed else None
    territories = _territories(shards, place)
    return CutOffShown(
        window=asked.name,
        year=asked.year,
        kind=asked.kind,
        label=asked.label,
        state=state_of(asked, at, is_reported=report is not None),
        opens=shanghai_date(asked.opens).isoformat(),
        cut_off=asked.cut_off.isoformat(),
        closes_at=time_text(asked.closes),
        closed_at=time_text(report.closed_at) if report else None,
        expired=sum(each.drafts + each.returned for each in territories),
        late=sum(each.late for each in territories),
        territories=territories,
        source=asked.source,
    )


def _territories(shards: list[Shard], place: str) -> list[TerritoryCutOff]:
    """The counts below the administrator's territory, where anything expired."""
    late = summed(each.late for each in shards)
    both = summed([*(each.expired for each in shards), late])
    return [
        TerritoryCutOff(
            territory=code,
            territory_name=territory.parse_territory(code).full_name,
            drafts=tally.drafts,
            returned=tally.returned,
            late=late.get(code, Tally()).total,
        )
        for code, tally in both.items()
        if territory.covers(place, code)
    ]
