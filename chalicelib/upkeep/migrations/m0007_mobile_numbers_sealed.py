"""Mobile numbers of profiles that were stored before they were sealed (R7, docs/decisions/0057).

Until this is applied such a number is in clear in its profile, messages are sent to it, and a change of
the profile seals it; another account with the same number, sealed by then, does not look like it.
"""

from datetime import datetime

from chalicelib.people.actions.seal_mobile import seal_mobile
from chalicelib.platform.store.outbox import Side
from chalicelib.upkeep.migrations.migration import Migration
from chalicelib.upkeep.rules.migration import Key

MOBILES = 7


def _change(key: Key, at: datetime) -> bool:
    return seal_mobile(key[0].removeprefix("P#"), at=at)


MIGRATION = Migration(MOBILES, "mobile_numbers_sealed", {Side.REGISTRY: ("PROFILE",)}, _change)
