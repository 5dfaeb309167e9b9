"""How many records each reviewer of a bureau decided on a day: counted in the very write that decides.

`DESK#{territory}` / `{day}#{login}` is a number alone. It is for the desk to look at, and forgotten after some weeks.
"""

from datetime import UTC, date, datetime, time

from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.platform.store.writes import Write
from chalicelib.records.rules.step import Step

KEPT_SECONDS = 35 * 86400


def desk_key(territory: str) -> str:
    """The partition of what belongs to the desk of a bureau."""
    return f"DESK#{territory}"


def tallying(step: Step) -> Write:
    """What counts a bureau's decision for whoever made it, on the day in China."""
    day = shanghai_date(step.at)
    item = RegistryItem(pk=desk_key(step.by.territory), sk=f"{day}#{step.by.login}")
    forgotten_at = int(datetime.combine(day, time(), UTC).timestamp()) + KEPT_SECONDS
    return Write(
        item,
        adds=(RegistryItem.version.add(1), RegistryItem.forgotten_at.set(forgotten_at)),
    )


def find_tallies(territory: str, day: date) -> dict[str, int]:
    """How many records a bureau decided on a day, by the digest of the reviewer's login."""
    items = RegistryItem.query(desk_key(territory), RegistryItem.sk.startswith(f"{day}#"))
    return {item.sk.partition("#")[2]: int(item.version or 0) for item in items}
