"""An employer's roll, for its clerks (R38): who stands how, whom to remind, who looked at it."""

from typing import NamedTuple

from chalicelib.access.caller import Who
from chalicelib.employers.actions.ask_employers import find_reminded, require_clerk
from chalicelib.employers.actions.keep_look import keep_look
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.law.rules.policy import parse_year
from chalicelib.platform.rules.act import What
from chalicelib.views.actions.read_roll import RollAsked, read_roll
from chalicelib.views.actions.remind_roll import remind_roll
from chalicelib.views.routes import present_roll, shapes_roll

rolls = Calls(__name__, tag="employers")


class RollPlace(NamedTuple):
    """After whom a page goes on: an id says nothing of a person."""

    person: str


def _year(asked: int | None) -> int | None:
    return None if asked is None else parse_year(str(asked))


@rolls.call(
    "GET",
    "/v1/employers/{code}/people",
    who=Who.LOGIN,
    query=shapes_roll.RollQuery,
    answers=shapes_roll.Roll,
    refusals=("year_unknown", "cursor_invalid"),
    summary="单位人员名册及各年度情况",
)
def show_roll(call: Call[shapes_roll.RollQuery]) -> shapes_roll.Roll:
    """Show who names the employer and has agreed, by name: each year's state, what is missing and until when."""
    employer = require_clerk(call.login, call.path["code"])
    asked = call.query
    year = _year(asked.year)
    after = read_cursor(asked.cursor, RollPlace)
    page = read_roll(
        employer,
        RollAsked(year, asked.state),
        after=after.person if after else None,
        limit=asked.limit,
        at=call.at,
    )
    seen = [each.professional.id for each in page.people]
    keep_look(
        call.login,
        employer,
        seen,
        What.ROLL_READ,
        year=year or 0,
        at=call.at,
        cause=call.cause,
    )
    reminded = find_reminded(employer.code, tuple(seen))
    return shapes_roll.Roll(
        items=[
            present_roll.person(each, reminded.get(each.professional.id), call.at)
            for each in page.people
        ],
        next=next_cursor(RollPlace(page.last) if page.last else None),
    )


@rolls.call(
    "POST",
    "/v1/employers/{code}/reminders",
    who=Who.LOGIN,
    body=shapes_roll.RemindersSent,
    answers=shapes_roll.RemindersShown,
    refusals=("year_unknown", "cursor_invalid"),
    keyed=False,
    summary="提醒尚未完成的人员",
)
def remind(call: Call[shapes_roll.RemindersSent]) -> shapes_roll.RemindersShown:
    """Remind those who are late in a year that is open, each once a week at most; `next` goes on with the others."""
    employer = require_clerk(call.login, call.path["code"])
    year = _year(call.body.year)
    after = read_cursor(call.body.cursor, RollPlace)
    done = remind_roll(employer, year, after=after.person if after else None, at=call.at)
    keep_look(
        call.login,
        employer,
        done.people,
        What.ROLL_REMINDED,
        year=year or 0,
        at=call.at,
        cause=call.cause,
    )
    return shapes_roll.RemindersShown(
        reminded=len(done.people),
        already=done.already,
        next=next_cursor(RollPlace(done.last) if done.last else None),
    )
