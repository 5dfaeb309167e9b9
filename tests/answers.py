"""DynamoDB's answers, read by our parser and by botocore's, which must agree to the last value.

What a test gets by HTTP is always compared, and of what comes straight from moto (`tests/straight.py`)
the first few of each operation; `pytest --every-answer` (`make answers`) compares them all.
"""

import json
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
import pytest
from botocore.compat import HTTPHeaders
from botocore.handlers import BUILTIN_HANDLERS
from botocore.model import OperationModel, Shape
from botocore.parsers import ResponseParser, create_parser
from botocore.session import get_session

from chalicelib.platform.store.answers import AnswerParsers

FIRST = 40
"""How many of an operation's answers straight from moto are compared in every run of a process."""
DIFFERENT: list[str] = []
"""What the two parsers made of an answer in the running test, where it was not the same."""
ANSWERED = {"Error", "ResponseMetadata"}
"""What stands in an answer beside its body."""
EVERY: list[None] = []
"""Something in it where every answer is compared."""
COMPARED: Counter[str] = Counter()
"""How many answers of an operation this process has compared."""
_seen: Counter[str] = Counter()
_parsers = AnswerParsers()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-answer", action="store_true", help="read every answer by botocore's parser as well"
    )


def listen() -> None:
    """Hear every answer that comes by HTTP to clients made from now on."""
    BUILTIN_HANDLERS.append(("response-received.dynamodb", _on_answer))


def read(parser: ResponseParser, response: Mapping[str, Any], shape: Shape | None) -> str:
    """What a parser makes of a response, its exception too, as text that tells 1 from 1.0 and True."""
    try:
        parsed = parser.parse(response, shape)  # type: ignore[arg-type]  # botocore takes none as well
    except Exception as error:  # noqa: BLE001 - whatever it is, the other one must raise it too
        return repr(error)
    return json.dumps(parsed, sort_keys=True, default=repr)


def compare(name: str, response: Mapping[str, Any], shape: Shape | None) -> None:
    """Note a difference between what the two parsers make of one response."""
    ours = read(_parsers.create_parser("json"), response, shape)
    theirs = read(create_parser("json"), response, shape)
    if ours != theirs:
        DIFFERENT.append(f"{name}: {ours} is not {theirs}")


def on_answer_of_moto(model: OperationModel, status: int, answer: Mapping[str, Any]) -> None:
    """Compare what an answer straight from moto would be by HTTP, where its turn has come."""
    _seen[model.name] += 1
    if not EVERY and _seen[model.name] > FIRST:
        return
    body = {name: value for name, value in answer.items() if name not in ANSWERED}
    if "Error" in answer:
        body["__type"] = f"com.amazonaws.dynamodb.v20120810#{answer['Error']['Code']}"
    headers = HTTPHeaders.from_dict({"x-amzn-RequestId": "A1"})
    response = {"status_code": status, "headers": headers, "body": msgspec.json.encode(body)}
    _compare(model, response, answer.get("Error", {}).get("Code"))


def _on_answer(
    event_name: str,
    response_dict: Mapping[str, Any] | None,
    parsed_response: Mapping[str, Any] | None,
    **_others: object,
) -> None:
    if response_dict is not None and parsed_response is not None:
        model = _service().operation_model(event_name.rpartition(".")[2])
        _compare(model, response_dict, parsed_response.get("Error", {}).get("Code"))


def _compare(model: OperationModel, response: Mapping[str, Any], code: str | None) -> None:
    """As botocore reads it: as the operation's answer, and an error once more as that error."""
    COMPARED[model.name] += 1
    compare(model.name, response, model.output_shape)
    error = model.service_model.shape_for_error_code(code) if code else None
    if error is not None:
        compare(f"{model.name}, {code}", response, error)


@cache
def _service() -> Any:  # noqa: ANN401 - untyped in botocore
    return get_session().get_service_model("dynamodb")
