"""A part of a record: a further slot that it takes (R16)."""

import msgspec


class FurtherSlot(msgspec.Struct, frozen=True):
    """A further slot of a record (R16): points to the record that holds it."""

    part_of: str
    version: int
