"""Open one further window of a year where the platform itself kept people out (R45)."""

from datetime import date, datetime
from typing import NamedTuple

from chalicelib.access.staff import Staff, require_province
from chalicelib.bureaus.rules.territory import PROVINCE, parse_territory
from chalicelib.law.rules.further import Further, require_possible
from chalicelib.law.rules.policy import Policy
from chalicelib.law.rules.year_law import law_of
from chalicelib.law.store import policies
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, What, differences
from chalicelib.platform.rules.cause import Cause, repeats
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal


class Opening(NamedTuple):
    """The window as it shall be, both days included; no `territories`: for all."""

    opens: date
    closes: date
    territories: tuple[str, ...]
    reason: str
    source: str


def open_window(staff: Staff, year: int, opening: Opening, *, at: datetime, cause: Cause) -> Policy:
    """Open a year once more; what expired by its cut-off may be registered anew.

    Args:
        staff: the administrator, of the province.
        year: the year.
        opening: the window.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `forbidden`; `year_unknown`; `territory_unknown`, `shenzhen_excluded`;
            `window_invalid`, with every fault; `window_still_open` before the year's own window has
            closed; `window_opened_before`; `idempotency_key_reused`.
    """
    require_province(staff)
    places = dict.fromkeys(parse_territory(each).code for each in opening.territories)
    further = Further(
        year=year,
        opens=opening.opens,
        closes=opening.closes,
        territories=() if PROVINCE in places else tuple(places),
        reason=opening.reason.strip(),
        source=opening.source.strip(),
        by=staff.actor,
        at=at,
        cause=cause,
    )

    def once() -> Policy:
        policy = policies.read_policy(year)
        if policy.further is not None:
            if repeats((policy.further.cause,), cause):
                return policy
            raise Refusal("window_opened_before", year=year, opened=_day(policy.further))
        own = law_of(policy, at=at).own_window
        if at < own.closes:
            raise Refusal("window_still_open", year=year, cut_off=own.cut_off.isoformat())
        require_possible(further, policy.calendar, shanghai_date(at))
        policies.put_further(further, _act(further))
        return policies.read_policy(year)

    return settled(once)


def _day(further: Further) -> str:
    return f"{further.opens}至{further.closes}"


def _act(further: Further) -> Act:
    after = {
        "window": _day(further),
        "territories": "、".join(further.territories),
        "source": further.source,
    }
    return Act(
        at=further.at,
        by=further.by,
        what=What.WINDOW_OPENED,
        reason=further.reason,
        changes=differences(dict.fromkeys(after, ""), after),
        cause=further.cause,
        version=1,
        year=further.year,
    )
