"""Versions of certificates come to the archive by a queue: many together, while nobody waits for them (R19).

The stream's reader that sees them has what is urgent to do; gathered there, accounts and credentials would wait.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from chalicelib.audit.actions.archive_moves import Archived, Gathering
from chalicelib.audit.rules.audit import AuditFact, entry_of_fact
from chalicelib.audit.rules.version_order import VersionsOrder
from chalicelib.audit.store import histories
from chalicelib.platform.gateways import messages
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.store.outbox import Side

WORKER = "archive_versions"


def look_at_version(image: histories.Image, before: histories.Image) -> Archived | None:
    """What the HR table's stream brings of a version; None of any other item. `before` is what was there."""
    if histories.find_version(image) is None:
        return None
    changed = histories.is_changed(Side.HR, image, before)
    return Archived(int(not changed), int(changed))


def order_versions(changes: Sequence[Mapping[str, Any]]) -> int:
    """Order that the versions which the HR table's stream brings are archived, in one message; answer how many.

    One that comes as something else than it was is not: the reader tells of it.

    Args:
        changes: what DynamoDB tells of writes.
    """
    found: dict[str, AuditFact] = {}
    at = datetime.fromtimestamp(0, UTC)
    for change in changes:
        image, before = change.get("NewImage", {}), change.get("OldImage", {})
        fact = histories.find_version(image)
        if fact and not histories.is_changed(Side.HR, image, before):
            at = datetime.fromtimestamp(float(change["ApproximateCreationDateTime"]), UTC)
            found[entry_of_fact(fact).name.whole] = fact
    if found:
        order = VersionsOrder(
            archived=derived("versions", *found), versions=tuple(found.values()), at=at
        )
        messages.send_orders(WORKER, [order])
    return len(found)


def archive_versions(orders: Iterable[VersionsOrder]) -> int:
    """Archive what was ordered, all of it together; answer how many entries."""
    gathering = Gathering()
    for order in orders:
        for fact in order.versions:
            gathering.look_at((entry_of_fact(fact),), fact.place, shanghai_date(order.at))
    return gathering.write()
