"""How long a provider's fullest call takes (R18), which API Gateway would cut off after 29 seconds.

500 reports on ministack, of as many people, half of them not enrolled; the same call once more, as
after a lost answer; 500 of one person. Run it by `make bench`.
"""

import os
import sys
import time
from datetime import UTC, date, datetime
from typing import Any

from local import ministack, resources

REPORTS = 500
MOST_SECONDS = 20
AT = datetime(2020, 6, 1, tzinfo=UTC)


def main() -> int:
    """Measure, print a table, fail where a call comes near the limit."""
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
        spent = measure()
    for name, seconds in spent.items():
        print(f"{name:<40}{seconds:>8.2f} s")
    return int(max(spent.values()) > MOST_SECONDS)


def measure() -> dict[str, float]:
    """Enrol half of the people, then report; seconds of each call."""
    for number in range(REPORTS // 2):
        enrol(number)
    of_many = [statement(number, number) for number in range(REPORTS)]
    of_one = [statement(0, REPORTS + number) for number in range(REPORTS)]
    waiting = [statement(REPORTS, number) for number in range(REPORTS)]
    return {
        "500 people, half of them enrolled": timed(of_many),
        "the same again": timed(of_many),
        "500 of one person": timed(of_one),
        "500 of one person who has not enrolled": timed(waiting),
    }


def timed(statements: list[Any]) -> float:
    """Report; the seconds it took."""
    from chalicelib.access.role import Role  # noqa: PLC0415 - as above
    from chalicelib.access.staff import Staff  # noqa: PLC0415 - as above
    from chalicelib.platform.rules.cause import Cause  # noqa: PLC0415 - as above
    from chalicelib.reports.actions.report_credits import report_credits  # noqa: PLC0415 - reads the environment

    started = time.perf_counter()
    outcomes = report_credits(
        Staff("provider", Role.PROVIDER, "440000"), statements, at=AT, cause=Cause("bench")
    )
    if any(outcome.refusal for outcome in outcomes):
        raise RuntimeError(next(each.refusal for each in outcomes if each.refusal))
    return time.perf_counter() - started


def number_of(person: int) -> str:
    """An invented passport's number."""
    return f"E{10_000_000 + person}"


def statement(person: int, reference: int) -> Any:  # noqa: ANN401 - imported later
    """One day of training."""
    from chalicelib.reports.actions.report_credits import Statement  # noqa: PLC0415 - reads the environment

    return Statement(
        reference=f"R-{reference}",
        name="李䶮",
        document_type="passport",
        document_number=number_of(person),
        year=2020,
        subject="professional",
        form="online",
        facts={"hours": "1"},
        title="新收入准则",
        completed_on=date(2020, 5, 20),
    )


def enrol(person: int) -> None:
    """Enrol one person."""
    from chalicelib.identity.rules.proof import Claims  # noqa: PLC0415 - as above
    from chalicelib.people.actions import enrol as enrolling  # noqa: PLC0415 - reads the environment
    from chalicelib.people.rules.professional import Employment  # noqa: PLC0415 - as above
    from chalicelib.platform.rules.cause import Cause  # noqa: PLC0415 - as above

    somebody = enrolling.Applicant(
        name="李䶮",
        document_type="passport",
        document_number=number_of(person),
        claims=Claims(),
        allow_unproved=True,
    )
    situation = enrolling.Situation(territory="440703", employment=Employment.UNEMPLOYED)
    enrolling.enrol(
        somebody, situation, login=f"login-{person}", at=AT, cause=Cause(f"enrol-{person}")
    )


if __name__ == "__main__":
    sys.exit(main())
