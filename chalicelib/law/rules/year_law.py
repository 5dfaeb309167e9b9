"""What holds of one year, in one territory, at one instant: asked once, and passed on from there.

Whoever answers a request asks it of the year's policy once, and hands it to whatever needs a figure
or a window: so all of an answer is by the same law.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import msgspec

from chalicelib.law.rules.figure import Figure, Value
from chalicelib.law.rules.further import further_window
from chalicelib.law.rules.policy import Policy
from chalicelib.law.rules.requirement import NOT_REQUIRED, Required, Requirement
from chalicelib.law.rules.window import Registered, Window, own_window
from chalicelib.platform.rules.china_time import shanghai_date


class YearLaw(msgspec.Struct, frozen=True):
    """A year's figures and windows as they stand at the instant for people of the territory.

    Without a territory: as for people of whom it is not known. `own_window` is the year's (R23),
    `further_window` the one that the province opened once more, for whomever (R45). `required` are
    the credits that complete the year (R8).
    """

    year: int
    at: datetime
    territory: str | None
    figures: Mapping[str, Figure[Value]]
    required: Required
    own_window: Window
    further_window: Window | None = None

    def figure(self, name: str) -> Figure[Value]:
        """The figure in force; KeyError if none is."""
        return self.figures[name]

    def find_figure(self, name: str) -> Figure[Value] | None:
        """The figure in force, or None where the law is silent."""
        return self.figures.get(name)

    def evidence(self, form: str) -> tuple[str, ...]:
        """The kinds of evidence that prove a form of the year, in words for its owner (R15)."""
        found = self.find_figure(f"evidence.{form}")
        return found.as_(tuple).value if found else ()

    @property
    def windows(self) -> tuple[Window, ...]:
        """Every window of the year."""
        return (self.own_window, self.further_window) if self.further_window else (self.own_window,)

    @property
    def window(self) -> Window:
        """The window in which people of the territory register at the instant (R23, R45).

        The year's own until a further one that admits them has begun, then that one.
        """
        return self._window_of(self.territory, self.at)

    def window_of(self, registered: Registered) -> Window:
        """The window that something belongs to: the one in which it was registered.

        What the year's own window closed on stays closed, also where a further one admits its owner.
        """
        return self._window_of(registered.territory, registered.registered_at)

    def _window_of(self, territory: str | None, at: datetime) -> Window:
        further = self.further_window
        if further and at >= further.opens and further.admits(territory):
            return further
        return self.own_window


def law_of(policy: Policy, *, at: datetime, territory: str | None = None) -> YearLaw:
    """What the policy says at the instant of people of the territory, amendments included."""
    figures = policy.figures_on(shanghai_date(at), territory)
    own = own_window(policy.year, figures, policy.calendar)
    return YearLaw(
        year=policy.year,
        at=at,
        territory=territory,
        figures=figures,
        required=_required(policy, figures),
        own_window=own,
        further_window=further_window(policy.further, own) if policy.further else None,
    )


def _required(policy: Policy, figures: Mapping[str, Figure[Value]]) -> Required:
    names = {subject: f"required.{subject}" for subject in Requirement.__struct_fields__}
    now = {each: figures.get(name, NOT_REQUIRED).as_(Decimal) for each, name in names.items()}
    before = Requirement(**{each: policy.first(name) for each, name in names.items()})
    return Required(**now, before=before)
