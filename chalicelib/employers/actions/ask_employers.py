"""What other subjects may ask of employers: all that they may use of its store."""

from chalicelib.access.login import Login
from chalicelib.employers.rules.employer import Employer
from chalicelib.employers.rules.employer_code import find_code
from chalicelib.employers.store.employers import (
    employer_key,
    find_employer,
    find_employers,
    find_listed,
    find_ties,
    loading,
    put_entries,
)
from chalicelib.employers.store.rolls import (
    find_order,
    find_pointed,
    find_reminded,
    put_reminded,
    roll_writes,
)
from chalicelib.platform.rules.refusal import Refusal

__all__ = [
    "employer_key",
    "find_employer",
    "find_employers",
    "find_listed",
    "find_order",
    "find_pointed",
    "find_reminded",
    "find_ties",
    "loading",
    "put_entries",
    "put_reminded",
    "require_clerk",
    "roll_writes",
]


def require_clerk(login: Login, code: str) -> Employer:
    """The open employer that a login acts for; what it did is `employer.actor(login.digest)`'s.

    Raises:
        Refusal: `not_found` for anybody else's employer, and for one that is absent or closed.
    """
    parsed = find_code(code)
    employer = find_employer(parsed) if parsed else None
    if employer is None or employer.clerk(login.digest) is None:
        raise Refusal("not_found")
    return employer
