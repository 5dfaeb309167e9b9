"""Profiles beside where they are listed: for what brings them to the shape that a write of today has."""

from typing import NamedTuple

from chalicelib.people.rules.professional import Professional
from chalicelib.people.store.professionals import item_of
from chalicelib.platform.rules.mark import Mark
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import RegistryItem, conflicts, find, is_version, owed, read


class Placed(NamedTuple):
    """A profile, what it owes, and whether it is listed by its name as a write of today lists it."""

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
    return Placed(professional, owed(item), _order(item) == _order(today))


def _order(item: RegistryItem) -> str | None:
    """By which name a profile is listed, whichever list it stands in: another migration moves it."""
    territory = item.body["territory"]
    return item.order.removeprefix(f"{territory}#") if item.order else None


def complete(professional: Professional, previous: Professional, waits: Mark | None) -> None:
    """Replace a profile by the same with what it lacked; nobody did anything to it.

    Raises:
        Conflict: the profile has changed meanwhile.
    """
    with conflicts():
        item_of(professional, waits).save(condition=is_version(previous.version))
