"""Find who acts for the bureau of a territory, so that somebody there can be told (R20)."""

from chalicelib.access.role import BUREAU
from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import chain
from chalicelib.staff.store.staff import find_staff_of

MOST = 20
"""Of one bureau, so many are told at most."""


def find_bureau_staff(territory: str) -> list[Staff]:
    """The reviewers and administrators of a territory's bureau; where it has none, of the nearest above it."""
    for place in chain(territory):
        found = [
            staff
            for role in sorted(BUREAU)
            for staff in find_staff_of((place,), role, None, MOST)[0]
        ]
        if found:
            return found[:MOST]
    return []
