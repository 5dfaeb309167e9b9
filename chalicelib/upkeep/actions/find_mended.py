"""Find whom a mend of the law's figures concerns (R8): nothing is changed, the bureau decides."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from chalicelib.bureaus.rules.territory import PROVINCE, below
from chalicelib.law.actions.ask_law import get_policy
from chalicelib.law.rules.credit import convert, parse_facts
from chalicelib.law.rules.policy import Policy, years
from chalicelib.law.rules.year_law import YearLaw, law_of
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions.ask_records import find_year
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.standing import is_by_earlier_figures
from chalicelib.upkeep.store import owing

COMPLETING = "completes_year."


class Why(StrEnum):
    """What a mend means for a year."""

    EARLIER = "complete_by_earlier_figures"
    GRADUATED = "graduation_not_counted"


class Concerned(NamedTuple):
    """A year that a mend concerns; `person` is the id that administrators find it by."""

    year: int
    territory: str
    person: str
    why: Why


def find_mended(*, at: datetime) -> Iterator[Concerned]:
    """Look at every year whose requirement was mended, one query each.

    Args:
        at: the instant by whose law a year is compared.

    Yields:
        Years that are complete only by figures of before, and incomplete ones with an accredited
        diploma that was counted by the course.
    """
    for year in years():
        policy = get_policy(year)
        if any(each.figure.startswith(("required.", COMPLETING)) for each in policy.mends):
            yield from _of_year(policy, at)


def _of_year(policy: Policy, at: datetime) -> Iterator[Concerned]:
    for pk, _ in owing.find_standings(policy.year, below(PROVINCE)):
        person_year = find_year(pk.removeprefix("P#"), policy.year)
        why = _why(person_year, policy, at) if person_year else None
        if person_year and why:
            territory = person_year.standing.territory
            yield Concerned(policy.year, territory, person_year.professional.id, why)


def _why(person_year: PersonYear, policy: Policy, at: datetime) -> Why | None:
    law = law_of(policy, at=at, territory=person_year.professional.territory)
    if is_by_earlier_figures(person_year.standing, person_year.records, law.required):
        return Why.EARLIER
    if person_year.standing.complete:
        return None
    mended = {each.figure.removeprefix(COMPLETING) for each in policy.mends}
    records = [each for each in person_year.records if each.counts and not each.completes_year]
    missed = any(_completes_now(each, law, mended) for each in records)
    return Why.GRADUATED if missed else None


def _completes_now(record: Record, law: YearLaw, mended: set[str]) -> bool:
    """Whether a record would complete its year by a figure that was mended since."""
    try:
        form, facts = parse_facts(record.form, record.facts)
        now = convert(law, form, facts)
    except Refusal:  # an imported record, or a form that is declared no more
        return False
    return now.completes_year and now.figure.removeprefix("conversion.") in mended
