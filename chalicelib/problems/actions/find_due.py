"""Until when a problem is to be answered."""

from datetime import datetime

from chalicelib.law.actions.ask_law import get_policy
from chalicelib.law.rules.policy import years
from chalicelib.platform.rules.china_time import end_of, shanghai_date


def due_of(at: datetime) -> datetime:
    """The end of the last working day in which to answer what was asked at an instant [A]."""
    day, known = shanghai_date(at), years()
    policy = get_policy(min(max(day.year, known[0]), known[-1]))
    figure = policy.figures_on(day)["period.problem_workdays"]
    return end_of(policy.calendar.latest(day, figure.as_(int).value))
