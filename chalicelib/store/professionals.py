"""Professionals: the profile and the two locks that make a person, a login and an identity one."""

from collections.abc import Iterable, Iterator

import msgspec
from pynamodb.expressions.condition import Condition

from chalicelib.rules import mark, name
from chalicelib.rules.professional import Professional
from chalicelib.store.logins import login_key
from chalicelib.store.tables import (
    RegistryItem,
    acknowledge,
    conflicts,
    find,
    is_new,
    is_version,
    keep,
    marked,
    owed,
    read,
    transaction,
)


class Lock(msgspec.Struct, frozen=True):
    """Points from an identity or a login to the professional that owns it."""

    person: str


def person_key(person: str) -> str:
    """The partition that holds everything of one professional."""
    return f"P#{person}"


def identity_key(digest: str) -> str:
    """The key of an identity's lock, in both tables."""
    return f"ID#{digest}"


def item_of(professional: Professional, waits: mark.Mark | None = None) -> RegistryItem:
    """The profile as it is kept, listed by territory and name."""
    item = RegistryItem(
        pk=person_key(professional.id),
        sk="PROFILE",
        version=professional.version,
        body=keep(professional),
        list=f"PEOPLE#{professional.territory}",
        order=f"{name.normal_form(professional.name)}#{professional.id}",
    )
    return marked(item, waits)


def find_professional(person: str) -> Professional | None:
    """Read a profile, strongly consistent."""
    item = find(RegistryItem, person_key(person), "PROFILE")
    return read(item, Professional) if item else None


def find_profile(person: str) -> tuple[Professional, mark.Mark | None] | None:
    """Read a profile and what it still owes to the HR system."""
    item = find(RegistryItem, person_key(person), "PROFILE")
    return (read(item, Professional), owed(item)) if item else None


def find_professionals(people: Iterable[str]) -> dict[str, Professional]:
    """Read several profiles at once, by id."""
    keys = [(person_key(person), "PROFILE") for person in people]
    found = (
        read(item, Professional) for item in RegistryItem.batch_get(keys, consistent_read=True)
    )
    return {professional.id: professional for professional in found}


def list_people(territory: str) -> Iterator[str]:
    """The ids of everybody enrolled in a territory, those below it not included, by name."""
    for item in RegistryItem.listed.query(f"PEOPLE#{territory}"):
        yield item.pk.removeprefix("P#")


def find_person_by_identity(digest: str) -> str | None:
    """Find who enrolled an identity; `digest` is the keyed digest of its document."""
    item = find(RegistryItem, identity_key(digest), "LOCK")
    return read(item, Lock).person if item else None


def enrol(professional: Professional) -> None:
    """Write profile and both locks at once; what waits for the identity is claimed afterwards.

    Raises:
        Conflict: the identity or the login has enrolled already, perhaps by this very request.
    """
    lock = keep(Lock(professional.id))
    waits = mark.claim(professional.id, professional.enrolled_at)
    with transaction() as write:
        write.save(item_of(professional, waits), condition=is_new())
        for key in (identity_key(professional.document_digest), login_key(professional.login)):
            write.save(RegistryItem(pk=key, sk="LOCK", body=lock), condition=is_new())


def change(professional: Professional, previous: Professional, waits: mark.Mark | None) -> None:
    """Replace the profile; with another document its lock moves in the same transaction.

    Without a mark of its own, the one that is there and still unserved stays.

    Raises:
        Conflict: the profile has changed meanwhile, or the new document has enrolled already.
    """
    item = item_of(professional, waits)
    if professional.document_digest == previous.document_digest:
        with conflicts():
            _replace(item, is_version(previous.version))
        return
    lock = keep(Lock(professional.id))
    with transaction() as write:
        write.save(item, condition=is_version(previous.version))
        write.save(
            RegistryItem(pk=identity_key(professional.document_digest), sk="LOCK", body=lock),
            condition=is_new(),
        )
        write.delete(
            RegistryItem(pk=identity_key(previous.document_digest), sk="LOCK", body=lock),
            condition=RegistryItem.pk.exists(),
        )


def _replace(item: RegistryItem, condition: Condition) -> None:
    """Save a profile; where it brings no mark of its own, one that is still unserved stays."""
    if item.waits_for is not None:
        item.save(condition=condition)
        return
    kept = RegistryItem(pk=item.pk, sk=item.sk)
    changes = ("version", "body", "list", "order")
    actions = [getattr(RegistryItem, name).set(getattr(item, name)) for name in changes]
    kept.update(actions=actions, condition=condition)


def acknowledge_claim(professional: Professional) -> None:
    """Clear the profile's mark once nothing waits for its identity any more."""
    acknowledge(
        RegistryItem(pk=person_key(professional.id), sk="PROFILE"), professional.version, "CLAIM#"
    )


def acknowledge_profile(person: str, version: int) -> None:
    """Clear the profile's mark once that version has been compared with the HR system."""
    acknowledge(RegistryItem(pk=person_key(person), sk="PROFILE"), version, "MATCH#")
