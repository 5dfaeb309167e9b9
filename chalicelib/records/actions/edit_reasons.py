"""Edit the reasons that a bureau keeps for its decisions: by its reviewers and administrators."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.records.rules.canned_reason import BureauReasons, CannedReason, stated_reasons
from chalicelib.records.store import canned_reasons


def edit_reasons(
    staff: Staff, reasons: Iterable[CannedReason], *, at: datetime, seen: Seen = UNSEEN
) -> BureauReasons:
    """Keep the reasons of the own bureau in place of those that it has; the same again changes nothing.

    Args:
        staff: whoever edits them.
        reasons: all of them, in their order.
        at: the instant of the request.
        seen: the versions that were seen.

    Raises:
        Refusal: `field_invalid`; `stale`.
    """
    stated = stated_reasons(reasons)

    def once() -> BureauReasons:
        before = canned_reasons.find_reasons(staff.territory)
        if before.version and before.reasons == stated:
            return before
        seen.require(before.version)
        after = BureauReasons(reasons=stated, by=staff.actor, at=at, version=before.version + 1)
        canned_reasons.put_reasons(staff.territory, after)
        return after

    return settled(once)
