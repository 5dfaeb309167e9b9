"""Which professional a login owns: at most one (R1)."""

from chalicelib.platform.store.keys import login_key
from chalicelib.platform.store.tables import RegistryItem, find


def find_person(login: str) -> str | None:
    """Find the professional that a login owns; no login, as of an imported account, owns none."""
    if not login:
        return None
    lock = find(RegistryItem, login_key(login), "LOCK")
    return str(lock.body["person"]) if lock else None


def find_inboxes(login: str) -> tuple[str, ...]:
    """Whose notices are a login's: its professional's, and those of the accounts merged into it."""
    lock = find(RegistryItem, login_key(login), "LOCK")
    return (str(lock.body["person"]), *lock.body.get("formers", ())) if lock else ()
