"""What is missing of a year, why, and what would finish it."""

from datetime import datetime

from chalicelib.entry import shapes
from chalicelib.rules import finish
from chalicelib.rules.course import courses_of
from chalicelib.rules.credit import decimal_text
from chalicelib.rules.finish import Way
from chalicelib.rules.policy import Policy
from chalicelib.rules.standing import Missing, missing
from chalicelib.rules.window import Window
from chalicelib.store.years import PersonYear


def missing_of(
    now: PersonYear, policy: Policy, asked: Window, at: datetime
) -> list[shapes.Missing]:
    """Each requirement that is not met, and the least study that meets it."""
    required = policy.required(at, now.professional.territory)
    return [_shown(each, now, policy, asked, at) for each in missing(now.standing, required)]


def _shown(
    each: Missing, now: PersonYear, policy: Policy, asked: Window, at: datetime
) -> shapes.Missing:
    ways = _ways(each, now, policy, at)
    return shapes.Missing(
        requirement=each.requirement,
        credits=decimal_text(each.credits),
        why=each.why,
        source=each.source,
        finish=finish.finish_text(each.credits, ways, asked, at),
    )


def _ways(each: Missing, now: PersonYear, policy: Policy, at: datetime) -> tuple[Way, ...]:
    if each.requirement != "public":
        place = now.professional.territory
        return finish.ways_of_professional(each.credits, policy, at=at, territory=place)
    topics = [(course, now.studied(course)) for course in courses_of(policy.year)]
    left = (course.prescribed(studied) - studied.seconds for course, studied in topics)
    return finish.ways_of_public(min(left, default=0))
