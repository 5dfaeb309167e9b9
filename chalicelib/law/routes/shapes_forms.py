"""The shapes of the HTTP contract for the forms of study."""

from chalicelib.http.received import WholePaging
from chalicelib.http.shapes import Answered
from chalicelib.http.told import DecimalText, FactName, FigureName, Label, Line, Next, Sentences
from chalicelib.law.routes.shapes_facts import FormText
from chalicelib.law.rules.declaration import Known
from chalicelib.law.rules.fact import FactKind


class FormsQuery(WholePaging, frozen=True, kw_only=True):
    """Those of a year, by the law of today; without it every form that is declared."""

    year: int | None = None


class Choice(Answered, frozen=True, kw_only=True):
    """A value that a fact may have, and its Chinese words."""

    value: FactName
    label: Label


class FactShown(Answered, frozen=True, kw_only=True):
    """A fact that a form takes: `count` a whole number, `measure` a decimal above 0, `choice`, `flag`.

    `least` and `most` are the bounds of a number, as text; `default` is the choice that holds where
    none is stated.
    """

    name: FactName
    label: Label
    kind: FactKind
    required: bool
    unit: Label | None
    hint: Line | None
    least: DecimalText | None
    most: DecimalText | None
    choices: list[Choice]
    default: FactName | None


class ReferenceShown(Answered, frozen=True, kw_only=True):
    """What identifies a study: how its field is called, what is to be written there, and whether it must."""

    known_by: Known
    label: Label
    hint: Line | None
    required: bool


class RateShown(Answered, frozen=True, kw_only=True):
    """What a form is counted by: the figure of a year's policy, what it is of, and per what it brings credits."""

    figure: FigureName
    label: Label
    unit: Label


class FormShown(Answered, frozen=True, kw_only=True):
    """A form of study, as its own declaration has it.

    `years` are those of the system that have it; `unit` is what credits are counted by. `reported`:
    a provider may report it; `late_study`: it may be studied until the cut-off. `required`,
    `optional` and `roles` are what `facts` says, by name.
    """

    form: FormText
    label: Label
    unit: Label
    source: Sentences
    years: list[int]
    facts: list[FactShown]
    reference: ReferenceShown
    rates: list[RateShown]
    evidence: list[Line]
    reported: bool
    late_study: bool
    required: list[FactName]
    optional: list[FactName]
    roles: list[FactName]


class FormsShown(Answered, frozen=True, kw_only=True):
    """The forms, in the order of the law."""

    items: list[FormShown]
    next: Next | None
