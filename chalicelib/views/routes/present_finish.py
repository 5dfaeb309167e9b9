"""What is missing of a year, why, and what would finish it."""

from chalicelib.law.rules.year_law import YearLaw
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.standing import Missing, missing
from chalicelib.study.actions.ask_study import studied_courses
from chalicelib.views.routes import shapes
from chalicelib.views.rules import finish
from chalicelib.views.rules.finish import FinishWay


def missing_of(person_year: PersonYear, law: YearLaw) -> list[shapes.MissingShape]:
    """Each requirement that is not met, and the least study that meets it."""
    return [_shown(each, person_year, law) for each in missing(person_year.standing, law.required)]


def _shown(each: Missing, person_year: PersonYear, law: YearLaw) -> shapes.MissingShape:
    ways = _ways(each, person_year, law)
    return shapes.MissingShape(
        requirement=each.requirement,
        credits=decimal_text(each.credits),
        why=each.why,
        source=each.source,
        finish=finish.finish_text(each.credits, ways, law.window, law.at),
    )


def _ways(each: Missing, person_year: PersonYear, law: YearLaw) -> tuple[FinishWay, ...]:
    if each.requirement != "public":
        return finish.ways_of_professional(each.credits, law)
    topics = studied_courses(person_year, law.year, law.at)
    left = (course.prescribed(progress) - progress.seconds for course, progress in topics)
    return finish.ways_of_public(min(left, default=0))
