"""What leads from a name to whoever has it, for who enrolled before 1 December 2026 (R20, docs/decisions/0072).

Until this is applied a name is looked for in each territory of a place by itself.
"""

from datetime import datetime

from chalicelib.people.actions import ask_people
from chalicelib.platform.store.applied import PEOPLE_BY_NAME
from chalicelib.platform.store.outbox import Side
from chalicelib.upkeep.migrations.migration import Migration
from chalicelib.upkeep.rules.migration import Key


def _change(key: Key, _at: datetime) -> bool:
    found = ask_people.find_professional(key[0].removeprefix("P#"))
    return found is not None and ask_people.lead_from_name(found)


MIGRATION = Migration(PEOPLE_BY_NAME, "people_by_name", {Side.REGISTRY: ("PROFILE",)}, _change)
