"""`python -m chalicelib.certificates.commands.reissue KID [--minutes N]`: issue anew what a revoked key signed.

Run by who revoked it, five minutes later, with AWS credentials that may query and write the HR table, read
the registry's migrations and `keys/` in the certificates' bucket, and send to the queue of credentials; the environment names them
(`REGISTRY_TABLE`, `HR_TABLE`, `CERTIFICATE_BUCKET`, `CREDENTIAL_QUEUE`, `AWS_REGION`). May be stopped anywhere and begun anew; it is through when it finds none
(docs/operations.md, The signing keys).
"""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from chalicelib.certificates.actions.reissue_certificates import (
    NotRevoked,
    ReissueProgress,
    reissue_certificates,
)
from chalicelib.platform.actions.run import Run
from chalicelib.platform.environment import require_environment

NEEDED = ("REGISTRY_TABLE", "HR_TABLE", "CERTIFICATE_BUCKET", "CREDENTIAL_QUEUE", "AWS_REGION")
KID_LENGTH = 43
"""Characters of a key's id: 32 bytes in base64url."""
Say = Callable[[str], object]


def main(kid: str, at: datetime, run: Run, say: Say) -> int:
    """Issue anew, and tell how far it is; the exit status, 0 once there is nothing left to do."""
    require_environment(*NEEDED)
    progress = ReissueProgress(0, 0, 0)
    try:
        for progress in reissue_certificates(kid, at=at, run=run):
            say(f"{progress.year}: {progress.seen} looked at, {progress.reissued} issued anew")
    except NotRevoked:
        say("nothing was changed: the key is not revoked")
        return 2
    except LookupError:
        say("nothing was changed: no such key is published")
        return 2
    is_through = run.is_time_left() and not run.failed and not progress.reissued
    say("nothing is left" if is_through else "run it again, until it finds none")
    return int(not is_through)


def _run_of(minutes: float) -> Run:
    until = time.monotonic() + minutes * 60
    return Run(lambda: time.monotonic() < until)


def asked_of(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what is asked: the `kid` and the `minutes`; `SystemExit` with what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kid", help="the key's id, as `make signing-key WITH=list` says it")
    parser.add_argument("--minutes", type=float, default=60, help="begin no page after so long")
    # One id of 64 begins with a hyphen, and would be taken for an option.
    ids = [each for each in arguments if len(each) == KID_LENGTH]
    others = [each for each in arguments if len(each) != KID_LENGTH]
    return parser.parse_args([*others, "--", *ids])


if __name__ == "__main__":
    asked = asked_of(sys.argv[1:])
    # An edge: nobody else can say when the command runs.
    now = datetime.now(UTC)  # noqa: TID251 - see above
    sys.exit(main(asked.kid, now, _run_of(asked.minutes), print))
