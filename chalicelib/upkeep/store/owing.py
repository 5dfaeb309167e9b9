"""Let standings owe their results to the HR side once more, as after a restore of either table."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.platform.rules import mark
from chalicelib.platform.store.tables import Conflict, RegistryItem, conflicts


def find_standings(year: int, territory: str) -> Iterator[tuple[str, str]]:
    """The keys of every standing of a year and territory, from the list that lags."""
    for item in RegistryItem.listed.query(f"YEAR#{year}#{territory}"):
        yield item.pk, item.sk


def owe_again(place: tuple[str, str], at: datetime) -> bool:
    """Mark a standing for the sync, unless it is marked already; its version stays."""
    item = RegistryItem(*place)
    waits = mark.sync(item.pk.removeprefix("P#"), at)
    is_free = RegistryItem.pk.exists() & RegistryItem.waits_for.does_not_exist()
    try:
        with conflicts():
            item.update(
                actions=[
                    RegistryItem.waits_for.set(waits.waits_for),
                    RegistryItem.since.set(waits.since),
                ],
                condition=is_free,
            )
    except Conflict:
        return False  # it is marked, or being written at this moment, which marks what must be
    return True
