"""What is missing of a year, why, and what would finish it."""

from decimal import Decimal

from chalicelib.law.rules.year_law import YearLaw
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.standing import Missing, hoped_of, missing
from chalicelib.study.actions.ask_study import studied_courses
from chalicelib.views.routes import shapes
from chalicelib.views.rules import finish
from chalicelib.views.rules.finish import FinishWay


def missing_of(person_year: PersonYear, law: YearLaw) -> list[shapes.MissingOfYear]:
    """Each requirement that is not met, what of it is hoped for, and the least study that meets the rest."""
    hoped = hoped_of(person_year.records)
    found = missing(person_year.standing, law.required)
    return [_shown(each, hoped.of(each), person_year, law) for each in found]


def _shown(
    each: Missing, hoped: Decimal, person_year: PersonYear, law: YearLaw
) -> shapes.MissingOfYear:
    still = each.credits - hoped
    ways = _ways(each.requirement, still, person_year, law) if still else ()
    return shapes.MissingOfYear(
        requirement=each.requirement,
        credits=decimal_text(each.credits),
        hoped=decimal_text(hoped),
        still=decimal_text(still),
        why=each.why,
        source=each.source,
        finish=finish.finish_text(still, ways, law.window, law.at),
    )


def _ways(
    requirement: str, still: Decimal, person_year: PersonYear, law: YearLaw
) -> tuple[FinishWay, ...]:
    if requirement != "public":
        return finish.ways_of_professional(still, law)
    topics = studied_courses(person_year, law.year, law.at)
    left = (course.prescribed(progress) - progress.seconds for course, progress in topics)
    return finish.ways_of_public(min(left, default=0))
