"""What an administrator looks at besides a year's numbers: what waits and for how long, weeks, forms.

All of it is read from rows of counters (flows.py); a row that says nothing of these is left out.
"""

from collections import Counter as Multiset
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from chalicelib.views.rules.counter import Rows
from chalicelib.views.rules.flows import (
    ACCREDITED,
    CREDIT_PARTS,
    CREDITS,
    DECIDED,
    REGISTERED,
    monday_of,
)

MOST_WEEKS = 26
"""How many weeks are shown: the last ones of which there is anything."""
AGES = (3, 7, 15, 30)
"""Days that bound the groups of what waits: up to three days, up to a week, and so on; then longer [A]."""
_WEEK = timedelta(days=7)


class BureauWaits(NamedTuple):
    """How much waits for a bureau, and since which day the oldest."""

    territory: str
    number: int
    oldest: date


class AgeGroup(NamedTuple):
    """How much has waited for so many days: from the first to the last, both included; None: or longer."""

    first: int
    last: int | None
    number: int


class WeekCounts(NamedTuple):
    """What came in, what was decided and what was issued in a week, which begins on a Monday."""

    begins: date
    registered: int
    decided: int
    issued: int


class FormCounts(NamedTuple):
    """How many records of a form count, and with how many credits."""

    form: str
    records: int
    credits: Decimal


def bureaus_of(rows: Iterable[Rows], territories: Sequence[str]) -> tuple[BureauWaits, ...]:
    """What waits for the bureaus of territories, in their order; those for whom nothing does are left out."""
    days: dict[str, Multiset[date]] = {}
    for bureau, day, number in _waits(rows, territories):
        days.setdefault(bureau, Multiset())[day] += number
    return tuple(
        BureauWaits(code, days[code].total(), min(days[code]))
        for code in territories
        if code in days
    )


def ages_of(rows: Iterable[Rows], territories: Sequence[str], today: date) -> tuple[AgeGroup, ...]:
    """What waits for the bureaus of territories, by how many days it has waited."""
    bounds = [*AGES, None]
    numbers = [0] * len(bounds)
    for _, day, number in _waits(rows, territories):
        age = (today - day).days
        numbers[sum(age > last for last in AGES)] += number
    firsts = [0, *(last + 1 for last in AGES)]
    return tuple(map(AgeGroup, firsts, bounds, numbers))


def _waits(rows: Iterable[Rows], territories: Sequence[str]) -> Iterator[tuple[str, date, int]]:
    for each in rows:
        for row, number in each.items():
            bureau, _, day = row.partition("#")
            if bureau in territories and number > 0:
                yield bureau, date.fromisoformat(day), number


def weeks_of(records: Iterable[Rows], issued: Iterable[Rows]) -> tuple[WeekCounts, ...]:
    """The last weeks, none left out between two, from rows of records and of certificates."""
    came, decided, made = Multiset[date](), Multiset[date](), Multiset[date]()
    for _, (word, *rest), number in _words(records):
        if word in {REGISTERED, DECIDED} and rest:
            (came if word == REGISTERED else decided)[monday_of(rest[0])] += number
    for _, (week, *_rest), number in _words(issued):
        made[monday_of(week)] += number
    known = sorted(week for week, number in (came + decided + made).items() if number)
    if not known:
        return ()
    first = max(known[0], known[-1] - (MOST_WEEKS - 1) * _WEEK)
    weeks = (first + number * _WEEK for number in range((known[-1] - first) // _WEEK + 1))
    return tuple(WeekCounts(week, came[week], decided[week], made[week]) for week in weeks)


def forms_of(records: Iterable[Rows]) -> tuple[FormCounts, ...]:
    """The forms of records that count, those with the most credits first."""
    numbers, parts = Multiset[str](), Multiset[str]()
    for _, (word, *rest), number in _words(records):
        if word in {ACCREDITED, CREDITS} and rest:
            (numbers if word == ACCREDITED else parts)[rest[0]] += number
    found = [
        FormCounts(form, number, Decimal(parts[form]) / CREDIT_PARTS)
        for form, number in numbers.items()
        if number > 0
    ]
    return tuple(sorted(found, key=lambda each: (-each.credits, each.form)))


def _words(rows: Iterable[Rows]) -> Iterator[tuple[str, list[str], int]]:
    for each in rows:
        for row, number in each.items():
            territory, *words = row.split("#")
            if words:
                yield territory, words, number
