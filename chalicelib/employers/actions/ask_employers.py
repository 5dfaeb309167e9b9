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
    is_still,
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
    "get_acting",
    "is_still",
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
    return get_acting(login.digest, find_code(code) or "")


def get_acting(login: str, code: str) -> Employer:
    """The same by a login's digest and a code as it is kept, read anew: of acting for it and closing it one wins.

    Raises:
        Refusal: `not_found`.
    """
    employer = find_employer(code) if code else None
    if employer is None or employer.clerk(login) is None:
        raise Refusal("not_found")
    return employer
