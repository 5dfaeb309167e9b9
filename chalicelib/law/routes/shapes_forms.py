"""The shapes of the HTTP contract for the forms of study."""

from chalicelib.http.received import WholePaging
from chalicelib.http.shapes import Answered


class FormsQuery(WholePaging, frozen=True, kw_only=True):
    """Those of a year, by the law of today; without it every form that is declared."""

    year: int | None = None


class Choice(Answered, frozen=True, kw_only=True):
    """A value that a fact may have, and its Chinese words."""

    value: str
    label: str


class FactShown(Answered, frozen=True, kw_only=True):
    """A fact that a form takes: `count` a whole number, `measure` a decimal above 0, `choice`, `flag`.

    `least` and `most` are the bounds of a number, as text; `default` is the choice that holds where
    none is stated.
    """

    name: str
    label: str
    kind: str
    required: bool
    unit: str | None
    hint: str | None
    least: str | None
    most: str | None
    choices: list[Choice]
    default: str | None


class ReferenceShown(Answered, frozen=True, kw_only=True):
    """What identifies a study: how its field is called, what is to be written there, and whether it must."""

    known_by: str
    label: str
    hint: str | None
    required: bool


class FormShown(Answered, frozen=True, kw_only=True):
    """A form of study, as its own declaration has it.

    `years` are those of the system that have it; `unit` is what credits are counted by. `reported`:
    a provider may report it; `late_study`: it may be studied until the cut-off. `required`,
    `optional` and `roles` are what `facts` says, by name.
    """

    form: str
    label: str
    unit: str
    source: str
    years: list[int]
    facts: list[FactShown]
    reference: ReferenceShown
    evidence: list[str]
    reported: bool
    late_study: bool
    required: list[str]
    optional: list[str]
    roles: list[str]


class FormsShown(Answered, frozen=True, kw_only=True):
    """The forms, in the order of the law."""

    items: list[FormShown]
    next: str | None
