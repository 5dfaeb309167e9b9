"""Find whom a mend of the law's figures concerns (R8): nothing is changed, the bureau decides."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from chalicelib.rules.form import Form
from chalicelib.rules.policy import Policy, years
from chalicelib.rules.standing import is_by_earlier_figures
from chalicelib.rules.territory import PROVINCE, below
from chalicelib.store import owing
from chalicelib.store.policies import get_policy
from chalicelib.store.years import PersonYear, find_year

GRADUATION = "completes_year.degree.graduated"


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
        if any(each.figure.startswith(("required.", GRADUATION)) for each in policy.mends):
            yield from _of_year(policy, at)


def _of_year(policy: Policy, at: datetime) -> Iterator[Concerned]:
    for territory in below(PROVINCE):
        for pk, _ in owing.find_standings(policy.year, territory):
            now = find_year(pk.removeprefix("P#"), policy.year)
            why = _why(now, policy, at) if now else None
            if now and why:
                yield Concerned(policy.year, territory, now.professional.id, why)


def _why(now: PersonYear, policy: Policy, at: datetime) -> Why | None:
    required = policy.required(at, now.professional.territory)
    if is_by_earlier_figures(now.standing, now.records, required):
        return Why.EARLIER
    completes = policy.find_figure(GRADUATION, at=at, territory=now.professional.territory)
    if completes is None or not completes.value or now.standing.complete:
        return None
    graduated = any(
        record.counts and record.form == Form.DEGREE and record.facts.get("graduated") is True
        for record in now.records
        if not record.completes_year
    )
    return Why.GRADUATED if graduated else None
