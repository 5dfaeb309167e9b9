"""Keep that staff is shown somebody's whole name: who, whom, when and why (R7)."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import person_key


def keep_name_look(
    staff: Staff, owner: Professional, why: str, *, year: int = 0, at: datetime, cause: Cause
) -> None:
    """Keep a look at a name before it is shown.

    Args:
        staff: who looks.
        owner: whose name it is.
        why: for what the name is needed, in Chinese.
        year: the year that it is about, 0 for none.
        at: the instant of the request.
        cause: the request: sent again, it leaves one act.
    """
    act = Act(at=at, by=staff.actor, what=What.NAME_READ, reason=why, cause=cause, year=year)
    acts.put_act(person_key(owner.id), act)
