"""Find staff by a part of a name or of a login (R20).

They are few hundred in the whole province and stand in one list, so that the list is read and looked through:
an index of parts of names would cost more than it spares, and be one more place that holds names.
"""

from typing import NamedTuple

from chalicelib.access.staff import Staff
from chalicelib.identity.rules.name import normal_form
from chalicelib.platform.rules.listing import Position
from chalicelib.staff.store.staff import find_staff_of

MOST_READ = 10
"""How many pages of the list one answer reads at most: it may be shorter than was asked, and goes on."""


class SoughtStaff(NamedTuple):
    """Whom to find: a part of a name or login ("" for all), in which role ("" for any) and territories."""

    text: str
    role: str
    territories: tuple[str, ...]


def search_staff(
    sought: SoughtStaff, after: Position | None, limit: int
) -> tuple[list[Staff], Position | None]:
    """Read staff until somebody fits, and where the next page begins if there may be one."""
    part = normal_form(sought.text)
    last = after
    for _ in range(MOST_READ):
        read, last = find_staff_of(sought.territories, sought.role, last, limit)
        found = [each for each in read if _fits(each, part)]
        if found or last is None:
            return found, last
    return [], last


def _fits(staff: Staff, part: str) -> bool:
    return part in normal_form(staff.called) or part in staff.subject.casefold()
