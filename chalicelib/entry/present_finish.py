"""What is missing of a year, why, and what would finish it."""

from chalicelib.entry import shapes_year
from chalicelib.rules import finish
from chalicelib.rules.course import courses_of, studied
from chalicelib.rules.decimals import decimal_text
from chalicelib.rules.finish import Way
from chalicelib.rules.person_year import PersonYear
from chalicelib.rules.standing import Missing, missing
from chalicelib.rules.year_law import YearLaw


def missing_of(now: PersonYear, law: YearLaw) -> list[shapes_year.Missing]:
    """Each requirement that is not met, and the least study that meets it."""
    return [_shown(each, now, law) for each in missing(now.standing, law.required)]


def _shown(each: Missing, now: PersonYear, law: YearLaw) -> shapes_year.Missing:
    ways = _ways(each, now, law)
    return shapes_year.Missing(
        requirement=each.requirement,
        credits=decimal_text(each.credits),
        why=each.why,
        source=each.source,
        finish=finish.finish_text(each.credits, ways, law.window, law.at),
    )


def _ways(each: Missing, now: PersonYear, law: YearLaw) -> tuple[Way, ...]:
    if each.requirement != "public":
        return finish.ways_of_professional(each.credits, law)
    topics = [(course, studied(now, course)) for course in courses_of(law.year)]
    left = (course.prescribed(studied) - studied.seconds for course, studied in topics)
    return finish.ways_of_public(min(left, default=0))
