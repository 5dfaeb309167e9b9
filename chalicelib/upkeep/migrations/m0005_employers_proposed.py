"""Employers that people have typed (R38): which open employer each may be is proposed to the bureau.

The texts stay as they are, unconfirmed, until a bureau or their person says otherwise. It is of use once the
employers that exist have been loaded (`kind: employers`); until it is applied nothing is proposed.
"""

from datetime import datetime

from chalicelib.employers.actions.propose_employer import propose_employer
from chalicelib.platform.store.outbox import Side
from chalicelib.upkeep.migrations.migration import Migration
from chalicelib.upkeep.rules.migration import Key


def _change(key: Key, at: datetime) -> bool:
    return propose_employer(key[0].removeprefix("P#"), at=at)


MIGRATION = Migration(5, "employers_proposed", {Side.REGISTRY: ("PROFILE",)}, _change)
