"""Import rows of many people together: read what is known of all, then write all in one transaction (R28).

Rows of one transaction have nothing to do with one another; together they cost few calls. What they
are decided from is read just before they are written, and every write has its condition. Where one
is lost nothing was written: each group is then read again and written by itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import NamedTuple, Protocol, TypeVar

from chalicelib.imports.actions.told_row import RowState, RowTold
from chalicelib.imports.rules.import_row import RawRow
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import Conflict
from chalicelib.platform.store.unhurried import unhurried
from chalicelib.platform.store.writes import MOST_WRITES, Write, write_together


class LineRow(Protocol):
    """A row of a file."""

    @property
    def line(self) -> int:
        """The number of its line."""


RowT = TypeVar("RowT", bound=LineRow)


class Planned(NamedTuple):
    """What becomes of the first rows of a group, by their lines, once all of it is written."""

    told: Mapping[int, RowTold]
    writes: Sequence[Write] = ()


Plan = Callable[[Sequence[Sequence[RowT]]], Iterable[Planned]]
"""Reads what is known of groups of rows, and says in their order what becomes of each: of one row at least."""


def read_groups(
    rows: Iterable[RawRow], found: Callable[[RawRow], RowT], group_of: Callable[[RowT], object]
) -> tuple[dict[int, RowTold], list[list[RowT]]]:
    """What is told of the rows that cannot be read, by line; and the others, in groups that are judged together.

    Args:
        rows: rows of a file, in its order.
        found: reads one; raises `Refusal`.
        group_of: what the rows of a group have in common.
    """
    told: dict[int, RowTold] = {}
    groups: dict[object, list[RowT]] = {}
    for raw in rows:
        try:
            row = found(raw)
        except Refusal as refusal:
            told[raw.line] = RowTold(RowState.REFUSED, refusal)
        else:
            groups.setdefault(group_of(row), []).append(row)
    return told, list(groups.values())


def import_together(
    groups: Iterable[Sequence[RowT]],
    touches: Callable[[RowT], Iterable[str]],
    plan: Plan[RowT],
    *,
    items: int,
    foreseen: bool = False,
    alone: bool = False,
) -> dict[int, RowTold]:
    """Import groups of rows; of what touches the same the earlier goes first.

    May break off anywhere and be done again, if `plan` knows what was written before.

    Args:
        groups: rows that are judged together, each group in the order of the file.
        touches: what a row is about, such as an identity and a number: no two groups of one transaction
            touch the same, so that the later one sees what the earlier one wrote.
        plan: what becomes of some groups. May raise `Conflict`: then each is planned by itself.
        items: how many items a row writes at most, as a rule; what is more waits for the next transaction.
        foreseen: whether nothing is written: what would become of each row is told.
        alone: whether a second row that touches the very same says the same again.

    Returns:
        What became of each row, by its line.

    Raises:
        Refusal: `busy` where others win every time.
    """
    told: dict[int, RowTold] = {}
    left = list(groups)
    if foreseen:
        told = _foretold(left, plan)
        return _repeated(left, touches, told) if alone else told
    while left:
        told |= _imported(list(_first(left, touches, MOST_WRITES // items)), plan)
        undone = ([row for row in group if row.line not in told] for group in left)
        left = [group for group in undone if group]
    return told


def _foretold(groups: Sequence[Sequence[RowT]], plan: Plan[RowT]) -> dict[int, RowTold]:
    """What would become of groups of rows, each judged against what is there now."""
    told: dict[int, RowTold] = {}
    for start in range(0, len(groups), MOST_WRITES):
        left = list(groups[start : start + MOST_WRITES])
        while left:
            told |= settled(partial(_planned, left, plan))
            undone = ([row for row in group if row.line not in told] for group in left)
            left = [group for group in undone if group]
    return told


def _repeated(
    groups: Sequence[Sequence[RowT]],
    touches: Callable[[RowT], Iterable[str]],
    told: Mapping[int, RowTold],
) -> dict[int, RowTold]:
    """What is told where rows of one file repeat each other: the second one would meet the first."""
    known: set[frozenset[str]] = set()
    found = dict(told)
    for row in sorted((row for group in groups for row in group), key=lambda row: row.line):
        mine = frozenset(touches(row))
        if told[row.line].refusal is None:
            found[row.line] = told[row.line]._replace(again=told[row.line].again or mine in known)
            known.add(mine)
    return found


def _planned(groups: Sequence[Sequence[RowT]], plan: Plan[RowT]) -> dict[int, RowTold]:
    return {line: told for planned in plan(groups) for line, told in planned.told.items()}


def _first(
    groups: Iterable[Sequence[RowT]], touches: Callable[[RowT], Iterable[str]], rows: int
) -> Iterator[Sequence[RowT]]:
    """The first so many rows, but for groups that touch what one before them does, chosen or not."""
    touched: set[str] = set()
    for group in groups:
        if rows <= 0:
            return
        mine = {each for row in group for each in touches(row)}
        if touched.isdisjoint(mine):
            yield group[:rows]
            rows -= len(group)
        touched |= mine


def _imported(groups: Sequence[Sequence[RowT]], plan: Plan[RowT]) -> dict[int, RowTold]:
    with suppress(Conflict):
        return _once(groups, plan)
    told: dict[int, RowTold] = {}
    for group in groups:
        told |= settled(partial(_once, [group], plan))
    return told


def _once(groups: Sequence[Sequence[RowT]], plan: Plan[RowT]) -> dict[int, RowTold]:
    """Write what one transaction takes of what is planned; what writes an item twice is left."""
    told: dict[int, RowTold] = {}
    writes: list[Write] = []
    keys: set[tuple[str, str]] = set()
    for planned in plan(groups):
        mine = {(write.item.pk, write.item.sk) for write in planned.writes}
        if keys.isdisjoint(mine) and len(writes) + len(planned.writes) <= MOST_WRITES:
            told |= planned.told
            writes += planned.writes
        keys |= mine
    if writes:
        unhurried(partial(write_together, writes))
    return told
