"""The desk of a bureau: what stands at its head, what is looked for there, the reasons that it keeps."""

from chalicelib.access.caller import Who
from chalicelib.access.role import Role
from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.refusals import DOCUMENT, TERRITORY_OF_STAFF
from chalicelib.http.wire import time_text
from chalicelib.law.actions.ask_law import get_law
from chalicelib.people.actions import ask_people
from chalicelib.records.actions.edit_reasons import edit_reasons
from chalicelib.records.actions.read_desk import read_desk
from chalicelib.records.actions.search_records import SearchPlace, search_records
from chalicelib.records.routes import present, shapes, shapes_desk
from chalicelib.records.rules.canned_reason import BureauReasons, CannedReason
from chalicelib.records.store.canned_reasons import find_reasons
from chalicelib.staff.routes.territories import territories_of

desk = Calls(__name__, tag="review")


@desk.call(
    "GET",
    "/v1/review/desk",
    who=Role.REVIEWER,
    query=shapes_desk.DeskQuery,
    answers=shapes_desk.DeskShown,
    refusals=TERRITORY_OF_STAFF,
    summary="待认定数量和今日办理数量",
)
def show_desk(call: Call[shapes_desk.DeskQuery]) -> shapes_desk.DeskShown:
    """Count what waits for the bureaus of a territory, and what the own bureau decided today."""
    places = territories_of(call.staff, call.query.territory)
    found = read_desk(call.staff, places, at=call.at)
    return shapes_desk.DeskShown(
        territory=places[0],
        territory_name=parse_territory(places[0]).full_name,
        waiting=found.waiting,
        more=found.more,
        oldest_since=time_text(found.oldest) if found.oldest else None,
        decided_by_self=found.decided_by_self,
        decided_by_bureau=found.decided_by_bureau,
        counted_at=time_text(call.at),
    )


@desk.call(
    "POST",
    "/v1/review/records/search",
    who=Role.REVIEWER,
    body=shapes_desk.RecordsSoughtSent,
    answers=shapes.Records,
    refusals=(*DOCUMENT, *TERRITORY_OF_STAFF, "cursor_invalid"),
    keyed=False,
    proved=False,
    summary="按姓名、证件号码、标题或编号查找记录",
)
def search(call: Call[shapes_desk.RecordsSoughtSent]) -> shapes.Records:
    """Find records of the own territory: any state by a person's number or whole name, what waits by its title."""
    asked = call.body
    places = territories_of(call.staff, asked.territory)
    after = read_cursor(asked.cursor, SearchPlace)
    found = search_records(asked.sought, places, after, asked.limit, at=call.at)
    people = ask_people.find_professionals({each.person for each in found.records})
    return shapes.Records(
        items=[
            present.owned_record(
                each,
                people.get(each.person),
                get_law(each.year, at=call.at).window_of(each),
                call.at,
                call.staff,
            )
            for each in found.records
        ],
        next=next_cursor(found.last),
    )


@desk.call(
    "GET",
    "/v1/review/reasons",
    who=Who.BUREAU,
    answers=shapes_desk.ReasonsShown,
    versioned="version",
    summary="查询本部门常用理由",
)
def show_reasons(call: Call[None]) -> shapes_desk.ReasonsShown:
    """Show the reasons that the own bureau keeps."""
    return _shown(call.staff.territory, find_reasons(call.staff.territory))


@desk.call(
    "PUT",
    "/v1/review/reasons",
    who=Who.BUREAU,
    body=shapes_desk.ReasonsSent,
    answers=shapes_desk.ReasonsShown,
    versioned="version",
    proved=False,
    summary="编辑本部门常用理由",
)
def put_reasons(call: Call[shapes_desk.ReasonsSent]) -> shapes_desk.ReasonsShown:
    """Keep the reasons of the own bureau, in place of those that it has."""
    stated = [CannedReason(each.use, each.text) for each in call.body.reasons]
    seen = call.seen.and_version(call.body.version)
    return _shown(call.staff.territory, edit_reasons(call.staff, stated, at=call.at, seen=seen))


def _shown(territory: str, found: BureauReasons) -> shapes_desk.ReasonsShown:
    return shapes_desk.ReasonsShown(
        territory=territory,
        territory_name=parse_territory(territory).full_name,
        reasons=[shapes_desk.ReasonShown(use=each.use, text=each.text) for each in found.reasons],
        changed_at=time_text(found.at) if found.at else None,
        version=found.version,
    )
