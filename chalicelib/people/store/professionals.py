"""Professionals: the profile and the two locks that make a person, a login and an identity one."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from chalicelib.bureaus.rules import territory
from chalicelib.identity.rules import name
from chalicelib.people.rules import people_lists
from chalicelib.people.rules.professional import Professional
from chalicelib.people.store.named import naming
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.act import Act
from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.store.acts import act_item
from chalicelib.platform.store.applied import PEOPLE_BY_NAME, is_applied
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import identity_key, login_key, person_key
from chalicelib.platform.store.listed import find_listed, read_page
from chalicelib.platform.store.tables import (
    RegistryItem,
    acknowledge,
    find,
    is_new,
    is_version,
    marked,
    owed,
    read,
    transaction,
)
from chalicelib.platform.store.writes import Write, write_together


class Lock(msgspec.Struct, frozen=True, omit_defaults=True):
    """Points from an identity or a login to the professional that owns it.

    `formers` are the ids of accounts that were merged into it: whose inboxes are its as well.
    """

    person: str
    formers: tuple[str, ...] = ()


def item_of(professional: Professional, waits: mark.Mark | None = None) -> RegistryItem:
    """The profile as it is kept, listed by territory and name."""
    item = RegistryItem(
        pk=person_key(professional.id),
        sk="PROFILE",
        version=professional.version,
        body=keep(professional),
    )
    if not professional.merged_into:
        item.list, item.order = people_lists.place_of(professional)
    return marked(item, waits)


def find_professional(person: str) -> Professional | None:
    """Read a profile, strongly consistent."""
    item = find(RegistryItem, person_key(person), "PROFILE")
    return read(item, Professional) if item else None


def find_profile(person: str) -> tuple[Professional, mark.Mark | None] | None:
    """Read a profile and what it still owes to the HR system."""
    item = find(RegistryItem, person_key(person), "PROFILE")
    return (read(item, Professional), owed(item)) if item else None


def find_professionals(people: Several) -> dict[str, Professional]:
    """Read several profiles at once, by id."""
    keys = [(person_key(person), "PROFILE") for person in people]
    found = (
        read(item, Professional) for item in RegistryItem.batch_get(keys, consistent_read=True)
    )
    return {professional.id: professional for professional in found}


class ListedPerson(NamedTuple):
    """Somebody who is enrolled, and the place in the lists of people."""

    id: str
    position: Position


def list_people(after: Position | None, limit: int) -> list[ListedPerson]:
    """The first `limit` people enrolled after a place: territory by territory, in each by name."""
    everybody = people_lists.people(territory.below(territory.PROVINCE))
    found = find_listed(RegistryItem, [everybody], after, limit)
    return [ListedPerson(each.pk.removeprefix("P#"), each.position) for each in found]


def find_people(
    territories: tuple[str, ...], sought: str, after: Position | None, limit: int
) -> tuple[list[Professional], Position | None]:
    """Read people of territories, of one name or (with "") of all.

    Returns:
        The people, and where the next page begins if there is one.
    """
    forms = name.listed_forms(sought) if sought else ()
    by_name = forms and is_applied(PEOPLE_BY_NAME)
    listing = (people_lists.named if by_name else people_lists.people)(territories, forms)
    return read_page(RegistryItem, Professional, [listing], after, limit)


def find_person_by_identity(digest: str) -> str | None:
    """Find who enrolled an identity; `digest` is the keyed digest of its document."""
    item = find(RegistryItem, identity_key(digest), "LOCK")
    return read(item, Lock).person if item else None


def find_people_by_identity(digests: Several) -> dict[str, str]:
    """Find who enrolled several identities, by the digests that somebody enrolled."""
    keys = [(identity_key(digest), "LOCK") for digest in dict.fromkeys(digests)]
    found = RegistryItem.batch_get(keys, consistent_read=True)
    return {item.pk.removeprefix(identity_key("")): read(item, Lock).person for item in found}


def enrol(professional: Professional) -> None:
    """Write profile and both locks at once; what waits for the identity is claimed afterwards.

    Raises:
        Conflict: the identity or the login has enrolled already, perhaps by this very request.
    """
    write_together(enrolling(professional))


def enrolling(professional: Professional) -> Iterator[Write]:
    """What enrolling writes: the profile, what leads to it from the name, and a lock each for identity and login."""
    waits = mark.claim(professional.id, professional.enrolled_at)
    yield Write(item_of(professional, waits), is_new())
    yield from naming(professional)
    yield Write(identity_lock(professional), is_new())
    if professional.login:
        yield Write(login_lock(professional), is_new())


def change(
    professional: Professional,
    previous: Professional,
    waits: mark.Mark | None,
    act: Act,
    told: Iterable[RegistryItem] = (),
    beside: Iterable[Write] = (),
) -> None:
    """Replace the profile and keep who did it; with another document its lock moves as well.

    `told` are the notices of it, `beside` what others keep of the change.

    Raises:
        Conflict: the profile has changed meanwhile, perhaps by this very request, or the new
            document has enrolled already.
    """
    writes = [
        Write(item_of(professional, waits), is_version(previous.version)),
        Write(act_item(RegistryItem, person_key(professional.id), act), is_new()),
    ]
    if professional.document_digest != previous.document_digest:
        lock, left = (identity_lock(each) for each in (professional, previous))
        # A document that leads here already was a merged account's.
        is_former = professional.document_digest in previous.identities
        writes.append(Write(lock, leads_to(previous) if is_former else is_new()))
        writes.append(Write(left, RegistryItem.pk.exists(), clears=True))
    writes += naming(professional, previous)
    write_together([*writes, *(Write(item, is_new()) for item in told), *beside])


def claim(
    professional: Professional, previous: Professional, waits: mark.Mark | None, act: Act
) -> None:
    """Give a profile that has no login to its first one; what it owes it owes on.

    Raises:
        Conflict: the profile has changed meanwhile, or the login owns a professional already.
    """
    with transaction() as write:
        write.save(item_of(professional, waits), condition=is_version(previous.version))
        write.save(login_lock(professional), condition=is_new())
        write.save(act_item(RegistryItem, person_key(professional.id), act), condition=is_new())


def bind(
    professional: Professional, previous: Professional, act: Act, told: Iterable[RegistryItem]
) -> None:
    """Give the profile to another login, whose lock takes the place of all that led here.

    Args:
        professional: the profile as the new login owns it.
        previous: the profile as it was read.
        act: who did it and why.
        told: the notices to both logins.

    Raises:
        Conflict: the profile has changed meanwhile, perhaps by this very request, or the new login
            owns a professional already.
    """
    waits = mark.match(professional.id, act.at)
    left = sorted(previous.logins)
    with transaction() as write:
        write.save(item_of(professional, waits), condition=is_version(previous.version))
        write.save(login_lock(professional), condition=is_new())
        for login in left:
            write.delete(login_lock(previous, login), condition=RegistryItem.pk.exists())
        for item in (act_item(RegistryItem, person_key(professional.id), act), *told):
            write.save(item, condition=is_new())


def identity_lock(owner: Professional, digest: str = "") -> RegistryItem:
    """The lock by which a document, the own one unless said otherwise, leads to its owner."""
    key = identity_key(digest or owner.document_digest)
    return RegistryItem(pk=key, sk="LOCK", body=keep(Lock(owner.id)))


def login_lock(owner: Professional, login: str = "") -> RegistryItem:
    """The lock by which a login, the own one unless said otherwise, leads to its owner."""
    lock = Lock(owner.id, owner.ids[1:])
    return RegistryItem(pk=login_key(login or owner.login), sk="LOCK", body=keep(lock))


def leads_to(owner: Professional) -> Condition:
    """The condition that a lock still leads to this account."""
    condition: Condition = Path(["body", "person"]) == owner.id
    return condition


def acknowledge_claim(professional: Professional) -> None:
    """Clear the profile's mark once nothing waits for its identity any more."""
    acknowledge(
        RegistryItem(pk=person_key(professional.id), sk="PROFILE"),
        professional.version,
        mark.Whom.CLAIM,
    )


def acknowledge_profile(person: str, version: int) -> None:
    """Clear the profile's mark once that version has been compared with the HR system."""
    acknowledge(RegistryItem(pk=person_key(person), sk="PROFILE"), version, mark.Whom.MATCH)
