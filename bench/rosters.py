"""What a row of a roster costs (R40): calls, write units and processor time, of people who have enrolled.

A plan of 2020 is approved and a file of its people is brought by the product, chunk by chunk; then what each
row would ask and write by itself is done by plain boto3 in the same process, on the same ministack, without
reading or judging a row: who has the identity, what the ledger says, the person's year, the gate; then the
row's own items in a transaction of their own, without the condition that the first time has spent. Units are
counted from the sizes of what is written. It fails over the bounds; run it by `python -m bench.rosters`.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3

from bench.import_calls import ENROLLED, ENROLMENT, ROWS, Taken, batch, enrolment, query, taken
from bench.import_rows import AT, in_a_process, offered, put_file
from bench.paths import Asked, hearing, make, unconditional
from bench.targets import at_most, tell
from local import ministack, resources
from tests.platform.metering import units

if TYPE_CHECKING:
    from chalicelib.plans.rules.plan import Plan

BEFORE = datetime(2020, 5, 1, tzinfo=UTC)
HEADINGS = "姓名,证件类型,证件号码,天数"
MOST_UNITS, MOST_CALLS = 9, 1.2
ITEMS = 3
"""What a row writes: its record, the standing, its ledger; the gate is asked for all of them."""


class Spent(NamedTuple):
    """What a row takes; `units` are write units."""

    ours: Taken
    theirs: Taken
    units: float


def main() -> int:
    """Measure, print, fail over the bounds."""
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
        spent = in_a_process(measured)
    print(f"{'a row of a roster':<22}{'calls':>7}{'units':>7}{'CPU, ms':>9}{'rows/s':>8}")
    for name, each in (("ours", spent.ours), ("one by one, boto3", spent.theirs)):
        print(f"{name:<22}{each.calls:>7.2f}{spent.units:>7.1f}{each.cpu:>9.2f}{each.rate:>8,.0f}")
    print(f"ratio of rows a second: {spent.ours.rate / spent.theirs.rate:.2f}")
    return tell(
        [
            at_most("a row: write units", spent.units, MOST_UNITS),
            at_most("a row: calls", spent.ours.calls, MOST_CALLS),
        ]
    )


def measured() -> Spent:
    """Enrol people, approve a plan, bring its roster."""
    from chalicelib.imports.actions.import_rows import import_chunk  # noqa: PLC0415 - reads the environment

    _imported(*offered("people", "enrolments", [ENROLMENT, *map(enrolment, range(ROWS))]))
    job, etag = _roster_offered(_approved())
    chunks = _split(job, etag)
    with hearing() as heard:
        ours = taken(lambda: [import_chunk(job, number) for number in chunks])
    before = list(_one_by_one(heard))
    theirs = taken(partial(make, {"dynamodb": boto3.client("dynamodb")}, before))
    puts = [act["Put"]["Item"] for call in heard for act in _acts(call) if "Put" in act]
    paid = sum(units(None, item, in_transaction=True) for item in puts if _is_of_a_row(item))
    return Spent(
        ours._replace(calls=len(heard) / ROWS),
        theirs._replace(calls=len(before) / ROWS),
        paid / ROWS,
    )


def _split(job: str, etag: str) -> list[int]:
    from chalicelib.imports.actions.split_import import split_import  # noqa: PLC0415 - as above
    from chalicelib.imports.store import imports  # noqa: PLC0415 - as above

    split_import(job, etag)
    return [chunk.number for chunk in imports.find_chunks(job)]


def _imported(job: str, etag: str) -> None:
    from chalicelib.imports.actions.import_rows import import_chunk  # noqa: PLC0415 - as above

    for number in _split(job, etag):
        import_chunk(job, number)


def _approved() -> "Plan":
    """A plan that a clerk submitted before it began and its bureau approved."""
    from chalicelib.access.login import Login  # noqa: PLC0415 - as above
    from chalicelib.access.role import Role  # noqa: PLC0415 - as above
    from chalicelib.employers.actions.apply_for_employer import (  # noqa: PLC0415 - as above
        EmployerStated,
        apply_for_employer,
    )
    from chalicelib.employers.actions.ask_employers import find_employer  # noqa: PLC0415 - as above
    from chalicelib.employers.actions.decide_application import (  # noqa: PLC0415 - as above
        OpeningVerdict,
        decide_application,
    )
    from chalicelib.employers.rules.employer import EmployerKind  # noqa: PLC0415 - as above
    from chalicelib.plans.actions.decide_plan import decide_plan  # noqa: PLC0415 - as above
    from chalicelib.plans.actions.draw_up_plan import draw_up_plan  # noqa: PLC0415 - as above
    from chalicelib.plans.actions.submit_plan import submit_plan  # noqa: PLC0415 - as above
    from chalicelib.plans.rules.plan_review import (  # noqa: PLC0415 - as above
        PlanDecision,
        PlanVerdict,
    )
    from chalicelib.plans.rules.planning import PlanStated  # noqa: PLC0415 - as above
    from chalicelib.platform.rules.cause import Cause  # noqa: PLC0415 - as above
    from chalicelib.staff.store.staff import Staff  # noqa: PLC0415 - as above

    clerk = Login("clerk", "bench", "clerk")
    bureau = Staff("bureau", Role.REVIEWER, "440703", "bureau")
    code = _code()
    stated = EmployerStated(
        code=code, name="江门市示范会计有限公司", kind=EmployerKind.EMPLOYER, territory="440703"
    )
    apply_for_employer(clerk, stated, at=BEFORE, cause=Cause("apply"))
    decide_application(bureau, code, OpeningVerdict(opens=True), at=BEFORE, cause=Cause("open"))
    employer = find_employer(code)
    if employer is None:
        raise RuntimeError(code)
    said = PlanStated(
        title="新收入准则培训",
        content="收入确认五步法",
        group="",
        general_knowledge=False,
        amounts={"days": 3},
        starts_on=date(2020, 5, 18),
        ends_on=date(2020, 5, 20),
        place="江门市",
        expected=ROWS,
        lecturers="",
        reference="",
    )
    plan = draw_up_plan(employer, clerk.digest, 2020, said, (), at=BEFORE, cause=Cause("draw"))
    submit_plan(employer, clerk.digest, plan.id, at=BEFORE, cause=Cause("submit"))
    verdict = PlanVerdict(decision=PlanDecision.APPROVE)
    later = BEFORE + timedelta(days=1)
    return decide_plan(bureau, plan.id, verdict, at=later, cause=Cause("approve"))


def _code() -> str:
    from stdnum.cn import uscc  # noqa: PLC0415 - nobody's code, with its check character

    body = "91440703MA0000001"
    return f"{body}{uscc.calc_check_digit(body)}"


def _roster_offered(plan: "Plan") -> tuple[str, str]:
    from chalicelib.access.role import Role  # noqa: PLC0415 - as above
    from chalicelib.imports.actions.offer_roster import (  # noqa: PLC0415 - as above
        RosterFile,
        offer_roster_in_its_place,
    )
    from chalicelib.platform.rules.cause import Cause  # noqa: PLC0415 - as above
    from chalicelib.staff.store.staff import Staff  # noqa: PLC0415 - as above

    staff = Staff("bench", Role.ADMINISTRATOR, "440000", "bench")
    file = RosterFile("bench.csv", "rosters", plan.id)
    job = offer_roster_in_its_place(staff, file, at=AT, cause=Cause("roster")).id
    rows = (f"史环勤,护照,E{ENROLLED + number},3" for number in range(ROWS))
    return job, put_file(job, [HEADINGS, *rows])


def _one_by_one(heard: Sequence[Asked]) -> Iterator[Asked]:
    """What each row would ask and write by itself."""
    for call in heard:
        puts = [act for act in _acts(call) if "Put" in act and _is_of_a_row(act["Put"]["Item"])]
        for start in range(0, len(puts), ITEMS):
            row = puts[start : start + ITEMS]
            items = [act["Put"]["Item"] for act in row]
            person = next(each["pk"]["S"] for each in items if each["pk"]["S"].startswith("P#"))
            report = next(each["pk"]["S"] for each in items if each["pk"]["S"].startswith("REP"))
            yield query("ID#" + "0" * 40)
            yield batch(report)
            yield query(person, "PROFILE")
            yield batch("PLAN#bench")
            yield unconditional(Asked("dynamodb", "TransactWriteItems", {"TransactItems": row}))


def _acts(call: Asked) -> Sequence[dict[str, Any]]:
    acts: Sequence[dict[str, Any]] = call.params.get("TransactItems", ())
    return acts


def _is_of_a_row(item: dict[str, Any]) -> bool:
    """Whether an item is a row's own: the gate and the notices are not."""
    return not item["pk"]["S"].startswith("PLAN#") and not item["sk"]["S"].startswith("N#")


if __name__ == "__main__":
    sys.exit(main())
