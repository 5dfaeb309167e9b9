"""How long a provider's fullest call takes (R18), which API Gateway would cut off after 29 seconds.

500 reports on ministack, of as many people, half of them not enrolled; the same call once more, as
after a lost answer; 500 of one person. The baseline is the same reports in calls of one each, a tenth of them
counted ten times. Seconds are those of the processors, ours and the emulator's, so that a busy machine does not matter:
the bound leaves as much again for waiting. Run it by `make bench`.
"""

import os
import sys
from datetime import UTC, date, datetime
from typing import Any

from bench.cut_off import spent_by
from bench.targets import at_most, tell
from local import ministack, resources

REPORTS = 500
ONE_OF = 10
MOST_SECONDS = 14
AT = datetime(2020, 6, 1, tzinfo=UTC)


def main() -> int:
    """Measure, print a table, fail where a call comes near the limit."""
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
        before, spent = measure(emulator)
    print(f"{'500 people, a call each':<40}{before:>8.2f} s")
    for name, seconds in spent.items():
        print(f"{name:<40}{seconds:>8.2f} s{seconds / before:>7.2f}")
    return tell([at_most(f"{name}, s", each, MOST_SECONDS) for name, each in spent.items()])


def measure(emulator: ministack.Ministack) -> tuple[float, dict[str, float]]:
    """Enrol half of the people, then report; seconds of single calls, and of each full one."""
    for number in range(REPORTS // 2):
        enrol(number)
    of_many = [statement(number, number) for number in range(REPORTS)]
    of_one = [statement(0, REPORTS + number) for number in range(REPORTS)]
    waiting = [statement(REPORTS, number) for number in range(REPORTS)]
    singles = [statement(number, 2 * REPORTS + number) for number in range(0, REPORTS, ONE_OF)]

    def timed(*calls: list[Any]) -> float:
        began = spent_by(emulator)
        for each in calls:
            report(each)
        return spent_by(emulator) - began

    return ONE_OF * timed(*([each] for each in singles)), {
        "500 people, half of them enrolled": timed(of_many),
        "the same again": timed(of_many),
        "500 of one person": timed(of_one),
        "500 of one person who has not enrolled": timed(waiting),
    }


def report(statements: list[Any]) -> None:
    """Report in one call; RuntimeError where anything is refused."""
    from chalicelib.access.role import Role  # noqa: PLC0415 - as above
    from chalicelib.access.staff import Staff  # noqa: PLC0415 - as above
    from chalicelib.platform.rules.cause import Cause  # noqa: PLC0415 - as above
    from chalicelib.reports.actions.report_credits import report_credits  # noqa: PLC0415 - reads the environment

    outcomes = report_credits(
        Staff("provider", Role.PROVIDER, "440000"), statements, at=AT, cause=Cause("bench")
    )
    if any(outcome.refusal for outcome in outcomes):
        raise RuntimeError(next(each.refusal for each in outcomes if each.refusal))


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
