"""Records that have given up their slots, and where they lie (R16)."""

import msgspec

from chalicelib.records.rules.record import Record

FILED = "#"
"""Stands between the slot that a record has given up and the record's id."""


def filed(record: Record) -> Record:
    """A record that has given up its slots, kept beside who holds them now."""
    return msgspec.structs.replace(record, slot=f"{record.slot}{FILED}{record.id}", parts=())
