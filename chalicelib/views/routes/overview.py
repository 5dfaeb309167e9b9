"""Administrators: what waits for which bureau and for how long, a year's weeks and forms."""

import msgspec

from chalicelib.access.role import Role
from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.http.shapes import Answered
from chalicelib.http.texts import PlaceAsked
from chalicelib.http.told import Code, Day, DecimalText, Instant, Label, Place
from chalicelib.http.wire import time_text
from chalicelib.law.actions.ask_law import get_policy
from chalicelib.law.rules.form import form_label
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.staff.routes.territories import territories_of
from chalicelib.views.actions import look_over
from chalicelib.views.rules import overview as rules

overview = Calls(__name__, tag="admin_certificates")


class OverviewQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which year and territory; without a territory, the own one."""

    year: int
    territory: PlaceAsked | None = None


class WaitingAtBureau(Answered, frozen=True, kw_only=True):
    """How many records wait for a bureau, of whatever year, and since which day the oldest."""

    territory: Place
    territory_name: Label
    waiting: int
    oldest_on: Day


class WaitingSoLong(Answered, frozen=True, kw_only=True):
    """How many records have waited for so many days, from the first to the last (null: or longer)."""

    from_days: int
    to_days: int | None
    waiting: int


class WeekNumbers(Answered, frozen=True, kw_only=True):
    """A week, from Monday: records that came in and that were decided, certificates that were issued."""

    begins_on: Day
    registered: int
    decided: int
    issued: int


class FormNumbers(Answered, frozen=True, kw_only=True):
    """Records of a form that count, and their credits."""

    form: Code
    label: Label
    records: int
    credits: DecimalText


class OverviewShown(Answered, frozen=True, kw_only=True):
    """What waits for the bureaus of a territory and of those below it, whatever the year; a year's weeks and forms.

    `as_of` is the last instant of which the numbers know something. `recounted_at` is since when what waits
    has been compared with the lists, `compared_at` since when weeks and forms have been compared with the
    records. Null: not yet, so the numbers have what came since they are kept.
    """

    year: int
    territory: Place
    territory_name: Label
    counted_at: Instant
    as_of: Instant
    recounted_at: Instant | None
    compared_at: Instant | None
    bureaus: list[WaitingAtBureau]
    ages: list[WaitingSoLong]
    weeks: list[WeekNumbers]
    forms: list[FormNumbers]


@overview.call(
    "GET",
    "/v1/admin/overview",
    who=Role.ADMINISTRATOR,
    query=OverviewQuery,
    answers=OverviewShown,
    refusals=("year_unknown", *TERRITORY_OF_STAFF),
    summary="年度概览：待认定积压、每周办理量、各形式学分",
)
def show_overview(call: Call[OverviewQuery]) -> OverviewShown:
    """Look over a year and what waits for bureaus."""
    year = get_policy(call.query.year).year
    places = territories_of(call.staff, call.query.territory)
    found = look_over.look_over(year, places, at=call.at)
    return OverviewShown(
        year=year,
        territory=places[0],
        territory_name=parse_territory(places[0]).full_name,
        counted_at=time_text(call.at),
        as_of=time_text(found.as_of),
        recounted_at=time_text(found.recounted_at) if found.recounted_at else None,
        compared_at=time_text(found.compared_at) if found.compared_at else None,
        bureaus=[_bureau(each) for each in found.bureaus],
        ages=[WaitingSoLong(from_days=a, to_days=b, waiting=n) for a, b, n in found.ages],
        weeks=[_week(each) for each in found.weeks],
        forms=[_form(each) for each in found.forms],
    )


def _bureau(found: rules.BureauWaits) -> WaitingAtBureau:
    return WaitingAtBureau(
        territory=found.territory,
        territory_name=parse_territory(found.territory).full_name,
        waiting=found.number,
        oldest_on=found.oldest.isoformat(),
    )


def _week(found: rules.WeekCounts) -> WeekNumbers:
    return WeekNumbers(
        begins_on=found.begins.isoformat(),
        registered=found.registered,
        decided=found.decided,
        issued=found.issued,
    )


def _form(found: rules.FormCounts) -> FormNumbers:
    return FormNumbers(
        form=found.form,
        label=form_label(found.form),
        records=found.records,
        credits=decimal_text(found.credits),
    )
