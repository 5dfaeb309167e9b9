"""Certificates that were held before their holders were told of it (R30, docs/decisions/0051).

Each holder is told once, by the notice that a change of the certificate would bring: who was told already
is told no more. Until this is applied they see it in their year alone.
"""

from datetime import datetime

from chalicelib.certificates.actions.tell_held import tell_held
from chalicelib.platform.store.outbox import Side
from chalicelib.upkeep.migrations.migration import Migration
from chalicelib.upkeep.rules.migration import Key

HELD_TOLD = 8


def _change(key: Key, at: datetime) -> bool:
    kind, year, *version = key[1].split("#")
    if kind != "C" or version:
        return False
    return tell_held(key[0].removeprefix("P#"), int(year), at=at)


MIGRATION = Migration(HELD_TOLD, "held_told", {Side.HR: ("C#",)}, _change)
