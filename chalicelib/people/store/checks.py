"""How many identities somebody has checked on a day (R38): below whoever asks, forgotten after a week."""

from datetime import UTC, date, datetime, time

from chalicelib.people.rules.identity_check import MOST_CHECKS
from chalicelib.platform.store.tables import RegistryItem, conflicts

KEPT_SECONDS = 7 * 86400


def count_check(asker: str, day: date) -> None:
    """Count one more; a retried call may count twice.

    Args:
        asker: the partition of whoever asks.
        day: the day in Shanghai.

    Raises:
        Conflict: it is one too many.
    """
    item = RegistryItem(pk=asker, sk=f"K#{day}")
    forgotten_at = int(datetime.combine(day, time(), UTC).timestamp()) + KEPT_SECONDS
    with conflicts():
        item.update(
            actions=[RegistryItem.version.add(1), RegistryItem.forgotten_at.set(forgotten_at)],
            condition=RegistryItem.version.does_not_exist() | (RegistryItem.version < MOST_CHECKS),
        )
