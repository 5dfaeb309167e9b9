"""What is overdue on its way to the other department (R29), and what is held (R30)."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from chalicelib.rules import arrears, mark
from chalicelib.rules.certificate import State
from chalicelib.rules.mark import Whom
from chalicelib.rules.policy import years
from chalicelib.store.policies import get_policy
from chalicelib.store.professionals import find_person_by_identity
from chalicelib.store.queue import DEBTS, Place, waiting_until
from chalicelib.store.tables import HrItem


def due_of(since: datetime) -> datetime:
    """The instant from which something that waits since then is overdue."""
    policy = get_policy(arrears.year_of(since, years()))
    return arrears.overdue_from(since, policy.sync_workdays)


class Overdue(NamedTuple):
    """Something overdue: whom it waits for, and where it is."""

    whom: Whom
    place: Place

    @property
    def year(self) -> int | None:
        """The year that it is about; None for a name or document."""
        kind, _, year = self.place.sk.partition("#")
        return int(year) if kind in {"Y", "C"} else None


def find_overdue(at: datetime) -> Iterator[Overdue]:
    """Find what is overdue, list by list."""
    for side, whom in DEBTS:
        if whom not in arrears.BETWEEN_DEPARTMENTS:
            continue
        for place in waiting_until(side, mark.lists(whom), at - arrears.AT_ONCE):
            if at >= due_of(mark.instant_of(place.since)):
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
