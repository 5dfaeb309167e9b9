"""Accounts that look alike: each lies under what it may have in common with others.

An item is put before the others are looked for, so of two people who enrol at once one at least sees
the other. What an account has in common no more, or with one that was merged, is left out in reading.
"""

from chalicelib.people.rules import people_lists
from chalicelib.people.rules.alike import PersonLikeness, likeness_of
from chalicelib.people.rules.professional import Professional
from chalicelib.people.store.professionals import Lock, find_professional, find_professionals
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.listed import first_page
from chalicelib.platform.store.tables import RegistryItem

Alike = tuple[Professional, tuple[PersonLikeness, ...]]
"""Another account, and what it has in common with one."""


def put_alike(professional: Professional) -> None:
    """Put an account where those like it are looked for, and list it with those that are there."""
    if professional.merged_into:
        return
    for mark in professional.alike:
        _item(professional, mark, listed=False).save()
        found = _sharing(mark)
        if len(found) > 1:
            accounts = (find_professional(person) for person in found)
            for each in accounts:
                if each is not None and mark in each.alike:
                    _item(each, mark, listed=True).save()


def find_alike(professional: Professional) -> list[Alike]:
    """Find the accounts that look like one, and by what; none for one that was merged."""
    if professional.merged_into:
        return []
    people = {person for mark in professional.alike for person in _sharing(mark)}
    others = find_professionals(sorted(people - {professional.id}))
    shared = ((each, _in_common(professional, each)) for each in others.values())
    return [(each, common) for each, common in shared if common and not each.merged_into]


def find_listed_alike(
    territories: tuple[str, ...], after: Position | None, limit: int
) -> tuple[list[Professional], Position | None]:
    """People of territories like whom somebody looked once, and where the next page begins."""
    listing = people_lists.alike(territories)
    found, last = first_page(RegistryItem, [listing], after, limit)
    people = find_professionals([*dict.fromkeys(each.sk.removeprefix("P#") for each in found)])
    return list(people.values()), last


def _in_common(one: Professional, other: Professional) -> tuple[PersonLikeness, ...]:
    return tuple(likeness_of(mark) for mark in one.alike if mark in other.alike)


def _sharing(mark: str) -> list[str]:
    """Who lies under a mark."""
    items = RegistryItem.query(f"ALIKE#{mark}", consistent_read=True)
    return [item.sk.removeprefix("P#") for item in items]


def _item(professional: Professional, mark: str, *, listed: bool) -> RegistryItem:
    item = RegistryItem(
        pk=f"ALIKE#{mark}", sk=person_key(professional.id), body=keep(Lock(professional.id))
    )
    if listed:
        item.list, item.order = people_lists.alike_place(professional, mark)
    return item
