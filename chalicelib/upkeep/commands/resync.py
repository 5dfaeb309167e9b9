"""`python -m chalicelib.upkeep.commands.resync`: look again at every year, after a restore.

Run by who restores, with AWS credentials that may query and update the registry; the environment
names the tables and the region (`REGISTRY_TABLE`, `HR_TABLE`, `AWS_REGION`). The streams' readers
and the sweep do the work afterwards.
"""

from datetime import UTC, datetime

from chalicelib.platform.environment import require_environment
from chalicelib.upkeep.actions.resync import resync

NEEDED = ("REGISTRY_TABLE", "HR_TABLE", "AWS_REGION")


def main(at: datetime) -> str:
    """Mark, and say how many; `SystemExit` with what is missing."""
    require_environment(*NEEDED)
    return f"{resync(at=at)} years wait for the sync"


if __name__ == "__main__":
    # An edge: nobody else can say when the command runs.
    print(main(datetime.now(UTC)))  # noqa: T201, TID251 - a command tells whoever ran it
