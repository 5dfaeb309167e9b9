"""Requests about duties: asked by the person, confirmed or refused by the bureau (R44)."""

from typing import NamedTuple

from chalicelib.access.caller import Who
from chalicelib.access.role import Role
from chalicelib.duties.actions.ask_duty import DutyStated, ask_duty
from chalicelib.duties.actions.decide_duty import decide_duty
from chalicelib.duties.actions.get_duty import open_duty
from chalicelib.duties.routes import present, shapes
from chalicelib.duties.rules.duty_request import DutyRequest
from chalicelib.duties.store import duties as store
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut, next_cursor, read_cursor
from chalicelib.http.present import download
from chalicelib.http.received import Paging
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.http.shapes import Download
from chalicelib.http.wire import time_text
from chalicelib.people.actions import ask_people
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.routes import present_evidence
from chalicelib.staff.routes.territories import territories_of

duties = Calls(__name__, tag="duties")


class OwnDutyPlace(NamedTuple):
    """A place among one's own requests: since when, and which."""

    since: str
    id: str


@duties.call(
    "POST",
    "/v1/me/duties",
    who=Who.PROFESSIONAL,
    body=shapes.DutySent,
    answers=shapes.DutyRequestShape,
    status=201,
    made_at="/v1/me/duties",
    refusals=(
        "duty_pending",
        "duty_unneeded",
        "evidence_missing",
        "evidence_invalid",
        "account_merged",
    ),
    summary="申请确认年度义务",
)
def ask(call: Call[shapes.DutySent]) -> shapes.DutyRequestShape:
    """Ask the bureau to confirm what makes a year exempt that has begun."""
    sent = call.body
    asked = DutyStated(
        worked_since=sent.worked_since,
        employment=sent.employment,
        uploads=tuple(sent.evidence),
    )
    return present.own_duty(ask_duty(call.person, asked, at=call.at, cause=call.cause))


@duties.call(
    "GET",
    "/v1/me/duties",
    who=Who.PROFESSIONAL,
    query=Paging,
    answers=shapes.Duties,
    refusals=("cursor_invalid",),
    summary="查询本人的年度义务申请",
)
def list_own_duties(call: Call[Paging]) -> shapes.Duties:
    """List one's own requests, the latest first."""
    after = read_cursor(call.query.cursor, OwnDutyPlace)
    found = store.find_duties_of(call.person)
    rest = [each for each in found if after is None or _own_place(each) < after]
    page, following = cut(rest, call.query.limit, _own_place)
    return shapes.Duties(items=[present.own_duty(each) for each in page], next=following)


def _own_place(duty: DutyRequest) -> OwnDutyPlace:
    return OwnDutyPlace(time_text(duty.since), duty.id)


@duties.call(
    "GET",
    "/v1/me/duties/{id}/evidence/{file}",
    who=Who.PROFESSIONAL,
    answers=Download,
    refusals=("not_found",),
    summary="下载本人年度义务申请的证明材料",
)
def download_evidence(call: Call[None]) -> Download:
    """Sign the address of a file that one's own request names."""
    duty = store.find_duty(call.person, call.path["id"])
    files = duty.evidence if duty else ()
    file = next((each for each in files if each.id == call.path["file"].lower()), None)
    if file is None:
        raise Refusal("not_found")
    return download(present_evidence.signed(call.person, file))


@duties.call(
    "GET",
    "/v1/review/duties",
    who=Role.REVIEWER,
    query=shapes.DutiesQuery,
    answers=shapes.Duties,
    refusals=(*TERRITORY_OF_STAFF, "cursor_invalid"),
    summary="查询年度义务申请",
)
def list_duties(call: Call[shapes.DutiesQuery]) -> shapes.Duties:
    """List the requests of people of the own territory, the oldest first."""
    asked = call.query
    territories = territories_of(call.staff, asked.territory)
    places = frozenset(territories)
    found, last = store.list_duties(
        asked.state,
        territories,
        read_cursor(asked.cursor, Position),
        asked.limit,
        lambda each: each.territory in places,
    )
    people = ask_people.find_professionals({each.person for each in found})
    items = [present.reviewed_duty(each, people.get(each.person)) for each in found]
    return shapes.Duties(items=items, next=next_cursor(last))


@duties.call(
    "GET",
    "/v1/review/duties/{id}",
    who=Role.REVIEWER,
    answers=shapes.DutyRequestShape,
    refusals=("not_found",),
    summary="查看年度义务申请",
)
def show_duty(call: Call[None]) -> shapes.DutyRequestShape:
    """Show one request of the own territory; who decides it sees whose it is."""
    found = open_duty(call.staff, call.path["id"], at=call.at, cause=call.cause)
    return present.reviewed_duty(found.duty, found.owner, in_full=found.in_full)


@duties.call(
    "POST",
    "/v1/review/duties/{id}/decision",
    who=Role.REVIEWER,
    body=shapes.DutyVerdictSent,
    answers=shapes.DutyRequestShape,
    refusals=("not_found", "own_record", "already_decided", "reason_required"),
    summary="确认年度义务",
)
def decide(call: Call[shapes.DutyVerdictSent]) -> shapes.DutyRequestShape:
    """Confirm what takes a duty away, or refuse it, once."""
    done = decide_duty(
        call.staff,
        call.path["id"],
        call.body.decision,
        call.body.why,
        at=call.at,
        cause=call.cause,
    )
    return present.reviewed_duty(done.duty, done.owner)
