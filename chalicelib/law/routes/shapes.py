"""A year's policy, and what a study brings by it, in the HTTP contract."""

import msgspec

from chalicelib.http.shapes import Answered, Sent
from chalicelib.http.texts import PlaceSent
from chalicelib.http.told import (
    By,
    Day,
    DecimalText,
    FigureName,
    Instant,
    Label,
    Line,
    Place,
    Sentences,
)
from chalicelib.law.routes.shapes_facts import FactsStated, FormSent


class YearWindow(Answered, frozen=True, kw_only=True):
    """From when until when: `closes` is the last day, `closes_at` the instant after it."""

    opens: Day
    closes: Day
    open: bool
    opens_at: Instant
    closes_at: Instant
    source: Sentences


class FigureShape(Answered, frozen=True, kw_only=True):
    """A figure of the law, its source, and since when if amended."""

    value: bool | Line | int | list[Line | int]
    source: Sentences
    since: Day | None = None


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

    territories: list[Place]
    reason: Sentences
    by: By
    at: Instant


class AmendmentShape(Answered, frozen=True, kw_only=True):
    """A figure that was changed for the time after `since`.

    `by`, `at` and `reason` are there where an administrator made it, not where a notice did.
    """

    figure: FigureName
    value: bool | Line | int | list[Line | int]
    since: Day
    source: Sentences
    territory: Place | None
    by: By | None = None
    at: Instant | None = None
    reason: Sentences | None = None


class FactsSent(Sent, frozen=True, kw_only=True):
    """A study's form and facts; `territory` where its bureau may have figures of its own."""

    form: FormSent
    facts: FactsStated = msgspec.field(default_factory=dict)
    territory: PlaceSent | None = None


class CreditsShown(Answered, frozen=True, kw_only=True):
    """Credits, and the figure and law they come from; `rate` is the figure's value, `unit` per what.

    `evidence`: the kinds of files that prove such a study; `caps`: the most that the form brings, in words.
    """

    credits: DecimalText
    completes_year: bool
    rate: DecimalText
    unit: Label
    figure: FigureName
    source: Sentences
    evidence: list[Line]
    caps: list[Line]
