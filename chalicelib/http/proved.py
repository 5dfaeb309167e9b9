"""Whether this deployment asks that logins are proved to be persons (R1, R20)."""

import os

from chalicelib.access.caller import Caller
from chalicelib.platform.rules.refusal import Refusal


def allows_unproved() -> bool:
    """Whether this deployment takes logins whose issuer gives no real-name claims (R1)."""
    return os.environ.get("ALLOW_UNPROVED_LOGINS") == "true"


def require_proved(caller: Caller) -> None:
    """Refuse staff of whom nobody knows who they are: they might decide their own matter (R20).

    Raises:
        Refusal: `staff_not_proved`, unless the deployment takes unproved logins.
    """
    if caller.staff and not caller.staff.is_proved and not allows_unproved():
        raise Refusal("staff_not_proved")
