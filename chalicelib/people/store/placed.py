"""Profiles beside where they are listed: for what brings them to the shape that a write of today has."""

from typing import NamedTuple

from chalicelib.people.rules.professional import Professional
from chalicelib.people.store.professionals import item_of
from chalicelib.platform.rules.mark import Mark
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import RegistryItem, conflicts, find, is_version, owed, read


class Placed(NamedTuple):
    """A profile, what it owes, and whether it lies where a write of today would list it."""

    professional: Professional
    owed: Mark | None
    is_in_place: bool


def find_placed(person: str) -> Placed | None:
    """Read a profile and where it is listed."""
    item = find(RegistryItem, person_key(person), "PROFILE")
    if item is None:
        return None
    professional = read(item, Professional)
    today = item_of(professional)
    is_in_place = (item.list, item.order) == (today.list, today.order)
    return Placed(professional, owed(item), is_in_place)


def complete(professional: Professional, previous: Professional, waits: Mark | None) -> None:
    """Replace a profile by the same with what it lacked; nobody did anything to it.

    Raises:
        Conflict: the profile has changed meanwhile.
    """
    with conflicts():
        item_of(professional, waits).save(condition=is_version(previous.version))
