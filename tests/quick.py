"""moto, made quick enough for some thousand tests on two cores.

Most of a call is spent on writing and reading HTTP that nobody sees, so a call of DynamoDB and its
streams goes from botocore straight to moto's action, after whatever listens to the call; a test that
interferes with what is sent says `on_the_wire`. Each of moto's transactions copies every item of every table to be
able to go back: here a copy shares the items, which no transaction changes in place. Texts are
compared as they are. Of the keys that moto makes for KMS and nobody uses, one is made.
"""

import base64
import copy
import copyreg
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from threading import Condition, Lock, RLock
from typing import Any

import pytest
from botocore import useragent, xform_name
from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from botocore.hooks import first_non_none_response
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.base_backend import BackendDict
from moto.core.exceptions import JsonRESTError
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler
from moto.dynamodbstreams.responses import DynamoDBStreamsHandler
from moto.kms import models as kms

from local.template import REGION

WIRED: list[None] = []
"""Something in it while what is sent goes by HTTP."""
KEYS: dict[str, object] = {}
"""Of each kind the key that is made."""
PLAIN = {"S", "B"}
"""The types whose value is compared as it is written."""


class _Streams(DynamoDBStreamsHandler):
    """Takes what is asked as it is."""

    def _get_param(self, param_name: str, if_none: object = None) -> Any:  # noqa: ANN401 - as moto has it
        return self.body.get(param_name, if_none)


HANDLERS = {"dynamodb": DynamoHandler, "dynamodbstreams": _Streams}
"""What answers the calls of a service."""


@contextmanager
def on_the_wire() -> Iterator[None]:
    """Let calls go by HTTP, for whoever answers or repeats them there."""
    WIRED.append(None)
    try:
        yield
    finally:
        WIRED.pop()


def quicken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make moto quick while a test lasts."""
    monkeypatch.setattr(Table, "__deepcopy__", _shared, raising=False)
    monkeypatch.setattr(DynamoType, "cast_value", property(_cast))
    monkeypatch.setattr(kms, "generate_private_key", _one_key)
    monkeypatch.setattr(BaseClient, "_make_request", _make_request)
    monkeypatch.setattr(useragent, "sanitize_user_agent_string_component", _sanitized)


_by_http = BaseClient._make_request  # noqa: SLF001 - botocore has no hook between hearing and sending
_cast_any = DynamoType.cast_value.fget
_made = kms.generate_private_key
_sanitized = cache(useragent.sanitize_user_agent_string_component)


def _make_request(
    client: BaseClient,
    model: Any,  # noqa: ANN401 - as botocore has it
    request: dict[str, Any],
    context: dict[str, Any],
) -> Any:  # noqa: ANN401 - as botocore has it
    service = model.service_model.service_name
    if WIRED or service not in HANDLERS:
        return _by_http(client, model, request, context)
    for attempts in count(1):
        status, answer = answered(model.name, _decoded(json.loads(request["body"])), service)
        response = AWSResponse(request["url"], status, {}, None), answer
        asked_again = client.meta.events.emit(
            f"needs-retry.{service}.{model.name}",
            response=response,
            endpoint=None,
            operation=model,
            attempts=attempts,
            caught_exception=None,
            request_dict=request,
        )
        if first_non_none_response(asked_again) is None:
            return response
    raise AssertionError


def _one_key(spec: str) -> object:
    """A key of this kind, made once: it stands for those that nobody uses."""
    if spec not in KEYS:
        KEYS[spec] = _made(spec)
    return KEYS[spec]


def _cast(value: DynamoType) -> Any:  # noqa: ANN401 - as moto has it
    return value.value if value.type in PLAIN else _cast_any(value)


# A copy of what is locked has a lock of its own.
for lock in (Lock, RLock, Condition):
    copyreg.pickle(type(lock()), lambda _lock, lock=lock: (lock, ()))


class Kept:
    """What moto holds at an instant, to be put back into a moto that has been reset."""

    def __init__(self) -> None:
        self._held = [
            (backends, account, region, backend, _copied(vars(backend), {id(backend): backend}))
            for backends in BackendDict._instances  # noqa: SLF001 - moto tells nowhere else which are in use
            for account, region, backend in backends.iter_backends()
        ]

    def put_back(self) -> None:
        """Let every backend hold what it held then, in copies of its own."""
        for backends, account, region, backend, state in self._held:
            live = backends[account][region]
            vars(live).update(_copied(state, {id(backend): live}))


def _copied(state: dict[str, Any], memo: dict[int, Any]) -> dict[str, Any]:
    return copy.deepcopy(state, {**memo, **{id(key): key for key in KEYS.values()}})


def answered(
    operation: str, asked: dict[str, Any], service: str = "dynamodb"
) -> tuple[int, dict[str, Any]]:
    """Return the status and the answer of a call of DynamoDB, as botocore reads them."""
    handler = HANDLERS[service]()
    handler.current_account, handler.region, handler.body = DEFAULT_ACCOUNT_ID, REGION, asked
    metadata = {"ResponseMetadata": {"HTTPStatusCode": 200, "RetryAttempts": 0}}
    try:
        result = getattr(handler, xform_name(operation))().result
    except JsonRESTError as error:
        told = json.loads(error.description)
        code = str(error.error_type).rpartition("#")[2]
        problem = {"Code": code, "Message": told.get("message", told.get("Message", ""))}
        return 400, {**told, "Error": problem, "ResponseMetadata": {"HTTPStatusCode": 400}}
    # What lies in a stream is what moto keeps: it goes out as a copy.
    found = result if service == "dynamodb" else _decoded(result)
    return 200, {**found, **metadata}


def _shared(table: Table, _memo: object) -> Table:
    """A copy with containers of its own and the same items."""
    twin = copy.copy(table)
    twin.items = defaultdict(dict, {key: dict(items) for key, items in table.items.items()})
    if table.stream_shard is not None:
        twin.stream_shard = copy.copy(table.stream_shard)
        twin.stream_shard.items = list(table.stream_shard.items)
        twin.stream_shard.table = twin
    return twin


def _decoded(value: Any) -> Any:  # noqa: ANN401 - a node of DynamoDB's typed JSON
    """Turn base64 into bytes, as botocore's parser does."""
    if isinstance(value, dict):
        if value.keys() == {"B"} and isinstance(value["B"], str):
            return {"B": base64.b64decode(value["B"])}
        return {key: _decoded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_decoded(item) for item in value]
    return value
