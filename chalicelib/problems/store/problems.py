"""Problems: one item each below whoever reported it, listed for those in charge."""

from collections.abc import Callable

from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store.notices import notice_item
from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.rules.listing import Listing, Position
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.listed import read_all, read_wanted
from chalicelib.platform.store.tables import (
    RegistryItem,
    find,
    is_new,
    is_version,
    read,
    transaction,
)
from chalicelib.problems.rules.problem import Problem
from chalicelib.problems.rules.problem_lists import ListedProblem, listed_problem, place_of

OWNER_LENGTH = 16


def _key(problem: str) -> tuple[str, str]:
    """Where a problem lies; its id begins with its owner."""
    return f"PROBLEM#{problem[:OWNER_LENGTH]}", f"PROBLEM#{problem[OWNER_LENGTH + 1 :]}"


def _item(problem: Problem) -> RegistryItem:
    pk, sk = _key(problem.id)
    item = RegistryItem(pk=pk, sk=sk, version=problem.version, body=keep(problem))
    item.list, item.order = place_of(problem, pk, sk)
    return item


def find_problem(problem: str) -> Problem | None:
    """Read a problem, strongly consistent."""
    item = find(RegistryItem, *_key(problem))
    return read(item, Problem) if item else None


def find_own_problems(owners: Several) -> list[Problem]:
    """Read all that somebody reported, under whichever ids, the latest first."""
    found = [
        read(item, Problem)
        for owner in owners
        for item in RegistryItem.query(f"PROBLEM#{owner}", consistent_read=True)
    ]
    return sorted(found, key=lambda each: (each.since, each.id), reverse=True)


def find_problems(
    listing: Listing, after: Position | None, limit: int, wanted: Callable[[Problem], bool]
) -> tuple[list[Problem], Position | None]:
    """Read a page of a list, of what is wanted alone, and where the next one begins."""
    return read_wanted(RegistryItem, Problem, listing, after, limit, wanted)


def find_listed(listing: Listing) -> list[ListedProblem]:
    """What a list tells of all that it has: by the index alone, some hundred a page."""
    return [listed_problem(each.order) for each in read_all(RegistryItem, listing)]


def put_problem(problem: Problem, told: Notice | None = None) -> None:
    """Write a problem, new or one version after what was read, with what its reporter is told.

    Raises:
        Conflict: it is there already, or somebody has written it meanwhile.
    """
    is_first = problem.version == 1
    condition = is_new() if is_first else is_version(problem.version - 1)
    with transaction() as write:
        write.save(_item(problem), condition=condition)
        if told:
            write.save(notice_item(told, told.due), condition=is_new())
