"""Staff: who acts for a finance bureau, and in which territory (R20)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from chalicelib.rules.act import Act
from chalicelib.store.acts import act_item
from chalicelib.store.body import keep
from chalicelib.store.listed import Position, Range, find_listed, hydrated
from chalicelib.store.tables import RegistryItem, find, is_new, is_version, read, transaction


class Staff(msgspec.Struct, frozen=True, omit_defaults=True):
    """A login's role and territory. Roles: reviewer, administrator, provider, hr_officer, helper.

    `login` is the digest of issuer and subject, `subject` the issuer's own name for it: who grants
    roles must see to whom.
    """

    login: str
    role: str
    territory: str
    subject: str = ""
    granted_at: datetime | None = None
    version: int = 0


class Page(msgspec.Struct, frozen=True):
    """Staff by territory, role and subject; `last` is where the next page begins."""

    staff: list[Staff]
    last: Position | None


def staff_key(login: str) -> str:
    """The partition that holds a login's role and the acts on it."""
    return f"STAFF#{login}"


def _item(staff: Staff) -> RegistryItem:
    return RegistryItem(
        pk=staff_key(staff.login),
        sk="ROLE",
        version=staff.version,
        body=keep(staff),
        list=f"STAFF#{staff.territory}",
        order=f"{staff.role}#{staff.subject}",
    )


def find_staff(login: str) -> Staff | None:
    """Find what a login may do; `login` is the digest of issuer and subject."""
    item = find(RegistryItem, staff_key(login), "ROLE")
    return read(item, Staff) if item else None


def find_subjects(logins: Iterable[str]) -> dict[str, str]:
    """The issuer's names of those logins that are staff, by digest."""
    keys = [(staff_key(login), "ROLE") for login in set(logins)]
    found = (read(item, Staff) for item in RegistryItem.batch_get(keys))
    return {staff.login: staff.subject for staff in found}


def find_staff_of(
    territories: Sequence[str], role: str, after: Position | None, limit: int
) -> Page:
    """Read the staff of territories, of one role or (with "") of all."""
    prefix = f"{role}#" if role else ""
    ranges = [Range(f"STAFF#{code}", prefix) for code in territories]
    found = find_listed(RegistryItem, ranges, after, limit + 1)
    staff = [read(item, Staff) for item in hydrated(RegistryItem, found[:limit])]
    return Page(staff, found[limit - 1].position if len(found) > limit else None)


def put_staff(staff: Staff) -> None:
    """Give a login its role; the same grant twice changes nothing."""
    _item(staff).save()


def put_granted(staff: Staff, previous: Staff | None, act: Act) -> None:
    """Give a login its role in place of the one it had, and keep who did it.

    Raises:
        Conflict: it was changed meanwhile, perhaps by this very request.
    """
    with transaction() as write:
        write.save(_item(staff), condition=is_version(previous.version) if previous else is_new())
        write.save(act_item(RegistryItem, staff_key(staff.login), act), condition=is_new())


def delete_staff(previous: Staff, act: Act) -> None:
    """Withdraw a role; the acts stay.

    Raises:
        Conflict: it was changed meanwhile, perhaps by this very request.
    """
    role = RegistryItem(pk=staff_key(previous.login), sk="ROLE")
    with transaction() as write:
        write.delete(role, condition=is_version(previous.version), add_version_condition=False)
        write.save(act_item(RegistryItem, staff_key(previous.login), act), condition=is_new())
