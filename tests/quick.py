"""moto, made quick enough for some thousand tests on two cores.

Calls of DynamoDB go straight to moto's actions (`tests/straight.py`). A query looks at the items of
its key alone, where moto sorts the whole table and goes through it, and copies what it finds.
Each of moto's transactions copies every item of every table to be able to go back: here a copy
shares the items, which no transaction changes in place. Texts are compared as they are; an
expression is taken apart once. For `requests`, which nobody here uses, moto makes over a thousand
answers at the beginning of each test: none is made. Of the pairs of keys that moto makes for KMS where
nobody asked for one, one is made. What an attribute of a queue is called is made out once.
"""

import copy
import copyreg
from collections import defaultdict, deque
from collections.abc import Iterator
from functools import cache
from itertools import chain
from threading import Condition, Lock, RLock
from types import SimpleNamespace
from typing import Any

import pytest
from botocore import useragent
from botocore.client import BaseClient
from moto import backend_index
from moto.core import models
from moto.core.base_backend import BackendDict
from moto.dynamodb import responses
from moto.dynamodb.comparisons import ConditionExpressionParser
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models import table as tables
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table
from moto.kms import models as kms
from moto.s3.models import s3_backends
from moto.sqs import models as queues

from tests.straight import make_api_call, make_request

KEYS: dict[int, object] = {}
"""Every pair of keys that was made, by its identity: none is ever copied."""
ASKED_FOR = frozenset({"ECC_NIST_P256"})
"""The kinds of which each is another one; the rest stands for what nobody uses."""
BY_HTTP = {"kms", "s3", "sns", "sqs"}
"""The services that are asked over HTTP."""
PLAIN = {"S", "B"}
"""The types whose value is compared as it is written."""
INDEX = 6
"""Where moto names the index of a query, after the key."""
AS_THEY_ARE = {str, int, float, bool, type(None)}
"""The types of values that an answer holds as moto does."""


def quicken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make moto quick while a test lasts."""
    monkeypatch.setattr(models, "RESPONSES_METHODS", ())
    monkeypatch.setattr(backend_index, "backend_url_patterns", _patterns())
    monkeypatch.setattr(Table, "__deepcopy__", _shared, raising=False)
    monkeypatch.setattr(Table, "query", _query)
    monkeypatch.setattr(DynamoDBBackend, "update_item", _update)
    copying = SimpleNamespace(copy=copy.copy, deepcopy=_copied_unless_found)
    monkeypatch.setattr(tables, "copy", copying)
    monkeypatch.setattr(Item, "project", _project)
    monkeypatch.setattr(responses, "dynamo_to_dict", _plain)
    monkeypatch.setattr(DynamoType, "size", _size)
    monkeypatch.setattr(DynamoType, "cast_value", property(_cast))
    monkeypatch.setattr(ConditionExpressionParser, "_lex_condition_expression", _lexed)
    monkeypatch.setattr(kms, "generate_private_key", _key)
    monkeypatch.setattr(BaseClient, "_make_api_call", make_api_call)
    monkeypatch.setattr(BaseClient, "_make_request", make_request)
    monkeypatch.setattr(queues, "camelcase_to_underscores", _underscored)
    monkeypatch.setattr(useragent, "sanitize_user_agent_string_component", _sanitized)


@cache
def _patterns() -> list[tuple[str, Any]]:
    """The addresses by which moto knows a service, those of ours first: it tries one after the other."""
    return sorted(backend_index.backend_url_patterns, key=lambda each: each[0] not in BY_HTTP)


_cast_any = DynamoType.cast_value.fget
_size_any = DynamoType.size
_made = kms.generate_private_key
_sanitized = cache(useragent.sanitize_user_agent_string_component)
_underscored = cache(queues.camelcase_to_underscores)
_query_all = Table.query
_project_any = Item.project
_plain_any = responses.dynamo_to_dict
_update_any = DynamoDBBackend.update_item
_lex = ConditionExpressionParser._lex_condition_expression  # noqa: SLF001 - moto shows it nowhere else
_lexed_before: dict[str, Any] = {}


def _key(spec: str) -> object:
    """A pair of keys of this kind: its own where somebody signs with it, else always the same."""
    made = _made(spec) if spec in ASKED_FOR else _unused(spec)
    KEYS[id(made)] = made
    return made


@cache
def _unused(spec: str) -> object:
    return _made(spec)


def _cast(value: DynamoType) -> Any:  # noqa: ANN401 - as moto has it
    return value.value if value.type in PLAIN else _cast_any(value)


def _lexed(parser: ConditionExpressionParser) -> Any:  # noqa: ANN401 - as moto has it
    text = parser.condition_expression
    if text not in _lexed_before:
        _lexed_before[text] = _lex(parser)
    return deque(_lexed_before[text])


def _plain(value: Any) -> Any:  # noqa: ANN401 - as moto has it
    """An answer as moto makes it, which asks each value six times what it is."""
    kind = type(value)
    if kind in AS_THEY_ARE:
        return value
    if kind is DynamoType and value.type not in {"B", "BS"}:
        return {value.type: _plain(value.value)}
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return _plain_any(value)


def _size(value: DynamoType) -> int:
    """The bytes of a value as moto counts them, without making what it holds anew."""
    held = value.value
    if isinstance(held, dict):
        return sum(_bytes(key) + _size(_typed(each)) for key, each in held.items())
    if isinstance(held, str):
        return _bytes(held)
    if isinstance(held, list) and value.type == "L":
        return sum(_size(each) for each in held)
    return int(_size_any(value))


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


def _typed(value: Any) -> DynamoType:  # noqa: ANN401 - as moto keeps it: either
    return value if isinstance(value, DynamoType) else DynamoType(value)


def _query(table: Table, hash_key: DynamoType, *others: Any, **named: Any) -> Any:  # noqa: ANN401 - as moto has it
    """Look among the items of the key alone."""
    searched = copy.copy(table)
    index = others[INDEX]
    found = _of_index(table, named["hash_key_conditions"]) if index else _of_key(table, hash_key)
    vars(searched)["all_items"] = lambda: found
    return _query_all(searched, hash_key, *others, **named)


def _of_key(table: Table, hash_key: DynamoType) -> list[Item]:
    return list(table.items[hash_key].values()) if hash_key in table.items else []


def _of_index(table: Table, conditions: list[tuple[str, DynamoType]]) -> list[Item]:
    ((attribute, key),) = conditions
    everything = chain.from_iterable(items.values() for items in table.items.values())
    indexed = [each for each in everything if attribute in each.attrs]
    return [each for each in indexed if each.attrs[attribute].value == key.value]


def _project(item: Item, expressions: list[list[str]]) -> Item:
    """An item with the attributes that are named, of which none lies within another."""
    if any(len(each) > 1 for each in expressions):
        return _project_any(item, expressions)
    named = {name for (name,) in expressions}
    projected = Item(item.hash_key, item.range_key, {})
    kept = {name: value for name, value in item.attrs.items() if name in named}
    dict.update(projected.attrs, kept)
    return projected


def _copied_unless_found(value: Any) -> Any:  # noqa: ANN401 - whatever moto copies
    """What a query has found is written as its answer before anybody changes it."""
    if isinstance(value, list) and all(isinstance(each, Item) for each in value):
        return list(value)
    return copy.deepcopy(value)


# A copy of what is locked has a lock of its own.
for lock in (Lock, RLock, Condition):
    copyreg.pickle(type(lock()), lambda _lock, lock=lock: (lock, ()))


class Kept:
    """What moto holds at an instant, to be put back into a moto that has been reset."""

    def __init__(self) -> None:
        self._files = list(_taken_out())
        self._held = [
            (backends, account, region, backend, _copied(vars(backend), {id(backend): backend}))
            for backends in BackendDict._instances  # noqa: SLF001 - moto tells nowhere else which are in use
            for account, region, backend in backends.iter_backends()
        ]
        self._put_files()

    def put_back(self) -> None:
        """Let every backend hold what it held then, in copies of its own."""
        for backends, account, region, backend, state in self._held:
            live = backends[account][region]
            vars(live).update(_copied(state, {id(backend): live}))
        self._put_files()

    def _put_files(self) -> None:
        for account, region, *file in self._files:
            s3_backends[account][region].put_object(*file)


def _taken_out() -> Iterator[tuple[str, str, str, str, bytes]]:
    """Take every file out of its bucket: a reset empties each, also one that is a copy of it."""
    for account, region, backend in s3_backends.iter_backends():
        for bucket in backend.buckets.values():
            for name, file in bucket.keys.items():
                yield account, region, bucket.name, name, file.value
            bucket.keys.clear()


def _update(
    backend: DynamoDBBackend,
    table_name: str,
    key: dict[str, Any],
    *others: Any,  # noqa: ANN401 - as moto has it
    **named: Any,  # noqa: ANN401 - as moto has it
) -> Item:
    """Change a copy: moto changes the item in its place, and a copy of the table shares it."""
    table = backend.get_table(table_name)
    items = table.items.get(DynamoType(key[table.hash_key_attr]), {})
    place = DynamoType(key[table.range_key_attr or ""])
    if place in items:
        items[place] = copy.deepcopy(items[place])
    return _update_any(backend, table_name, key, *others, **named)


def _copied(state: dict[str, Any], memo: dict[int, Any]) -> dict[str, Any]:
    return copy.deepcopy(state, {**memo, **KEYS})


def _shared(table: Table, _memo: object) -> Table:
    """A copy with containers of its own and the same items."""
    twin = copy.copy(table)
    twin.items = defaultdict(dict, {key: dict(items) for key, items in table.items.items()})
    if table.stream_shard is not None:
        twin.stream_shard = copy.copy(table.stream_shard)
        twin.stream_shard.items = list(table.stream_shard.items)
        twin.stream_shard.table = twin
    return twin
