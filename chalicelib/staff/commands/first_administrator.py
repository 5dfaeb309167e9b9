"""`python -m chalicelib.staff.commands.first_administrator SUB`: the province's first administrator (R20).

Run by who deploys, with AWS credentials that may write the registry table: there is no route for
it, and so no hole. The environment names the table (`REGISTRY_TABLE`), the region (`AWS_REGION`)
and the issuer (`OIDC_ISSUER`) of the deployment.
"""

import os
import sys
from datetime import UTC, datetime
from secrets import token_hex

from chalicelib.access.login import login_digest
from chalicelib.platform.environment import require_environment
from chalicelib.platform.rules.cause import Cause
from chalicelib.staff.actions.grant_role import grant_first

NEEDED = ("REGISTRY_TABLE", "AWS_REGION", "OIDC_ISSUER")


def main(arguments: list[str]) -> str:
    """Grant, and say what was done; `SystemExit` with what is missing."""
    if len(arguments) != 1 or not arguments[0].strip():
        raise SystemExit("usage: make admin SUB=…")
    require_environment(*NEEDED)
    subject, issuer = arguments[0].strip(), os.environ["OIDC_ISSUER"]
    granted = grant_first(
        login_digest(issuer, subject),
        subject,
        at=datetime.now(UTC),  # noqa: TID251 - an edge: nobody else can say when the command runs
        cause=Cause(token_hex(16)),
    )
    return f"{granted.role} {granted.territory}: {subject} @ {issuer}"


if __name__ == "__main__":
    print(main(sys.argv[1:]))  # noqa: T201 - a command tells whoever ran it
