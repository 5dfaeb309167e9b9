"""The ledgers of what was reported before there were any (R40, R42, docs/decisions/0049).

Each record that a provider's report made, each report that waits and each that was refused when its person
enrolled gets its entry; what waits is marked, so that its reporter is told of it. Until this is applied its
reporter does not see it; an administrator corrects it nevertheless.
"""

from datetime import datetime
from functools import partial

from chalicelib.platform.actions.settle import settled
from chalicelib.platform.store.outbox import Side
from chalicelib.reports.actions import keep_earlier_reports as keeping
from chalicelib.upkeep.migrations.migration import Migration
from chalicelib.upkeep.rules.migration import Key

LEDGERS = 6
RECORDS, WAITING, REFUSED = "Y#", "WAIT#", "REFUSED#"


def _change(key: Key, at: datetime) -> bool:
    if key[1].startswith(RECORDS):
        return settled(partial(keeping.keep_record, key, at=at))
    if key[1].startswith(WAITING):
        return settled(partial(keeping.keep_waiting, key, at=at))
    return settled(partial(keeping.keep_refused, key, at=at))


KINDS = {Side.REGISTRY: (RECORDS, WAITING, REFUSED)}
MIGRATION = Migration(LEDGERS, "ledgers", KINDS, _change)
