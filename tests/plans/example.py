"""A plan of an employer for tests: three days in July 2020, as a clerk states it."""

from datetime import UTC, date, datetime
from decimal import Decimal

from chalicelib.plans.rules.plan import Plan, Taught, plan_id, plan_moved
from chalicelib.plans.rules.plan_move import SAVE_PLAN
from chalicelib.plans.rules.plan_state import PlanState
from chalicelib.plans.rules.planning import PlanStated
from chalicelib.platform.rules.cause import Actor, Cause, Party

EMPLOYER = "91440703MA4UKQ1R7X"
JUNE = datetime(2020, 6, 1, 4, tzinfo=UTC)
CLERK = Actor(Party.EMPLOYER, "clerk", "440703")


def stated(**changes: object) -> PlanStated:
    """What a clerk states."""
    said: dict[str, object] = {
        "title": "新收入准则培训",
        "content": "收入确认五步法",
        "group": "",
        "general_knowledge": False,
        "amounts": {"days": 3, "hours": None},
        "starts_on": date(2020, 7, 6),
        "ends_on": date(2020, 7, 8),
        "place": "江门市蓬江区",
        "expected": 40,
        "lecturers": "",
        "reference": "",
    }
    return PlanStated(**{**said, **changes})  # type: ignore[arg-type]  # members as the test names them


def taught(*, hours: Decimal | None = None, title: str = "新收入准则培训") -> Taught:
    """What one edition says: three days, or some hours."""
    return Taught(
        title=title,
        content="收入确认五步法",
        days=None if hours else 3,
        hours=hours,
        starts_on=date(2020, 7, 6),
        ends_on=date(2020, 7, 8),
        place="江门市蓬江区",
        expected=40,
    )


def a_plan(at: datetime = JUNE) -> Plan:
    """A draft."""
    blank = Plan(
        id=plan_id(EMPLOYER, 2020, "test"),
        employer=EMPLOYER,
        year=2020,
        territory="440703",
        said=taught(),
        state=PlanState.DRAFT,
    )
    return plan_moved(blank, SAVE_PLAN, at=at, by=CLERK, cause=Cause("0"), new=True)
