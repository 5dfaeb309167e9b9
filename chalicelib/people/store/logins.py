"""Which professional a login owns: at most one (R1).

A process remembers which one it has seen last. That decides nothing: who reads the profile at once,
without asking whose the login is, finds there whether it still is.
"""

from functools import cache

from chalicelib.platform.store.keys import login_key
from chalicelib.platform.store.tables import RegistryItem, find

MOST_SEEN = 1024


def find_person(login: str) -> str | None:
    """Find the professional that a login owns; no login, as of an imported account, owns none."""
    if not login:
        return None
    lock = find(RegistryItem, login_key(login), "LOCK")
    if lock is None:
        return None
    seen = _seen()
    if len(seen) >= MOST_SEEN:
        seen.clear()
    seen[login] = person = str(lock.body["person"])
    return person


def guess_person(login: str) -> str | None:
    """Whom a login owned when this process looked last: to be held against the profile."""
    return _seen().get(login)


@cache
def _seen() -> dict[str, str]:
    return {}


def find_inboxes(login: str) -> tuple[str, ...]:
    """Whose notices are a login's: its professional's, and those of the accounts merged into it."""
    lock = find(RegistryItem, login_key(login), "LOCK")
    return (str(lock.body["person"]), *lock.body.get("formers", ())) if lock else ()
