"""Staff: who acts for a finance bureau, and in which territory (R20)."""

from contextlib import suppress

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.platform.rules.act import Act
from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.store.acts import act_item
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import clerk_key, login_key
from chalicelib.platform.store.known import known
from chalicelib.platform.store.listed import read_page
from chalicelib.platform.store.tables import (
    Conflict,
    RegistryItem,
    conflicts,
    find,
    is_new,
    is_version,
    transaction,
)
from chalicelib.staff.rules import staff_lists


def staff_key(login: str) -> str:
    """The partition that holds a login's role and the acts on it."""
    return f"STAFF#{login}"


def _item(staff: Staff) -> RegistryItem:
    item = RegistryItem(
        pk=staff_key(staff.login), sk="ROLE", version=staff.version, body=keep(staff)
    )
    if staff.role:
        item.list, item.order = staff_lists.place_of(staff)
    return item


def _staff_of(item: RegistryItem) -> Staff:
    """Read a login's role; where there is none any more, the body says nothing of it."""
    return msgspec.convert({"role": None, **item.body}, known(Staff))


def find_staff(login: str) -> Staff | None:
    """Find what a login may do, or that it may no more; `login` is its digest."""
    item = find(RegistryItem, staff_key(login), "ROLE")
    return _staff_of(item) if item else None


def acts_for(logins: Several, employer: str) -> bool:
    """Whether one of some logins is now a clerk of the employer of a code."""
    keys = [(login_key(login), clerk_key(employer)) for login in sorted(logins)]
    return any(True for _ in RegistryItem.batch_get(keys, consistent_read=True))


def find_subjects(logins: Several) -> dict[str, str]:
    """The issuer's names of those logins that are staff or were, by digest."""
    keys = [(staff_key(login), "ROLE") for login in set(logins)]
    found = (_staff_of(item) for item in RegistryItem.batch_get(keys))
    return {staff.login: staff.subject for staff in found}


def find_staff_of(
    territories: tuple[str, ...], role: str, after: Position | None, limit: int
) -> tuple[list[Staff], Position | None]:
    """Read the staff of territories, of one role or (with "") of all, and where the next page begins."""
    listing = staff_lists.staff(territories, role)
    return read_page(RegistryItem, Staff, [listing], after, limit)


def put_staff(staff: Staff) -> None:
    """Give a login its first role; one that has, or had, a role keeps what it has."""
    with suppress(Conflict), conflicts():
        _item(staff).save(condition=is_new())


def put_granted(staff: Staff, previous: Staff | None, act: Act) -> None:
    """Give a login its role in place of the one it had, or none, and keep who did it.

    A role withdrawn leaves the item, in no list: the audit trail goes on naming who acted.

    Raises:
        Conflict: it was changed meanwhile, perhaps by this very request.
    """
    with transaction() as write:
        write.save(_item(staff), condition=is_version(previous.version) if previous else is_new())
        write.save(act_item(RegistryItem, staff_key(staff.login), act), condition=is_new())
