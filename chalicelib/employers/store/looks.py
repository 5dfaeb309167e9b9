"""Looks: an act beside the employer, and a line below each person seen.

`EMP#SEEN#{code}` holds the acts, whose keys begin with their instant, so that the latest come first. Below
a person lies one line a day, employer, clerk and kind, sorted before the profile, out of the way of whoever
reads the years.
"""

from collections.abc import Sequence
from contextlib import suppress

from chalicelib.employers.rules.look import Look
from chalicelib.platform.rules.act import Act
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.store.acts import act_item
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import Conflict, RegistryItem, is_new, read
from chalicelib.platform.store.writes import MOST_WRITES, Write, write_together

LOOK, SEEN = "L#", "A#"
"""How the keys of either list begin."""


def seen_key(code: str) -> str:
    """The partition of what an employer's clerks looked at."""
    return f"EMP#SEEN#{code}"


def put_looks(act: Act, look: Look, people: Several) -> None:
    """Keep that a clerk saw people: for the employer once, for each of them once a day.

    Where the same clerk looks twice at once, one of both leaves the lines.
    """
    write_together([Write(act_item(RegistryItem, seen_key(look.code), act), is_new())])
    lines = [Write(_line(person, look)) for person in dict.fromkeys(people)]
    for at in range(0, len(lines), MOST_WRITES):
        with suppress(Conflict):
            write_together(lines[at : at + MOST_WRITES])


def _line(person: str, look: Look) -> RegistryItem:
    day = shanghai_date(look.at)
    sk = f"{LOOK}{day}#{look.code}#{look.login}#{look.what}"
    return RegistryItem(pk=person_key(person), sk=sk, body=keep(look))


def find_looks(person: str, before: str, limit: int) -> Sequence[tuple[str, Look]]:
    """Who looked at a person, the latest day first, each with its key; from after a key on."""
    items = RegistryItem.query(
        person_key(person),
        RegistryItem.sk.between(LOOK, before or f"{LOOK}~"),
        scan_index_forward=False,
        consistent_read=True,
        limit=limit + 1,  # the key itself lies among them
    )
    return [(item.sk, read(item, Look)) for item in items if item.sk != before][:limit]


def find_seen(code: str, before: str, limit: int) -> Sequence[tuple[str, Act]]:
    """What an employer's clerks looked at, the latest first, each with its key; from after a key on."""
    items = RegistryItem.query(
        seen_key(code),
        RegistryItem.sk.between(SEEN, before or f"{SEEN}~"),
        scan_index_forward=False,
        consistent_read=True,
        limit=limit + 1,
    )
    return [(item.sk, read(item, Act)) for item in items if item.sk != before][:limit]
