"""The two tables: what every item has, how values are kept, how writes fail.

A failed condition is a question, not an answer: the write may have landed and its answer been lost.
`Conflict` tells the action to load again and look for its own mark there.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar, cast

import msgspec
from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.connection import Connection, TableConnection
from pynamodb.exceptions import (
    DeleteError,
    PutError,
    PynamoDBException,
    TransactWriteError,
    UpdateError,
)
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection
from pynamodb.transactions import TransactWrite

from chalicelib.platform.rules.mark import Mark, Whom
from chalicelib.platform.store.body import BodyAttribute
from chalicelib.platform.store.connections import ParsingConnection, joined
from chalicelib.platform.store.correlation import current_request
from chalicelib.platform.store.known import known
from chalicelib.platform.store.straight_model import StraightModel

T = TypeVar("T")
ItemT = TypeVar("ItemT", bound="Item")
FAILED_CONDITION = frozenset(
    {
        "ConditionalCheckFailedException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)
MOST_CONNECTIONS = 30
"""How many are kept open: as many as PynamoDB keeps for both tables and for transactions."""
FAILED_REASON = frozenset({"None", "ConditionalCheckFailed", "TransactionConflict"})


class Conflict(Exception):  # noqa: N818 - a question to the action, not an error
    """A condition failed or two transactions met: load again and look."""


class _Waiting(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]  # untyped in pynamodb
    """What waits, for whom, since when."""

    class Meta:
        """The index as resources.yaml makes it."""

        index_name = "waiting"
        projection = KeysOnlyProjection()

    waits_for = UnicodeAttribute(hash_key=True)
    since = UnicodeAttribute(range_key=True)


class _Listed(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]  # untyped in pynamodb
    """People, years and certificates by territory and state."""

    class Meta:
        """The index as resources.yaml makes it."""

        index_name = "listed"
        projection = KeysOnlyProjection()

    list = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class Item(StraightModel):
    """What every item of both tables has."""

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    waits_for = UnicodeAttribute(null=True)
    since = UnicodeAttribute(null=True)
    list = UnicodeAttribute(null=True)
    order = UnicodeAttribute(null=True)
    version = NumberAttribute(null=True)
    correlation = UnicodeAttribute(null=True)
    forgotten_at = NumberAttribute(null=True)
    body = BodyAttribute()

    @classmethod
    def _get_connection(cls) -> TableConnection:
        """The table's connection, as PynamoDB asks for it at every call."""
        return joined(super()._get_connection(), _connection())


class RegistryItem(Item):
    """An item of the finance side's table."""

    class Meta:
        """The table, by its name in this deployment."""

        table_name = os.environ.get("REGISTRY_TABLE", "RegistryTable")
        region = os.environ.get("AWS_REGION", os.environ.get("AWS_DEFAULT_REGION"))

    waiting = _Waiting()
    listed = _Listed()


class HrItem(Item):
    """An item of the HR department's table."""

    class Meta:
        """The table, by its name in this deployment."""

        table_name = os.environ.get("HR_TABLE", "HrTable")
        region = os.environ.get("AWS_REGION", os.environ.get("AWS_DEFAULT_REGION"))

    waiting = _Waiting()
    listed = _Listed()


def read(item: Item, kind: type[T]) -> T:
    """Turn an item's body back into its domain value."""
    return msgspec.convert(item.body, known(kind))


def marked(item: ItemT, waits: Mark | None) -> ItemT:
    """Return the item with its outbox mark and the request that set it, or without one."""
    if waits is not None:
        item.waits_for, item.since = waits
        item.correlation = current_request()
    return item


def owed(item: Item) -> Mark | None:
    """The item's outbox mark: a write that replaces the item must not forget it."""
    return Mark(item.waits_for, item.since) if item.waits_for else None


def find(table: type[ItemT], pk: str, sk: str) -> ItemT | None:
    """Read one item, strongly consistent, or nothing."""
    try:
        return table.get(pk, sk, consistent_read=True)
    except table.DoesNotExist:
        return None


def is_new() -> Condition:
    """The condition that no item has this key yet."""
    return Item.pk.does_not_exist()


def is_version(version: int) -> Condition:
    """The condition that the item is still as it was read."""
    return Item.version == version


def is_still_at(version: int) -> Condition:
    """The condition that the item is as it was read, where 0 says that there was none."""
    return is_version(version) if version else is_new()


def is_version_of(field: str, value: str, version: int) -> Condition:
    """The condition that the item is still this thing's, as it was read.

    Where one thing can take another's key the version does not tell them apart: the clock that
    versions follow may stand still or be set back.
    """
    is_the_same: Condition = Path(["body", field]) == value
    unchanged: Condition = is_version(version) & is_the_same
    return unchanged


@contextmanager
def conflicts() -> Iterator[None]:
    """Turn a failed condition or a transaction conflict into `Conflict`; nothing else."""
    try:
        yield
    except (PutError, UpdateError, DeleteError, TransactWriteError) as error:
        if _is_conflict(error):
            raise Conflict from error
        raise


def _code_of(error: PynamoDBException) -> str | None:
    """DynamoDB's code; none where the network failed, which PynamoDB's own property stumbles over."""
    response = getattr(error.cause, "response", None) or {}
    code: str | None = response.get("Error", {}).get("Code")
    return code


def _is_conflict(error: PynamoDBException) -> bool:
    if _code_of(error) in FAILED_CONDITION:
        return True
    if not isinstance(error, TransactWriteError):
        return False
    codes = {reason.code for reason in error.cancellation_reasons if reason}
    return bool(codes) and codes <= FAILED_REASON


@contextmanager
def transaction() -> Iterator[TransactWrite]:
    """Write several items of one table's region at once, or none (`Conflict`)."""
    with conflicts(), TransactWrite(connection=_connection()) as write:
        yield write


@cache
def _connection() -> Connection:
    return ParsingConnection(region=RegistryItem.Meta.region, max_pool_connections=MOST_CONNECTIONS)


def acknowledge(item: Item, version: int, whom: Whom) -> None:
    """Clear the mark of what is owed to one, of the version that was served; a newer version keeps its own.

    The item's version stays, so that the stream's readers are not woken.
    """
    try:
        item.update(
            actions=[Item.waits_for.remove(), Item.since.remove()],
            condition=is_version(version) & Item.waits_for.startswith(f"{whom}#"),
        )
    except UpdateError as error:
        if _code_of(error) not in FAILED_CONDITION:
            raise


def touch(item: Item, by: str, condition: Condition) -> bool:
    """Let the stream bring an item once more; answer False where the condition does not hold.

    Neither version nor mark changes, only the request that it belongs to: `by`, new every time.

    Raises:
        Conflict: a transaction writes the item at this moment.
    """
    try:
        with conflicts():
            item.update(actions=[Item.correlation.set(by)], condition=condition)
    except Conflict as conflict:
        if _code_of(cast("UpdateError", conflict.__cause__)) == "ConditionalCheckFailedException":
            return False
        raise
    return True
