"""`python -m chalicelib.upkeep.commands.migrate [--list] [--minutes N]`: bring what is stored to the shape of now.

Run by who deploys, once the deployment is through, with AWS credentials that may read and write the
tables, decrypt and make keys with the data key and read the certificates' bucket; the environment names
them (`REGISTRY_TABLE`, `HR_TABLE`, `CERTIFICATE_BUCKET`, `AWS_REGION`, `DATA_KEY_ID`, `IDENTITY_SECRET`).
May be stopped anywhere and begun anew (docs/operations.md).
"""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from chalicelib.platform.actions.run import Run
from chalicelib.platform.environment import require_environment
from chalicelib.platform.store.tables import Conflict
from chalicelib.upkeep.actions.migrate import migrate
from chalicelib.upkeep.migrations import ALL
from chalicelib.upkeep.migrations.migration import Migration
from chalicelib.upkeep.rules.migration import OutOfOrderError, told
from chalicelib.upkeep.store import migrations

NEEDED = (
    "REGISTRY_TABLE",
    "HR_TABLE",
    "CERTIFICATE_BUCKET",
    "AWS_REGION",
    "DATA_KEY_ID",
    "IDENTITY_SECRET",
)
Say = Callable[[str], object]


def main(arguments: list[str], at: datetime, run: Run, say: Say) -> int:
    """Migrate and tell how far it is; the command's exit status, 0 once everything is applied."""
    require_environment(*NEEDED)
    if arguments:
        return _list(say)
    try:
        is_applied = migrate(ALL, at=at, run=run, tell=lambda progress: say(told(progress)))
    except OutOfOrderError as fault:
        say(f"nothing was changed: {fault}")
        return 2
    except Conflict:
        say("another run is at work")
        return 1
    say("everything is applied" if is_applied else "not through: run it again")
    return int(not is_applied)


def _list(say: Say, known: tuple[Migration, ...] = ALL) -> int:
    """Tell of each migration whether it is applied, under way, or waits."""
    kept = {each.number: told(each) for each in migrations.find_all()}
    for each in known:
        say(kept.get(each.number, f"{each.number:04} {each.name}: waits"))
    return 0


def _run_of(minutes: float) -> Run:
    until = time.monotonic() + minutes * 60
    return Run(lambda: time.monotonic() < until)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="say which are applied, change nothing")
    parser.add_argument("--minutes", type=float, default=60, help="begin no page after so long")
    asked = parser.parse_args()
    # An edge: nobody else can say when the command runs.
    now = datetime.now(UTC)  # noqa: TID251 - see above
    listed = ["--list"] if asked.list else []
    sys.exit(main(listed, now, _run_of(asked.minutes), print))
