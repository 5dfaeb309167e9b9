import gc

import msgspec

from local.known_types import make_known


def test_given_a_structure_that_nobody_can_read_then_the_others_are_known_nevertheless() -> None:
    names = {"__annotations__": {"what": "Nowhere"}}
    unreadable = type("Unreadable", (msgspec.Struct,), names)
    make_known()
    assert unreadable in msgspec.Struct.__subclasses__()
    del unreadable
    gc.collect()
