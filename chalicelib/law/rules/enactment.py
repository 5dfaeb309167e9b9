"""What an administrator may still amend: the future, never the past, nothing that has closed (R23).

A window that has closed stays closed (R25, R26): it is extended before it ends or not at all. So
from one amendment to the next it may be lengthened or cut short, but never opened a second time.
"""

from datetime import date, datetime, timedelta

from chalicelib.law.rules.amendment import Amendment, Unfit
from chalicelib.law.rules.policy import Policy
from chalicelib.law.rules.window import provider_until
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import shanghai_date, start_of
from chalicelib.platform.rules.refusal import Refusal

DAY = timedelta(days=1)


def enacted(policy: Policy, amendment: Amendment, at: datetime) -> Policy:
    """The policy with a new amendment of an administrator, made at the instant.

    Raises:
        Refusal: `amendment_invalid` with field and reason.
    """
    after = policy.amended([amendment])
    try:
        _check_time(policy, after, amendment, at)
    except Unfit as fault:
        raise Refusal("amendment_invalid", field=fault.field, why=str(fault)) from fault
    _read_back(after)
    return after


def _read_back(policy: Policy) -> None:
    """Ask what every request asks of a policy, on each day since when it is another.

    What would fail here would fail for everybody once it is kept: so it fails before that.
    """
    for each in policy.amendments:
        law = law_of(policy, at=start_of(each.since), territory=each.territory)
        provider_until(law.own_window)


def _check_time(policy: Policy, after: Policy, amendment: Amendment, at: datetime) -> None:
    if amendment.since < shanghai_date(at):
        raise Unfit("生效日期不能早于今天", "since")
    if amendment.figure == "window.opens":
        _check_opening(policy, after, amendment, at)
    if amendment.figure == "window.closes":
        _check_closing(policy, after, amendment, at)


def _check_opening(policy: Policy, after: Policy, amendment: Amendment, at: datetime) -> None:
    if law_of(policy, at=at).own_window.opens <= at:
        raise Unfit("登记已开放，不能再改开始日期", "figure")
    if _day(policy, "window.opens", amendment.since - DAY) < amendment.since:
        raise Unfit("到生效日期时登记已开放", "since")
    if _day(after, "window.opens", amendment.since) < amendment.since:
        raise Unfit("开始日期不能早于生效日期", "value")


def _check_closing(policy: Policy, after: Policy, amendment: Amendment, at: datetime) -> None:
    if law_of(policy, at=at).own_window.closes <= at:
        raise Unfit("登记已截止，不能重新开放", "figure")
    if _day(after, "window.closes", amendment.since) < amendment.since:
        raise Unfit("截止日期不能早于生效日期", "value")
    for day in _changes(after, shanghai_date(at)):
        last = _day(after, "window.closes", day - DAY)
        if last < day - DAY:
            raise Unfit(f"登记于{last}截止后不能重新开放", "since")


def _changes(policy: Policy, today: date) -> list[date]:
    """The days from today on since when the cut-off is another."""
    closings = (each for each in policy.amendments if each.figure == "window.closes")
    return [each.since for each in closings if each.since >= today]


def _day(policy: Policy, name: str, on: date) -> date:
    figure = policy.figure_on(name, on)
    assert figure is not None  # noqa: S101 - a policy without its window is refused when read
    return figure.as_(date).value
