"""Import a large file with every kind of fault into a local cloud and account for every row (R28).

`python -m tests.large --rows 100000`, or `make large`: of the people in it some enrolled before, some
enrol while it is imported, some afterwards, most never. No good row may be lost or doubled, each bad
one must be named by its line and column, and the progress that is shown must never go back.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from local import ministack, resources
from local.clock import Clock
from local.issuer import PATH, Issuer
from local.mappings import pump_of

if TYPE_CHECKING:
    from tests.journey.world import World

URL = "http://127.0.0.1:8000"


def main() -> int:
    """Import a file and hold what became of it to what it says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--enrolled", type=int, default=100, help="before; as many during and after"
    )
    asked = parser.parse_args()
    with _world() as world:
        from tests.large import course  # noqa: PLC0415 - as below

        began = time.monotonic()
        job = course.run(world, asked.rows, asked.enrolled, asked.seed, print)
        seconds = time.monotonic() - began
    print(
        f"{job['rows']:,} rows in {seconds:.0f} s: {job['imported']:,} imported,"
        f" {job['waiting']:,} waiting, {job['unchanged']:,} of them unchanged,"
        f" {job['refused']:,} refused and named; none lost, none doubled"
    )
    return 0


@contextmanager
def _world() -> Iterator["World"]:
    """Start what `make run` starts, without its front."""
    with ministack.running() as emulator:
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, URL))
        issuer, clock = Issuer(URL + PATH, resources.AUDIENCE), Clock()
        os.environ["OIDC_JWKS"] = json.dumps(issuer.jwks())
        from tests.journey.world import World  # noqa: PLC0415 - the product reads its environment

        yield World(cloud, issuer, clock, pump_of(cloud, clock))


if __name__ == "__main__":
    sys.exit(main())
