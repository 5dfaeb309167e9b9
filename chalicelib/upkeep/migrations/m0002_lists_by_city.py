"""Lists by city (docs/decisions/0034): where profiles, standings, records, certificates, staff stand.

Each territory had lists of its own, so that a page of the province asked hundreds; what waits for a bureau
stood in its bureau's list alone, and nothing led from an employer to its people's certificates. Until this is applied, whoever reads a list reads both
(`platform/store/listed.py`).
"""

from datetime import datetime

from chalicelib.platform.actions.settle import settled
from chalicelib.platform.store.applied import LISTS_BY_CITY
from chalicelib.platform.store.outbox import Side
from chalicelib.upkeep.migrations.migration import Migration
from chalicelib.upkeep.rules.migration import Key
from chalicelib.upkeep.rules.relisting import today
from chalicelib.upkeep.store import relisting

KINDS = {Side.REGISTRY: ("PROFILE", "P#", "ROLE", "Y#"), Side.HR: ("C#",)}


def _change(key: Key, _at: datetime) -> bool:
    is_certificate = key[1].startswith(KINDS[Side.HR])
    side = Side.HR if is_certificate else Side.REGISTRY

    def once() -> bool:
        listed = relisting.find_listed(side, key)
        if listed is None:
            return False
        place = today(key, listed)
        # Also where it stands right already: it may have been written before anything led to it.
        if is_certificate and (there := place or listed.place):
            relisting.point_to_certificate(key, there)
        if place is None:
            return False
        relisting.put_place(side, key, listed, place)
        return True

    return settled(once)


MIGRATION = Migration(LISTS_BY_CITY, "lists_by_city", KINDS, _change, is_listed=True)
