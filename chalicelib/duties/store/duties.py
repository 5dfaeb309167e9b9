"""Requests about duties: an item each beside the profile, listed by city and state (R44)."""

from collections.abc import Callable

from chalicelib.duties.rules.duty_request import DutyRequest, DutyState, duties, duty_place
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.listed import read_wanted
from chalicelib.platform.store.tables import RegistryItem, find, is_new, is_version, read
from chalicelib.platform.store.writes import Write

PREFIX = "DUTY#"


def _item(duty: DutyRequest) -> RegistryItem:
    item = RegistryItem(
        pk=person_key(duty.person),
        sk=f"{PREFIX}{duty.id}",
        version=duty.version,
        body=keep(duty),
    )
    item.list, item.order = duty_place(duty, item.pk, item.sk)
    return item


def asking(duty: DutyRequest) -> Write:
    """What puts a request that is new; beside the write of the profile."""
    return Write(_item(duty), is_new())


def deciding(duty: DutyRequest, previous: DutyRequest) -> Write:
    """What puts a decided one in place of the one that was read."""
    return Write(_item(duty), is_version(previous.version))


def find_duty(person: str, duty: str) -> DutyRequest | None:
    """Read one request, strongly consistent."""
    item = find(RegistryItem, person_key(person), f"{PREFIX}{duty}")
    return read(item, DutyRequest) if item else None


def find_duties_of(person: str) -> list[DutyRequest]:
    """Every request of a person, the latest first."""
    key = person_key(person)
    items = RegistryItem.query(key, RegistryItem.sk.startswith(PREFIX), consistent_read=True)
    found = (read(item, DutyRequest) for item in items)
    return sorted(found, key=lambda each: (each.since, each.id), reverse=True)


def list_duties(
    state: DutyState,
    territories: tuple[str, ...],
    after: Position | None,
    limit: int,
    wanted: Callable[[DutyRequest], bool],
) -> tuple[list[DutyRequest], Position | None]:
    """Up to `limit` requests in a state, the oldest first, and where the next page begins if there is one."""
    return read_wanted(RegistryItem, DutyRequest, duties(state, territories), after, limit, wanted)
