"""Profiles of people who enrolled before 29 November 2026 (R1, R4, R20).

They lack the digest of their number, by which a login is known whose issuer gives nothing else, and the
marks under which accounts that look alike are found; a name with ’ is listed under another form. Until
this is applied, the number is unsealed at each comparison (`staff/actions/recuse.py`), nobody looks like such
an account, and lists are searched under both forms (`identity/rules/name.py`).
"""

from datetime import datetime

from chalicelib.people.actions.complete_profile import complete_profile
from chalicelib.platform.store.outbox import Side
from chalicelib.upkeep.migrations.migration import Migration
from chalicelib.upkeep.rules.migration import Key


def _change(key: Key, at: datetime) -> bool:
    return complete_profile(key[0].removeprefix("P#"), at=at)


MIGRATION = Migration(1, "profiles_as_kept_today", {Side.REGISTRY: ("PROFILE",)}, _change)
