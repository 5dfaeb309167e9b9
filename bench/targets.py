"""What a bench holds its figures against: each beside its target, the machine's load with them."""

import os
from collections.abc import Sequence
from typing import NamedTuple


class Held(NamedTuple):
    """A figure beside its target, `≤ 0.65`, and whether it is met."""

    what: str
    figure: float
    target: str
    is_met: bool


def at_most(what: str, figure: float, most: float) -> Held:
    """A figure that may be so much."""
    return Held(what, figure, f"≤ {most:,}", figure <= most)


def at_least(what: str, figure: float, least: float) -> Held:
    """A figure that has to be so much."""
    return Held(what, figure, f"≥ {least:,}", figure >= least)


def tell(held: Sequence[Held]) -> int:
    """Print each figure beside its target, say which are missed, and the load; 1 where any is, else 0."""
    print(f"\nload {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors when it ended")
    width = max(len(each.what) for each in held)
    for each in held:
        missed = "" if each.is_met else "  MISSED"
        print(f"{each.what:<{width}}{each.figure:>10,.2f}  {each.target}{missed}")
    return int(not all(each.is_met for each in held))
