"""The bureau that decides: what it is called, whom to ask there, and how long it takes (R5, R20, R35)."""

from chalicelib.access.caller import Who
from chalicelib.bureaus.rules.contact import lines_of
from chalicelib.bureaus.rules.territory import Level, parse_territory
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.shapes import Answered
from chalicelib.http.told import Label, Line, Phone, Place
from chalicelib.http.wire import A_WHILE
from chalicelib.views.actions.ask_pace import ask_pace
from chalicelib.views.rules.pace import WEEKS

bureaus = Calls(__name__, tag="client")


class Bureau(Answered, frozen=True, kw_only=True):
    """A finance bureau: its name, its enquiry line, how long it took lately.

    `median_days` is the median of the days from being handed in to the decision, over what it `decided`
    in the last `weeks` weeks; null where that was too little to say anything.
    """

    territory: Place
    name: Label
    contact: Line
    phone: Phone
    weeks: int
    decided: int
    median_days: int | None


@bureaus.call(
    "GET",
    "/v1/bureaus/{territory}",
    who=Who.ANYBODY,
    answers=Bureau,
    refusals=("territory_unknown", "shenzhen_excluded"),
    caching=A_WHILE,
    summary="查询财政部门",
)
def show_bureau(call: Call[None]) -> Bureau:
    """Say which bureau decides for a place, whom to ask there, and how long it takes."""
    place = parse_territory(call.path["territory"])
    line = lines_of(place.code)[0]
    pace = ask_pace(place.code, at=call.at)
    return Bureau(
        territory=place.code,
        name=f"{place.full_name}财政{'厅' if place.level == Level.PROVINCE else '局'}",
        contact=line.name,
        phone=line.phone,
        weeks=WEEKS,
        decided=pace.decided,
        median_days=pace.median_days,
    )
