"""Let standings owe their results to the HR side once more, as after a restore of either table."""

from collections.abc import Iterator
from datetime import datetime

from chalicelib.platform.rules import mark
from chalicelib.platform.store.listed import read_all
from chalicelib.platform.store.tables import Conflict, RegistryItem, conflicts
from chalicelib.records.rules.record_lists import standings


def find_standings(year: int, territories: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """The keys of every standing of a year and territories, from lists that lag."""
    for each in read_all(RegistryItem, standings(year, territories)):
        yield each.pk, each.sk


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
