"""`python -m chalicelib.upkeep.commands.mended_years`: whom does a mend of the law's figures concern (R8)?

Run after a deployment that mends a figure, with AWS credentials that may query the registry; the
environment names it (`REGISTRY_TABLE`, `AWS_REGION`). Each line is a year: year, territory, the
person's id, and why. Nothing is written.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from chalicelib.platform.environment import require_environment
from chalicelib.upkeep.actions.find_mended import find_mended

NEEDED = ("REGISTRY_TABLE", "AWS_REGION")


def main(at: datetime) -> Iterator[str]:
    """The lines, as they are found; `SystemExit` with what is missing."""
    require_environment(*NEEDED)
    for found in find_mended(at=at):
        yield ",".join(map(str, found))


if __name__ == "__main__":
    # An edge: nobody else can say when the command runs.
    for line in main(datetime.now(UTC)):  # noqa: TID251 - see above
        print(line)  # noqa: T201 - a command tells whoever ran it
