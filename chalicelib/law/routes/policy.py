"""Anybody reads a year's policy."""

from chalicelib.access.caller import Who
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.wire import ASK_AGAIN
from chalicelib.law.routes import present, shapes
from chalicelib.law.rules.policy import parse_year
from chalicelib.law.store.policies import get_policy

policy = Calls(__name__, tag="public")


@policy.call(
    "GET",
    "/v1/policies/{year}",
    who=Who.ANYBODY,
    answers=shapes.PolicyShape,
    versioned="version",
    refusals=("year_unknown",),
    caching=ASK_AGAIN,
    summary="年度政策",
)
def show_policy(call: Call[None]) -> shapes.PolicyShape:
    """Show a year's figures with their sources."""
    return present.policy(get_policy(parse_year(call.path["year"])), call.at)
