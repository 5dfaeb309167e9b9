"""Calls of DynamoDB and its streams that go to moto's actions without the HTTP that nobody sees.

Whatever listens to a call hears it as ever: who provides its parameters, who interferes before it is
sent, who asks for it again, who sees its answer. PynamoDB's clients, whose parameters nobody
validates, get past botocore's making of a request as well; what lies in it is written when somebody
reads it. Of an empty queue it is known that nothing is in it. A test that interferes with what is sent says `on_the_wire`.
"""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from botocore import xform_name
from botocore.awsrequest import AWSResponse
from botocore.client import BaseClient
from botocore.hooks import first_non_none_response
from botocore.validate import ParamValidationDecorator
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.exceptions import JsonRESTError
from moto.dynamodb.responses import DynamoHandler
from moto.dynamodbstreams.responses import DynamoDBStreamsHandler
from moto.sqs.models import sqs_backends

from local.template import REGION
from tests.answers import on_answer_of_moto

WIRED: list[None] = []
"""Something in it while what is sent goes by HTTP."""
ADDRESS = "https://emulated"


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


_by_botocore = BaseClient._make_api_call  # noqa: SLF001 - what PynamoDB calls
_by_http = BaseClient._make_request  # noqa: SLF001 - botocore has no hook between hearing and sending


class _Request(dict[str, Any]):
    """A request as listeners see it, its body written when somebody reads it."""

    def __init__(self, asked: dict[str, Any], context: dict[str, Any]) -> None:
        super().__init__(url=ADDRESS, headers={}, context=context)
        self._asked = asked

    def __missing__(self, key: str) -> str:
        if key != "body":
            raise KeyError(key)
        return json.dumps(self._asked, default=lambda value: base64.b64encode(value).decode())


def make_api_call(client: BaseClient, operation: str, asked: dict[str, Any]) -> Any:  # noqa: ANN401 - as botocore has it
    """Make a call of PynamoDB, telling its listeners what botocore tells them."""
    service, model = client.meta.service_model.service_name, client.meta.service_model
    if operation == "ReceiveMessage" and not WIRED and _is_empty(asked["QueueUrl"]):
        return {"ResponseMetadata": {"HTTPStatusCode": 200, "RetryAttempts": 0}}
    if WIRED or service != "dynamodb" or _is_validated(client):
        return _by_botocore(client, operation, asked)
    told: dict[str, Any] = {"model": model.operation_model(operation), "context": {}}
    emit, name = client.meta.events.emit, f"{service}.{operation}"
    emit(f"provide-client-params.{name}", params=asked, **told)
    emit(f"before-parameter-build.{name}", params=asked, **told)
    request = _Request(asked, told["context"])
    emit(f"before-call.{name}", params=request, request_signer=None, **told)
    response, answer = _asked_until_answered(client, told["model"], request, asked)
    emit(f"after-call.{name}", http_response=response, parsed=answer, **told)
    if response.status_code >= 300:
        raise client.exceptions.from_code(answer["Error"]["Code"])(answer, operation)
    return answer


def _is_empty(queue: str) -> bool:
    """Whether nothing lies in a queue, not even out of sight: the pump looks into each again and again."""
    queues = sqs_backends[DEFAULT_ACCOUNT_ID][REGION].queues
    name = queue.rpartition("/")[2]
    return name in queues and not queues[name]._messages  # noqa: SLF001 - moto counts but what is in sight


def _is_validated(client: BaseClient) -> bool:
    """Whether botocore looks at what is asked before it is sent: for whoever does not use PynamoDB."""
    return isinstance(client._serializer, ParamValidationDecorator)  # noqa: SLF001 - told nowhere else


def make_request(
    client: BaseClient,
    model: Any,  # noqa: ANN401 - as botocore has it
    request: dict[str, Any],
    context: dict[str, Any],
) -> Any:  # noqa: ANN401 - as botocore has it
    """Send what botocore has made of a call."""
    if WIRED or model.service_model.service_name not in HANDLERS:
        return _by_http(client, model, request, context)
    return _asked_until_answered(client, model, request, _decoded(json.loads(request["body"])))


def _asked_until_answered(
    client: BaseClient,
    model: Any,  # noqa: ANN401 - as botocore has it
    request: dict[str, Any],
    asked: dict[str, Any],
) -> tuple[AWSResponse, dict[str, Any]]:
    service = model.service_model.service_name
    for attempts in count(1):
        status, answer = answered(model.name, asked, service)
        if service == "dynamodb":
            on_answer_of_moto(model, status, answer)
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


def _decoded(value: Any) -> Any:  # noqa: ANN401 - a node of DynamoDB's typed JSON
    """Turn base64 into bytes, as botocore's parser does."""
    if isinstance(value, dict):
        if value.keys() == {"B"} and isinstance(value["B"], str):
            return {"B": base64.b64decode(value["B"])}
        return {key: _decoded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_decoded(item) for item in value]
    return value
