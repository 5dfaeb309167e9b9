"""Training plans: those of one employer together, by year; each with the gates of its roster (R39)."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store.notices import notice_item
from chalicelib.plans.rules.plan import Plan, find_plan_address
from chalicelib.plans.rules.plan_lists import plan_mark, plan_place, plan_queues, plans_in
from chalicelib.plans.rules.plan_state import PlanState
from chalicelib.plans.store.gates import Gate, turned
from chalicelib.platform.rules.listing import AFTER_ALL, Position
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.known import known
from chalicelib.platform.store.listed import first_page, hydrated
from chalicelib.platform.store.outbox import GROUP, ListPlace, waiting
from chalicelib.platform.store.tables import (
    RegistryItem,
    find,
    is_new,
    is_still_at,
    marked,
)
from chalicelib.platform.store.writes import Write
from chalicelib.records.store.slots import put_all

PREFIX = "PLAN#"
"""How the keys of plans begin: their partitions, and there they beside their gates."""
IN_THE_KEY = frozenset({"id", "employer", "year", "version"})
GROUPS = 5
"""How many groups one page may read."""


class PlanPlace(NamedTuple):
    """A place among an employer's plans: the sort key, which ends in the plan's id."""

    key: str


class PlanPage(NamedTuple):
    """Plans in their order; `last` is where the next page begins, None if there is none."""

    plans: list[Plan]
    last: ListPlace | None


def plans_key(employer: str) -> str:
    """The partition of an employer's plans."""
    return f"{PREFIX}{employer}"


def plan_key(plan: str) -> str:
    """The sort key of a plan: `PLAN#2025#…`, by which an employer's are read year by year."""
    return PREFIX + plan.partition("-")[2].replace("-", "#")


def plan_of(item: RegistryItem) -> Plan:
    """Read a plan back; what its key and version say is not kept twice."""
    employer = item.pk.removeprefix(PREFIX)
    year, _, rest = item.sk.removeprefix(PREFIX).partition("#")
    named = {
        "id": f"{employer}-{year}-{rest}",
        "employer": employer,
        "year": int(year),
        "version": item.version,
    }
    return msgspec.convert({**item.body, **named}, known(Plan))


def is_plan_key(pk: str, sk: str) -> bool:
    """Whether a key is a plan's, not that of a gate beside it."""
    return pk.startswith(PREFIX) and sk.startswith(PREFIX)


def _item(plan: Plan) -> RegistryItem:
    item = RegistryItem(
        pk=plans_key(plan.employer),
        sk=plan_key(plan.id),
        version=plan.version,
        body={name: value for name, value in keep(plan).items() if name not in IN_THE_KEY},
    )
    if place := plan_place(plan):
        item.list, item.order = place
    return marked(item, plan_mark(plan))


def find_plan(plan: str) -> Plan | None:
    """Read a plan by its id, strongly consistent."""
    address = find_plan_address(plan)
    item = find(RegistryItem, plans_key(address[0]), plan_key(plan)) if address else None
    return plan_of(item) if item else None


def put_plan(
    plan: Plan,
    previous: int,
    gates: Iterable[Gate] = (),
    told: Notice | None = None,
    *,
    beside: Iterable[Write] = (),
) -> None:
    """Write a plan under its next version, its gates where it opens or closes them, and what is told.

    Args:
        plan: the plan to write.
        previous: the version that it was read at, 0 if it is new.
        gates: its gates as they were read, where they turn with it.
        told: what its clerk is told.
        beside: what else must be so.

    Raises:
        Conflict: the plan, or one of its gates, has changed meanwhile, or something else is not so.
    """
    writes = [Write(_item(plan), is_still_at(previous)), *turned(plan, gates), *beside]
    if told:
        writes.append(Write(notice_item(told, told.due), is_new()))
    put_all(writes)


def find_plans(
    employer: str, year: int | None, after: PlanPlace | None, limit: int
) -> tuple[list[Plan], PlanPlace | None]:
    """Read up to `limit` plans of an employer, the latest year first, strongly consistent.

    Returns:
        The plans, and where the next page begins if there is one.
    """
    first = f"{PREFIX}{year}#" if year else PREFIX
    last = first + AFTER_ALL
    items = RegistryItem.query(
        plans_key(employer),
        RegistryItem.sk.between(first, min(last, after.key) if after else last),
        scan_index_forward=False,
        consistent_read=True,
        limit=limit + 2,  # the one named lies among them
    )
    found = [item for item in items if after is None or item.sk != after.key]
    plans = [plan_of(item) for item in found[:limit]]
    return plans, PlanPlace(found[limit - 1].sk) if len(found) > limit else None


def find_waiting_plans(
    territories: tuple[str, ...], after: ListPlace | None, limit: int
) -> PlanPage:
    """Read up to `limit` plans of territories that wait for their bureaus, oldest first.

    The lists are the cities': what is other bureaus' drops out. Where nearly everything does the page
    ends early, perhaps empty, and says where to go on.
    """
    wanted, lists = frozenset(territories), plan_queues(territories)
    plans: list[Plan] = []
    for group in range(GROUPS):
        size = GROUP if group else limit + 1
        places = waiting(lists, after, size)
        found = _hydrated(places)
        for place in places:
            plan = found.get((place.pk, place.sk))
            if plan is None or plan_mark(plan) is None or plan.territory not in wanted:
                continue
            if len(plans) == limit:
                return PlanPage(plans, after)
            plans.append(plan)
            after = place
        if len(places) < size:
            return PlanPage(plans, None)
        after = places[-1]
    return PlanPage(plans, after)


def _hydrated(places: Iterable[ListPlace]) -> dict[tuple[str, str], Plan]:
    keys = dict.fromkeys((place.pk, place.sk) for place in places)
    found = RegistryItem.batch_get(list(keys), consistent_read=True)
    return {(item.pk, item.sk): plan_of(item) for item in found}


def find_plans_in(
    state: PlanState, territories: tuple[str, ...], after: Position | None, limit: int
) -> tuple[list[Plan], Position | None]:
    """Read the plans of territories in a state that waits for nobody, and where the next page begins."""
    listing = plans_in(state, territories)
    found, last = first_page(RegistryItem, [listing], after, limit)
    return [plan_of(item) for item in hydrated(RegistryItem, found)], last
