"""`python -m chalicelib.audit.commands.audit_verify [--tables] [--refill]`: was anything changed (R19)?

Run by who audits, with AWS credentials that may read the archive and, for `--tables`, scan both
tables; the environment names them (`AUDIT_BUCKET`, `REGISTRY_TABLE`, `HR_TABLE`, `AWS_REGION`).
What is wrong is told line by line, the first one first, and ends the command with 1. `--refill`
writes to the archive what the tables have and it lacks, as after a reader's long failure.
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from chalicelib.audit.actions.archive_moves import Gathering, find_bundled
from chalicelib.audit.gateways import audit_bucket
from chalicelib.audit.gateways.audit_bucket import StoredVersions
from chalicelib.audit.rules.audit import digest_of
from chalicelib.audit.rules.audit_check import check_archive, check_tables
from chalicelib.audit.rules.kept_archive import Finding, Tampering
from chalicelib.audit.rules.manifest import MANIFESTS
from chalicelib.audit.store import histories
from chalicelib.platform.environment import require_environment
from chalicelib.platform.rules.china_time import shanghai_date

NEEDED = ("AUDIT_BUCKET", "REGISTRY_TABLE", "HR_TABLE", "AWS_REGION")
OPTIONS = {"--tables", "--refill"}
SEALING = timedelta(hours=30)
"""After how long a day, counted from its beginning, must have its manifest."""


def verify(at: datetime, options: set[str]) -> tuple[str, list[Finding]]:
    """Check the archive, and with `--tables` the tables against it.

    Returns:
        What was checked, in a line, and what is wrong with it.
    """
    if "--refill" in options:
        _refill(at)
    stored = list(audit_bucket.read_everything())
    objects = {each.key: each.contents[0] for each in stored if each.contents}
    found = [*_laid_over(stored), *check_archive(objects, shanghai_date(at - SEALING))]
    if "--tables" in options:
        tables = (entries for _, entries in histories.scan_entries())
        found += check_tables(objects, tables)
    manifests = [key for key in objects if key.startswith(f"{MANIFESTS}/")]
    head = f", last {manifests[-1]} is {digest_of(objects[manifests[-1]])}" if manifests else ""
    return f"{len(objects)} objects, {len(manifests)} manifests{head}", found


def _laid_over(stored: Iterable[StoredVersions]) -> Iterator[Finding]:
    """What somebody wrote over an object, or hid; the first version is what the archive holds."""
    for key, contents, is_hidden in stored:
        if len(set(contents)) > 1:
            yield Finding(key, Tampering.EDITED, "a later version differs")
        if is_hidden:
            yield Finding(key, Tampering.DELETED, "it has a deletion marker")


def _refill(at: datetime) -> None:
    bundled = find_bundled()
    for place, entries in histories.scan_entries():
        gathering = Gathering()
        gathering.compare(entries, place, shanghai_date(at), bundled)
        gathering.write()


def main(arguments: list[str], at: datetime) -> tuple[int, str]:
    """Verify, and say what came of it; `SystemExit` with what is missing."""
    if unknown := set(arguments) - OPTIONS:
        raise SystemExit(
            f"unknown: {' '.join(sorted(unknown))}; there are {' '.join(sorted(OPTIONS))}"
        )
    require_environment(*NEEDED)
    checked, found = verify(at, set(arguments))
    lines = [f"{each.fault}: {each.place}: {each.why}" for each in found]
    return int(bool(found)), "\n".join([f"{checked}: {len(found)} faults", *lines])


if __name__ == "__main__":
    # An edge: nobody else can say when the command runs.
    code, said = main(sys.argv[1:], datetime.now(UTC))  # noqa: TID251 - see above
    print(said)  # noqa: T201 - a command tells whoever ran it
    raise SystemExit(code)
