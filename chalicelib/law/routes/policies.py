"""Administrators of the province amend a year's policy (R23)."""

from datetime import date
from typing import Annotated

from msgspec import Meta

from chalicelib.access.role import Role
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.refusals import TERRITORY
from chalicelib.http.shapes import Reasoned, Sent
from chalicelib.http.texts import Lines, PlaceSent, Short, Text
from chalicelib.law.actions.amend_policy import PolicyChange, amend_policy
from chalicelib.law.actions.open_window import Opening, open_window
from chalicelib.law.routes import present, shapes
from chalicelib.law.rules.policy import parse_year
from chalicelib.law.store.policies import read_policy

admin_policies = Calls(__name__, tag="admin_policies")


class AmendmentSent(Reasoned, frozen=True, kw_only=True):
    """A figure as it shall be from the start of `since` on, with source and reason.

    `version` is that of the policy that was seen, refused if it has been amended meanwhile.
    """

    figure: Short
    value: str | bool | int
    since: date
    source: Text
    territory: PlaceSent | None = None
    version: Annotated[int, Meta(ge=0)] | None = None

    @property
    def written(self) -> str | bool:
        """The value as it is kept: quantities as text, exact; a whole number is one."""
        return self.value if isinstance(self.value, str | bool) else str(self.value)


class WindowSent(Sent, frozen=True, kw_only=True):
    """A further window, both days included; without territories it is for the whole province."""

    opens: date
    closes: date
    territories: Annotated[tuple[Short, ...], Meta(max_length=150)] = ()
    reason: Lines
    source: Text


@admin_policies.call(
    "GET",
    "/v1/admin/policies/{year}",
    who=Role.ADMINISTRATOR,
    answers=shapes.PolicyShape,
    versioned="version",
    refusals=("year_unknown",),
    summary="年度政策及修订",
)
def show_amended_policy(call: Call[None]) -> shapes.PolicyShape:
    """Show a year's figures and every amendment, also one made this very moment."""
    return present.policy(read_policy(parse_year(call.path["year"])), call.at)


@admin_policies.call(
    "POST",
    "/v1/admin/policies/{year}/amendments",
    who=Role.ADMINISTRATOR,
    body=AmendmentSent,
    answers=shapes.PolicyShape,
    versioned="version",
    conditional=True,
    refusals=(
        "year_unknown",
        "amendment_invalid",
        "form_not_in_year",
        "reason_required",
        *TERRITORY,
    ),
    proved=False,
    summary="修订年度政策",
)
def amend(call: Call[AmendmentSent]) -> shapes.PolicyShape:
    """Amend a figure for the time to come; answer the policy with the amendment."""
    sent = call.body
    change = PolicyChange(
        figure=sent.figure,
        value=sent.written,
        since=sent.since,
        source=sent.source,
        reason=sent.why,
        territory=sent.territory,
    )
    year = parse_year(call.path["year"])
    seen = call.seen.and_version(sent.version)
    amended = amend_policy(call.staff, year, change, at=call.at, cause=call.cause, seen=seen)
    return present.policy(amended, call.at)


@admin_policies.call(
    "POST",
    "/v1/admin/policies/{year}/windows",
    who=Role.ADMINISTRATOR,
    body=WindowSent,
    answers=shapes.PolicyShape,
    versioned="version",
    status=201,
    made_at="/v1/policies/{year}",
    refusals=(
        "year_unknown",
        "window_invalid",
        "window_still_open",
        "window_opened_before",
        *TERRITORY,
    ),
    proved=False,
    summary="补开登记期间",
)
def open_further_window(call: Call[WindowSent]) -> shapes.PolicyShape:
    """Open a year once more where the platform itself kept people out; answer the policy."""
    sent = call.body
    opening = Opening(
        opens=sent.opens,
        closes=sent.closes,
        territories=sent.territories,
        reason=sent.reason,
        source=sent.source,
    )
    year = parse_year(call.path["year"])
    opened = open_window(call.staff, year, opening, at=call.at, cause=call.cause)
    return present.policy(opened, call.at)
