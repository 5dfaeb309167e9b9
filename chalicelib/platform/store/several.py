"""Many items by their keys: a hundred with a call, several calls at once."""

from collections.abc import Collection
from functools import partial
from typing import TypeVar

from chalicelib.platform.store.abreast import abreast
from chalicelib.platform.store.tables import HrItem, RegistryItem

TableT = TypeVar("TableT", RegistryItem, HrItem)
Key = tuple[str, str]
AT_MOST = 100
"""Keys that DynamoDB takes with one BatchGetItem, and writes with one transaction."""


def find_all(table: type[TableT], keys: Collection[Key]) -> dict[Key, TableT]:
    """Read items by key, strongly consistent; those that are not there are absent.

    A key named twice is asked once, and what DynamoDB leaves for later is asked again.
    """
    once = list(dict.fromkeys(keys))
    pages = [once[at : at + AT_MOST] for at in range(0, len(once), AT_MOST)]
    return {
        (item.pk, item.sk): item for page in abreast(partial(_page, table), pages) for item in page
    }


def _page(table: type[TableT], keys: list[Key]) -> list[TableT]:
    return list(table.batch_get(keys, consistent_read=True))
