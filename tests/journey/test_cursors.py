"""Cursors that no list has given: every list refuses them, or goes on behind them, and none fails.

On ministack, which holds keys and their bounds to what DynamoDB allows; moto does not.
"""

from typing import NamedTuple

import pytest

from chalicelib.access.caller import Who
from chalicelib.access.role import Role
from chalicelib.assembly.contract import ALL
from chalicelib.http.call import Declaration
from chalicelib.http.cursor import read_cursor, write_cursor
from chalicelib.http.received import Paging
from chalicelib.platform.rules.listing import AFTER_ALL
from chalicelib.platform.rules.refusal import Refusal
from tests.journey.world import World
from tests.platform.lists import applied

BEYOND = AFTER_ALL * 2
ODD = ("\0", BEYOND, "学" * 400)
LISTS = {
    "STAFF#440000": "/v1/admin/staff",
    "IMPORTS": "/v1/admin/imports",
    "CERT#2020#440703": "/v1/admin/certificates",
    "CERT#2018#440703": "state=held",
    "YEAR#2020#440703": "state=accredited&year=2020",
}
"""Lists that a cursor can really name, and the path or query that reads them."""
NEEDED = {
    "/v1/admin/courses": ["year=2020"],
    "/v1/admin/statistics": ["year=2020"],
    "/v1/me/courses": ["year=2020"],
    "/v1/admin/sync": ["state=held", "state=overdue"],
    "/v1/admin/certificates": ["year=2020", "year=2020&employer=x"],
    "/v1/employers": ["q=会计"],
    "/v1/review/records": ["", "state=returned", "state=accredited&year=2020"],
}
"""What must or may stand beside a cursor, where a list is one of several by it."""


class One(NamedTuple):
    """A place of one part."""

    part: str


def lists() -> list[Declaration]:
    """Every call that takes a cursor by its query."""
    declared = [each for calls in ALL for each in calls.declarations]
    return [each for each in declared if each.query and issubclass(each.query, Paging)]


def cursors(query: str, path: str) -> list[str]:
    """Cursors of one and of three parts, odd in the part that becomes a bound."""
    lists_there = [name for name, shown in LISTS.items() if shown in (path, query)]
    places = [(one,) for one in ODD] + [(ODD[1], ODD[1], ODD[1])]
    return [write_cursor(each) for each in [*places, *((x, BEYOND, "P#x") for x in lists_there)]]


@pytest.mark.ministack(only=True)
def test_given_a_cursor_beyond_every_range_then_it_is_refused_or_goes_on(world: World) -> None:
    applied()
    people = {role: world.reviewer("440000", role) for role in Role}
    li = world.professional().enrol()
    seen = set()
    for declared in lists():
        caller = people.get(Role.REVIEWER if declared.who is Who.BUREAU else declared.who, li)
        for query in NEEDED.get(declared.path, [""]):
            path = declared.path.replace("{id}", "none")
            assert caller.get(f"{path}?{query}").status in {200, 404}, declared.path
            for cursor in cursors(query, path):
                answer = caller.get(f"{path}?{query}&cursor={cursor}")
                assert answer.status in {200, 404} or answer.body.get("field") == "cursor", (
                    path,
                    answer,
                )
                seen.add(answer.status)
    assert {200, 422} <= seen


@pytest.mark.ministack(only=True)
def test_given_a_cursor_beyond_the_people_found_then_it_is_refused(world: World) -> None:
    admin = world.administrator()
    beyond = write_cursor(("PEOPLE#440703", AFTER_ALL * 2, "P#x"))
    sought = {"territory": "440703", "cursor": beyond}
    answer = admin.post("/v1/admin/professionals/search", sought)
    assert (answer.status, answer.code) == (422, "cursor_invalid")


def test_given_a_part_longer_than_a_key_can_be_then_it_is_refused_before_anything_is_read() -> None:
    """DynamoDB bounds a sort key by bytes; neither emulator does."""
    with pytest.raises(Refusal) as refusal:
        read_cursor(write_cursor(("学" * 342,)), One)
    assert refusal.value.code == "cursor_invalid"
    assert read_cursor(write_cursor(("学" * 341,)), One) == One("学" * 341)
