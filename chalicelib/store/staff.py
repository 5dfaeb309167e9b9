"""Staff: who acts for a finance bureau, and in which territory (R20)."""

import msgspec

from chalicelib.store.tables import RegistryItem, find, keep, read


class Staff(msgspec.Struct, frozen=True):
    """A login's role and territory. Roles: reviewer, administrator, provider, hr_officer, helper."""

    login: str
    role: str
    territory: str


def find_staff(login: str) -> Staff | None:
    """Find what a login may do; `login` is the digest of issuer and subject."""
    item = find(RegistryItem, f"STAFF#{login}", "ROLE")
    return read(item, Staff) if item else None


def put_staff(staff: Staff) -> None:
    """Give a login its role; the same grant twice changes nothing."""
    RegistryItem(pk=f"STAFF#{staff.login}", sk="ROLE", body=keep(staff)).save()
