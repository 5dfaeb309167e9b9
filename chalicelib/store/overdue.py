"""What is overdue on its way to the other department (R29), and what is held (R30)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from chalicelib.rules import mark
from chalicelib.rules.arrears import overdue_from
from chalicelib.rules.certificate import State
from chalicelib.rules.policy import years
from chalicelib.rules.window import shanghai_date
from chalicelib.store.policies import get_policy
from chalicelib.store.professionals import find_person_by_identity
from chalicelib.store.queue import Place, Side, waiting_until
from chalicelib.store.tables import HrItem

OWED = (
    (Side.REGISTRY, "CLAIM"),
    (Side.REGISTRY, "SYNC"),
    (Side.REGISTRY, "MATCH"),
    (Side.HR, "MATCH"),
    (Side.HR, "RENDER"),
)
"""Who makes a department wait for the other, in which table."""


def due_of(since: datetime) -> datetime:
    """The instant from which something that waits since then is overdue.

    The number of working days is that of the year in which it began to wait.
    """
    year = min(max(shanghai_date(since).year, years()[0]), years()[-1])
    return overdue_from(since, get_policy(year).sync_workdays)


def is_overdue(whom: str, place: Place, at: datetime) -> bool:
    """Whether the other department has waited longer than the law allows."""
    is_owed = any(whom == owed for _, owed in OWED)
    return is_owed and at >= due_of(mark.instant_of(place.since))


class Overdue(NamedTuple):
    """Something overdue: whom it waits for, and where it is."""

    whom: str
    place: Place

    @property
    def year(self) -> int | None:
        """The year that it is about; None for a name or document."""
        kind, _, year = self.place.sk.partition("#")
        return int(year) if kind in {"Y", "C"} else None


def find_overdue(at: datetime) -> Iterator[Overdue]:
    """Find what is overdue, list by list."""
    for side, whom in OWED:
        for place in waiting_until(side, mark.lists(whom), at - timedelta(days=1)):
            if is_overdue(whom, place, at):
                yield Overdue(whom, place)


def person_of(overdue: Overdue) -> str | None:
    """Whom something overdue concerns; None for an HR account of nobody who has enrolled."""
    kind, _, name = overdue.place.pk.partition("#")
    return name if kind == "P" else find_person_by_identity(name)


def list_held(year: int, territory: str) -> Iterator[str]:
    """List the people of a territory, not those below it, whose certificate is held."""
    prefix = f"{State.HELD}#"
    found = HrItem.listed.query(f"CERT#{year}#{territory}", HrItem.order.startswith(prefix))
    yield from (item.pk.removeprefix("P#") for item in found)
