"""The reasons of bureaus: `DESK#{territory}` / `REASONS`, one item each."""

from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import RegistryItem, conflicts, find, is_still_at, read
from chalicelib.records.rules.canned_reason import FIRST, BureauReasons
from chalicelib.records.store.tallies import desk_key

REASONS = "REASONS"


def find_reasons(territory: str) -> BureauReasons:
    """Read a bureau's reasons, strongly consistent; what every bureau begins with where it has none of its own."""
    item = find(RegistryItem, desk_key(territory), REASONS)
    return read(item, BureauReasons) if item else FIRST


def put_reasons(territory: str, reasons: BureauReasons) -> None:
    """Write a bureau's reasons, one version after what was read.

    Raises:
        Conflict: somebody has edited them meanwhile.
    """
    item = RegistryItem(
        pk=desk_key(territory), sk=REASONS, version=reasons.version, body=keep(reasons)
    )
    with conflicts():
        item.save(condition=is_still_at(reasons.version - 1))
