"""Which years a person must complete, and what of a statement takes that away (R8, R44).

A statement is when somebody began to work, and whether they study. What makes a year exempt that has begun is
confirmed by the bureau first; until then the person is obliged as if it had not been made.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

import msgspec

from chalicelib.law.rules.policy import years
from chalicelib.people.rules.employment import Employment
from chalicelib.platform.rules.china_time import shanghai_date


class WorkStatement(NamedTuple):
    """When somebody began to work, if they say so, and whether they work, study or neither."""

    worked_since: date | None
    employment: Employment

    def obliges(self, year: int) -> bool:
        """Whether the year must be completed by what is stated.

        The obligation begins the year after starting work [A]; a student has none before that. Who
        states no start of work is obliged, as the notice has it.
        """
        if self.worked_since is not None:
            return year > self.worked_since.year
        return self.employment is not Employment.STUDENT

    def frees(self, obliged: Iterable[int]) -> tuple[int, ...]:
        """Which of the years that must be completed would be exempt by it."""
        return tuple(year for year in obliged if not self.obliges(year))


class DutyAsked(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A statement that waits for the bureau's confirmation, as the profile keeps it; `id` is the request's."""

    id: str
    worked_since: date | None = None
    employment: Employment
    since: datetime

    @property
    def statement(self) -> WorkStatement:
        """What is stated."""
        return WorkStatement(self.worked_since, self.employment)


def said_years(named: Iterable[int]) -> str:
    """Years as a message names them."""
    return "、".join(str(year) for year in named)


def begun_years(at: datetime) -> tuple[int, ...]:
    """The years that have begun by an instant, of those that credits are kept for."""
    today = shanghai_date(at)
    return tuple(year for year in years() if year <= today.year)
