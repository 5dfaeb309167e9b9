"""Our parser of DynamoDB's answers makes of every body what botocore's makes, and does so straight."""

import base64
import json
from functools import cache
from threading import Thread
from typing import Any

import pytest
from botocore.compat import HTTPHeaders
from botocore.model import ListShape, MapShape, Shape, StructureShape
from botocore.parsers import create_parser
from botocore.session import get_session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.platform.store import answers as ours
from chalicelib.platform.store.answers import COMPONENT, AnswerParsers, AttributeValue
from chalicelib.platform.store.connections import ParsingConnection
from chalicelib.platform.store.tables import RegistryItem, find
from tests.answers import COMPARED, DIFFERENT, EVERY, compare, read
from tests.faults import table_clients
from tests.straight import on_the_wire

SERVICE = get_session().get_service_model("dynamodb")
STREAMS = get_session().get_service_model("dynamodbstreams")
OURS = (
    "GetItem",
    "BatchGetItem",
    "Query",
    "PutItem",
    "UpdateItem",
    "DeleteItem",
    "BatchWriteItem",
    "TransactGetItems",
    "TransactWriteItems",
)
"""What is done with items."""
ITEM = {
    "pk": {"S": "P#1"},
    "version": {"N": "12"},
    "body": {
        "M": {
            "name": {"S": "李雷"},
            "sealed": {"B": base64.b64encode(b"\x00\xff").decode()},
            "seals": {"BS": [base64.b64encode(b"a").decode(), ""]},
            "forms": {"SS": ["论文", "课题"]},
            "years": {"NS": ["2019", "2020"]},
            "history": {"L": [{"M": {"by": {"NULL": True}}}, {"BOOL": False}]},
        }
    },
}
LEAVES: dict[str, st.SearchStrategy[Any]] = {
    "string": st.text(max_size=4),
    "boolean": st.booleans(),
    "blob": st.binary(max_size=4).map(lambda each: base64.b64encode(each).decode()),
    "integer": st.integers(),
    "long": st.integers(),
    "float": st.floats(allow_nan=False, allow_infinity=False),
    "double": st.one_of(st.integers(), st.floats()),
    "timestamp": st.floats(min_value=0, max_value=4e9),
}
STRANGE = st.sampled_from(
    [None, "", "Q", "Q Q=", "QR==", 1, 1.0, -0.0, True, [], [None], {}, {"S": None}, {"X": 1}]
)
"""What no answer should have in a place."""


def response(body: bytes, status: int = 200) -> dict[str, Any]:
    """An answer as botocore hands it to a parser."""
    headers = HTTPHeaders.from_dict({"x-amzn-RequestId": "A1", "Content-Type": "application/json"})
    return {"status_code": status, "headers": headers, "body": body}


def same(body: bytes, shape: Shape, status: int = 200) -> None:
    """Both parsers make the same of a body."""
    compare(shape.name, response(body, status), shape)
    assert DIFFERENT == []


@cache
def bodies(shape: Shape, depth: int = 0) -> st.SearchStrategy[Any]:
    """What stands where the model has a shape; here and there something strange."""
    return st.integers(0, 40).flatmap(lambda n: STRANGE if n == 0 else _modelled(shape, depth))


def _modelled(shape: Shape, depth: int) -> st.SearchStrategy[Any]:
    if isinstance(shape, StructureShape):
        members = shape.members if depth < 6 else {}
        told = {name: bodies(member, depth + 1) for name, member in members.items()}
        few = st.lists(st.sampled_from(sorted(told) or ["X"]), max_size=3)
        return few.flatmap(
            lambda names: st.fixed_dictionaries({n: told.get(n, STRANGE) for n in names})
        )
    if isinstance(shape, ListShape):
        return st.lists(bodies(shape.member, depth + 1), max_size=2)
    if isinstance(shape, MapShape):
        return st.dictionaries(st.text(max_size=2), bodies(shape.value, depth + 1), max_size=2)
    return LEAVES[shape.type_name]


def outputs() -> list[Shape]:
    """The answers of every operation of DynamoDB and its streams."""
    models = [
        service.operation_model(name)
        for service in (SERVICE, STREAMS)
        for name in service.operation_names
    ]
    return [model.output_shape for model in models if model.output_shape is not None]


@settings(suppress_health_check=[HealthCheck.too_slow])  # the model is read once
@given(st.data(), st.sampled_from([SERVICE.operation_model(name).output_shape for name in OURS]))
def test_given_any_answer_about_items_then_it_is_read_as_botocore_reads_it(
    data: st.DataObject, shape: Shape
) -> None:
    same(json.dumps(data.draw(bodies(shape))).encode(), shape)


@settings(suppress_health_check=[HealthCheck.too_slow])  # the model is read once
@given(st.data(), st.sampled_from(outputs()))
def test_given_any_answer_of_dynamodb_or_its_streams_then_it_is_read_as_botocore_reads_it(
    data: st.DataObject, shape: Shape
) -> None:
    same(
        json.dumps(data.draw(bodies(shape)), ensure_ascii=False).encode(errors="surrogatepass"),
        shape,
    )


@settings(suppress_health_check=[HealthCheck.too_slow])  # the model is read once
@given(st.data(), st.sampled_from(SERVICE.error_shapes), st.sampled_from([400, 500, 503]))
def test_given_any_error_then_it_is_read_as_botocore_reads_it(
    data: st.DataObject, shape: Shape, status: int
) -> None:
    body = data.draw(bodies(shape))
    told = {**body, "__type": f"com.amazonaws#{shape.name}"} if isinstance(body, dict) else body
    for read_as in (SERVICE.operation_model("TransactWriteItems").output_shape, shape):
        same(json.dumps(told).encode(), read_as, status)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b" null ",
        b"[]",
        b"<html></html>",
        b'{"Count": 1} {}',
        b'{"Count": 1, "Count": 2}',
        b'{"Count": 1.0, "ScannedCount": -0}',
        b'{"Count": 123456789012345678901234567890}',
        b'{"Count": NaN}',
        b'{"Count": 1e999}',
        b'{"Items": [{"a": {"S": "\xff"}}]}',
        b'{"Unknown": "\xff"}',
        b'{"Items": [{"a": {"S": "\\ud800"}}]}',
        b'{"Items": [{"a": {"S": "1"}, "a": {"N": "2"}}]}',
        b'{"Items": [{"a": {"Unknown": "1"}}], "LastEvaluatedKey": null}',
        b'{"Items": [null]}',
        b'\xef\xbb\xbf{"Count": 1}',
    ],
)
def test_given_an_odd_body_then_it_is_read_as_botocore_reads_it(body: bytes) -> None:
    for status in (200, 400, 503):
        same(body, SERVICE.operation_model("Query").output_shape, status)


class Unwalked(ours._AnswerParser):  # noqa: SLF001 - a test of it
    """Our parser, where nothing may be left to botocore's."""

    def _parse_shape(self, shape: Shape, node: object) -> Any:  # noqa: ANN401 - as botocore has it
        raise AssertionError(f"{shape.name} was walked: {node}")


@pytest.mark.parametrize("name", OURS)
def test_given_what_is_done_with_items_then_nothing_is_left_to_botocore(name: str) -> None:
    capacity = {"TableName": "T", "CapacityUnits": 1.5, "Table": {"CapacityUnits": 2}}
    body: dict[str, Any] = {
        "Item": ITEM,
        "Items": [ITEM, {}],
        "Attributes": ITEM,
        "Count": 2,
        "Responses": {"T": [ITEM]} if name == "BatchGetItem" else [{"Item": ITEM}],
        "ConsumedCapacity": [capacity] if "Batch" in name or "Transact" in name else capacity,
    }
    shape = SERVICE.operation_model(name).output_shape
    given_back = response(json.dumps(body).encode())
    assert read(Unwalked({}), given_back, shape) == read(create_parser("json"), given_back, shape)


def test_the_value_that_holds_itself_is_botocore_s() -> None:
    value = SERVICE.shape_for("AttributeValue")
    assert set(AttributeValue.__annotations__) == set(value.members)


def test_other_protocols_are_left_to_botocore() -> None:
    made = AnswerParsers().create_parser("rest-xml")
    assert type(made) is type(create_parser("rest-xml"))


@pytest.mark.usefixtures("cloud")
def test_given_a_call_that_goes_by_http_then_its_answer_is_compared() -> None:
    before = COMPARED["GetItem"]
    with on_the_wire():
        assert find(RegistryItem, "X", "A") is None
    assert COMPARED["GetItem"] == before + 1


@pytest.mark.usefixtures("cloud")
def test_given_the_run_of_every_answer_then_one_straight_from_moto_is_compared() -> None:
    EVERY[:] = [None]
    before = COMPARED["GetItem"]
    assert find(RegistryItem, "X", "A") is None
    assert COMPARED["GetItem"] == before + 1


@pytest.mark.usefixtures("cloud")
def test_both_tables_and_transactions_share_one_client() -> None:
    assert len(table_clients()) == 1


def test_given_whatever_thread_makes_the_client_then_it_reads_so() -> None:
    connection = ParsingConnection(region="cn-north-1")
    made: list[object] = []
    for thread in [Thread(target=lambda: made.append(component(connection))) for _ in range(2)]:
        thread.start()
        thread.join()
    assert [type(each) for each in [*made, component(connection)]] == [AnswerParsers] * 3


def component(connection: ParsingConnection) -> object:
    """What makes the parsers of a client that the calling thread makes."""
    return connection.session.get_component(COMPONENT)
