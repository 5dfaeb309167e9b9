"""What is wrong with something that the province sets for a year: all of it is told at once."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class YearFault(NamedTuple):
    """What is wrong: the member, as a path, and why in Chinese."""

    field: str
    why: str


def why_of(faults: Sequence[YearFault]) -> str:
    """Why in one line, of all faults."""
    return "；".join(fault.why for fault in faults)


def told_as(code: str, faults: Sequence[YearFault]) -> list[Mapping[str, str]]:
    """The faults as a problem with that code lists them."""
    return [
        {"field": field, "code": code, "detail": f"{why}。", "why": why} for field, why in faults
    ]
