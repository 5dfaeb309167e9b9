"""What a migration is: a number, a name, which items it is about, and what it does to one of them."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from chalicelib.platform.store.outbox import Side
from chalicelib.upkeep.rules.migration import Key


class Migration(NamedTuple):
    """One migration.

    `kinds` is how the sort keys of its items begin, by the table that they lie in; with `is_listed` only
    those that stand in a list or wait for somebody. `change` brings one item to the shape of now and
    says whether anything was missing; it is asked again for items that it has changed, and beside
    people who write them, so it writes on condition of what it read. `page` is how many items of the
    table are looked at before it is kept how far it is: what a run that is killed leaves to be looked
    at once more.
    """

    number: int
    name: str
    kinds: Mapping[Side, tuple[str, ...]]
    change: Callable[[Key, datetime], bool]
    page: int = 500
    is_listed: bool = False
