"""A year's policy, and what a study brings by it, in the HTTP contract."""

from typing import Any

import msgspec

from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import Short


class YearWindow(Answered, frozen=True, kw_only=True):
    """From when until when: `closes` is the last day, `closes_at` the instant after it."""

    opens: str
    closes: str
    open: bool
    opens_at: str
    closes_at: str
    source: str


class FigureShape(Answered, frozen=True, kw_only=True):
    """A figure of the law, its source, and since when if amended."""

    value: str | int | list[str | int]
    source: str
    since: str | None = None


class PolicyShape(Answered, frozen=True, kw_only=True):
    """A year's policy at this moment; `version` counts the amendments that administrators made."""

    year: int
    version: int
    window: YearWindow
    figures: dict[str, FigureShape]
    amendments: list["AmendmentShape"]
    further_window: "FurtherWindow | None" = None


class FurtherWindow(YearWindow, frozen=True, kw_only=True):
    """A window opened once more where the platform kept people out; no `territories`: for all (R45).

    `by`, `at` and `reason`: who opened it, when and why.
    """

    territories: list[str]
    reason: str
    by: str
    at: str


class AmendmentShape(Answered, frozen=True, kw_only=True):
    """A figure that was changed for the time after `since`.

    `by`, `at` and `reason` are there where an administrator made it, not where a notice did.
    """

    figure: str
    value: str | int | list[str | int]
    since: str
    source: str
    territory: str | None
    by: str | None = None
    at: str | None = None
    reason: str | None = None


class FactsSent(Sent, frozen=True, kw_only=True):
    """A study's form and facts; `territory` where its bureau may have figures of its own."""

    form: Short
    facts: dict[str, Any] = msgspec.field(default_factory=dict)
    territory: Short | None = None


class CreditsShown(Answered, frozen=True, kw_only=True):
    """Credits, and the figure and law they come from; `rate` is the figure's value, `unit` per what.

    `evidence`: the kinds of files that prove such a study; `caps`: the most that the form brings, in words.
    """

    credits: str
    completes_year: bool
    rate: str
    unit: str
    figure: str
    source: str
    evidence: list[str]
    caps: list[str]
