"""Whether 200 reviewers over 2,000 records decide each of them once (R21), and at what price.

On ministack, in four processes, each reviewer picking anything of the first page of its queue; the
baseline is the same 2,000 records decided by one reviewer alone. Run it by `make bench`.
"""

import ast
import os
import sys
import time

from local import ministack, resources

PEOPLE, EACH = 250, 8
BASELINE, REVIEWERS = 1, 200


def main() -> int:
    """Measure both, print a table; a record that is lost or decided twice ends it."""
    print(f"{'reviewers':>9}{'records':>9}{'seconds':>9}{'races lost':>12}{'ratio':>7}")
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        baseline = measure(emulator, BASELINE, 1.0)
        measure(emulator, REVIEWERS, baseline)
    return 0


def measure(emulator: ministack.Ministack, count: int, baseline: float) -> float:
    """Fill the queues, let the reviewers decide, verify; return the seconds."""
    emulator.reset()
    cloud = resources.create(emulator.endpoint)
    os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
    from tests.races import bureaus, contest  # noqa: PLC0415 - reads the environment

    people = bureaus.fill(PEOPLE, EACH)
    acts = [
        lambda staff=staff, n=n: tuple(bureaus.work(staff, n))  # type: ignore[misc]  # a default binds each
        for n, staff in enumerate(bureaus.reviewers(count))
    ]
    began = time.perf_counter()
    outcomes = contest.in_processes(acts, patience=1800)
    seconds = time.perf_counter() - began
    told = [bureaus.Done(*ast.literal_eval(answer)) for answer in contest.answers(outcomes)]
    bureaus.verify(people, told, PEOPLE * EACH)
    lost = sum(done.lost for done in told)
    ratio = seconds / baseline if count > 1 else 1.0
    print(f"{count:>9}{PEOPLE * EACH:>9,}{seconds:>9.1f}{lost:>12,}{ratio:>7.2f}")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
