"""Let people be told that a year of theirs is complete, as the registry's stream brings it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from chalicelib.notices.actions.order_deliveries import order_notices
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.mark import Whom
from chalicelib.records.rules.year_notice import complete_notice
from chalicelib.records.store.years import standing_of_image


def tell_years(changes: Sequence[Mapping[str, Any]]) -> int:
    """Order what the complete years that a stream brings tell; answer how many.

    Whatever makes a year complete owes its result to the HR system: so its mark is looked at alone.

    Args:
        changes: what DynamoDB tells of writes.
    """
    told, at = [], datetime.fromtimestamp(0, UTC)
    for change in changes:
        at = datetime.fromtimestamp(float(change["ApproximateCreationDateTime"]), UTC)
        image = change.get("NewImage", {})
        if mark.is_owed_to(Whom.SYNC, image.get("waits_for", {}).get("S", "")):
            notice = complete_notice(standing_of_image(image))
            told += [notice] if notice else []
    order_notices(told, at=at)
    return len(told)
