"""What is overdue on its way to the other department (R29)."""

import heapq
from collections.abc import Iterator
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple

from chalicelib.law.rules.policy import years
from chalicelib.law.store.policies import get_policy
from chalicelib.people.store.professionals import find_person_by_identity
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.mark import Whom
from chalicelib.platform.store.outbox import DEBTS, ListPlace, Side, waiting_from
from chalicelib.upkeep.rules import arrears


def due_of(since: datetime) -> datetime:
    """The instant from which something that waits since then is overdue."""
    policy = get_policy(arrears.year_of(since, years()))
    return arrears.overdue_from(since, policy.sync_workdays, policy.calendar)


class Overdue(NamedTuple):
    """Something overdue: where it is, and whom it waits for; sorts by how long it waits."""

    place: ListPlace
    whom: Whom

    @property
    def year(self) -> int | None:
        """The year that it is about; None for a name or document."""
        kind, _, year = self.place.sk.partition("#")
        return int(year) if kind in {"Y", "C"} else None


def find_overdue(at: datetime, after: ListPlace | None = None) -> Iterator[Overdue]:
    """Find what is overdue, oldest first over all lists, from after a place on."""
    return heapq.merge(
        *(
            _overdue(side, whom, each, at, after)
            for side, whom in DEBTS
            if whom in arrears.BETWEEN_DEPARTMENTS
            for each in mark.every_list(whom)
        )
    )


def _overdue(
    side: Side, whom: Whom, waits_for: str, at: datetime, after: ListPlace | None
) -> Iterator[Overdue]:
    """One list's; the first that is in time ends it, since what comes later waits for less."""
    for place in takewhile(lambda each: is_overdue(each, at), waiting_from(side, waits_for, after)):
        yield Overdue(place, whom)


def is_overdue(place: ListPlace, at: datetime) -> bool:
    """Whether what waits there has waited longer than the law allows."""
    return at >= due_of(mark.instant_of(place.since))


def person_of(overdue: Overdue) -> str | None:
    """Whom something overdue concerns; None for an HR account of nobody who has enrolled."""
    kind, _, name = overdue.place.pk.partition("#")
    return name if kind == "P" else find_person_by_identity(name)
