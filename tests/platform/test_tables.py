"""What is kept comes back the same; what fails for another reason than a rival is not a conflict."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from pynamodb.exceptions import DeleteError, PutError, TransactWriteError, UpdateError

from chalicelib.platform.rules.mark import Whom
from chalicelib.platform.store.tables import (
    Conflict,
    HrItem,
    RegistryItem,
    acknowledge,
    conflicts,
    find,
    is_new,
    is_version,
    transaction,
)
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store import records
from tests.faults import table_clients
from tests.platform.records import put, submitted
from tests.straight import on_the_wire

pytestmark = [pytest.mark.ministack, pytest.mark.usefixtures("cloud")]
TOO_LARGE = 400 * 1024


@pytest.fixture(autouse=True)
def _on_conditions() -> None:
    """Items and conditions are this module's own: the rules of the product's have no say."""


def item(sk: str = "A", version: int = 1, text: str = "") -> RegistryItem:
    return RegistryItem(pk="X", sk=sk, version=version, body={"text": text})


def waiting(sk: str = "A", version: int = 1) -> RegistryItem:
    marked = item(sk, version)
    marked.waits_for, marked.since = "SYNC#00", "2020"
    return marked


def test_given_a_record_then_it_comes_back_the_same() -> None:
    record = put(submitted(0))
    (found,) = records.find_records([(f"P#{record.person}", f"Y#2020#R#{record.slot}")]).values()
    assert found == record


def test_given_a_record_then_its_key_is_not_kept_twice() -> None:
    record = put(submitted(0))
    kept = find(RegistryItem, f"P#{record.person}", f"Y#2020#R#{record.slot}")
    assert kept is not None
    assert not {"person", "year", "slot", "version"} & set(kept.body)
    assert kept.version == record.version


def test_given_a_filed_record_then_its_slot_comes_back_whole() -> None:
    record = put(
        msgspec.structs.replace(submitted(0), slot="training-1#id", state=RecordState.REJECTED)
    )
    (found,) = records.find_records([(f"P#{record.person}", f"Y#2020#R#{record.slot}")]).values()
    assert found.slot == "training-1#id"


def test_given_a_key_then_one_item_is_new_and_another_a_conflict() -> None:
    with conflicts():
        item().save(condition=is_new())
    with pytest.raises(Conflict), conflicts():
        item(version=2).save(condition=is_new())
    with conflicts():
        item(version=2).save(condition=is_version(1))
    with pytest.raises(Conflict), conflicts():
        item(version=3).save(condition=is_version(1))
    kept = find(RegistryItem, "X", "A")
    assert kept is not None
    assert kept.version == 2


def test_given_a_transaction_of_which_one_condition_fails_then_nothing_is_written() -> None:
    item("A").save()
    with pytest.raises(Conflict):
        _transact(item("B"), item("A", 2))
    assert find(RegistryItem, "X", "B") is None


def test_given_a_put_that_dynamodb_cannot_take_then_it_is_no_conflict() -> None:
    with pytest.raises(PutError), conflicts():
        item(text="x" * TOO_LARGE).save(condition=is_new())


def test_given_a_transaction_that_dynamodb_cannot_take_then_it_is_no_conflict() -> None:
    with pytest.raises(TransactWriteError):
        _transact(item("A"), item("B", text="x" * TOO_LARGE))
    assert find(RegistryItem, "X", "A") is None


@contextmanager
def answered(code: str, reasons: tuple[str, ...] = ()) -> Iterator[None]:
    """Let every write be answered by this error, as DynamoDB words it."""

    def answer(request: Any, **_: object) -> AWSResponse:  # noqa: ANN401 - botocore's
        body = {
            "__type": f"com.amazonaws.dynamodb.v20120810#{code}",
            "message": code,
            "CancellationReasons": [{"Code": reason} for reason in reasons],
        }
        raw = _Raw(msgspec.json.encode(body))
        return AWSResponse(request.url, 400, HTTPHeaders(), raw)

    events = [f"before-send.dynamodb.{name}" for name in WRITES]
    for client in table_clients():
        for event in events:
            client.meta.events.register_first(event, answer)
    try:
        with on_the_wire():
            yield
    finally:
        for client in table_clients():
            for event in events:
                client.meta.events.unregister(event, answer)


WRITES = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems")


class _Raw:
    """The body of an answer, read once."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def stream(self, **_: object) -> Iterator[bytes]:
        yield self._body


def _put() -> None:
    with conflicts():
        item().save(condition=is_new())


def _delete() -> None:
    with conflicts():
        item().delete(condition=is_new())


def _transact(*items: RegistryItem) -> None:
    with transaction() as write:
        for each in items or (item("A"), item("B")):
            write.save(each, condition=is_new())


@pytest.mark.parametrize(
    ("write", "code"),
    [
        (_put, "ConditionalCheckFailedException"),
        (_put, "TransactionConflictException"),
        (_delete, "TransactionConflictException"),
        (_transact, "TransactionInProgressException"),
    ],
)
def test_given_a_rival_then_the_action_is_asked_to_look_again(
    write: Callable[[], None], code: str
) -> None:
    with answered(code), pytest.raises(Conflict):
        write()


@pytest.mark.parametrize(
    "reasons",
    [
        ("None", "ConditionalCheckFailed"),
        ("TransactionConflict", "None"),
        ("TransactionConflict", "ConditionalCheckFailed"),
    ],
)
def test_given_a_cancelled_transaction_of_rivals_then_the_action_is_asked_to_look_again(
    reasons: tuple[str, ...],
) -> None:
    with answered("TransactionCanceledException", reasons), pytest.raises(Conflict):
        _transact()


@pytest.mark.parametrize(
    "reasons",
    [
        ("None", "ValidationError"),
        ("ThrottlingError", "None"),
        ("ConditionalCheckFailed", "ProvisionedThroughputExceeded"),
        ("ItemCollectionSizeLimitExceeded", "ConditionalCheckFailed"),
        ("AccessDenied", "None"),
        (),
    ],
)
def test_given_a_transaction_cancelled_for_another_reason_then_it_is_not_swallowed(
    reasons: tuple[str, ...],
) -> None:
    with answered("TransactionCanceledException", reasons), pytest.raises(TransactWriteError):
        _transact()


@pytest.mark.parametrize(
    ("write", "error"), [(_put, PutError), (_delete, DeleteError), (_transact, TransactWriteError)]
)
@pytest.mark.parametrize("code", ["ValidationException", "AccessDeniedException"])
def test_given_another_error_then_it_is_not_swallowed(
    write: Callable[[], None], error: type[Exception], code: str
) -> None:
    with answered(code), pytest.raises(error):
        write()


def test_given_an_acknowledgement_then_the_mark_goes_and_the_version_stays() -> None:
    waiting().save()
    acknowledge(item(), 1, Whom.SYNC)
    kept = find(RegistryItem, "X", "A")
    assert kept is not None
    assert kept.version == 1
    assert not kept.waits_for
    assert not kept.since


@pytest.mark.parametrize(("version", "whom"), [(2, Whom.SYNC), (1, Whom.MATCH)])
def test_given_another_version_or_mark_then_the_acknowledgement_changes_nothing(
    version: int, whom: Whom
) -> None:
    waiting().save()
    acknowledge(item(), version, whom)
    kept = find(RegistryItem, "X", "A")
    assert kept is not None
    assert kept.waits_for == "SYNC#00"


def test_given_nothing_there_then_an_acknowledgement_makes_nothing() -> None:
    acknowledge(HrItem(pk="X", sk="A"), 1, Whom.SYNC)
    assert find(HrItem, "X", "A") is None


def test_given_an_acknowledgement_that_fails_otherwise_then_it_is_not_swallowed() -> None:
    waiting().save()
    with answered("ValidationException"), pytest.raises(UpdateError):
        acknowledge(item(), 1, Whom.SYNC)
