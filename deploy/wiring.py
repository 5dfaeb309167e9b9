"""What the template has of the functions that `chalicelib/platform/rules/functions.py` declares.

Queues, event source mappings, layers and the variables that name queues are made here; whatever is
described in `.chalice/` for each function, each reader or each queue of dead letters is repeated for
every one. The local cloud is made from the same.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.platform.rules.function_kind import Function, Reader, WakingItems, Worker
from chalicelib.platform.rules.functions import (
    FUNCTIONS,
    parked_of,
    queue_variables,
    readers,
    workers,
)

Tree = dict[str, Any]
LONGEST = 1_209_600
"""Seconds that a queue keeps a message: the longest time that SQS allows."""
TABLES = {"registry": "RegistryTable", "hr": "HrTable"}
MOST_RECEIVED = 5
"""How often an order is brought to its worker before it is parked."""
SEEN_AGAIN = 6
"""After so many times its reader's time an order is seen again."""


def each_of() -> dict[str, tuple[str, ...]]:
    """What is described once for several things, by its name in `.chalice/`: their logical ids."""
    return {
        "EachFunction": tuple(each.logical_id for each in FUNCTIONS),
        "EachReader": tuple(each.logical_id for each in readers().values()),
        "EachEventLetters": parked_of(Reader),
        "EachOrderLetters": parked_of(Worker),
    }


def repeated(resources: Mapping[str, Any]) -> Tree:
    """Give every one of what a resource is described for one of its own, and its rows in texts.

    A resource whose name begins with `EachReader` is one for every reader; a row of a list in a text
    that names `${EachReader}` likewise.
    """
    whole: Tree = {}
    for name, body in resources.items():
        written = _with_rows(json.dumps(body, ensure_ascii=False))
        for each in _each(name):
            whole[name.replace(*each)] = json.loads(written.replace(*each))
    return whole


def _each(name: str) -> Iterable[tuple[str, str]]:
    for kind, ids in each_of().items():
        if name.startswith(kind):
            return [(kind, logical) for logical in ids]
    return [("", "")]


def _with_rows(text: str) -> str:
    """Repeat every row, in brackets of its own, that names what there are several of."""
    for kind, ids in each_of().items():
        for row in re.findall(rf"\[[^\[\]]*\${{{kind}[}}.][^\[\]]*\]", text):
            text = text.replace(row, ", ".join(row.replace(kind, each) for each in ids))
    return text


def wiring() -> Tree:
    """The parameters of a template that follow from the functions."""
    variables = {
        name: {"Fn::GetAtt": [queue, "QueueName"]} for name, queue in queue_variables().items()
    }
    return {
        "Globals": {"Function": {"Environment": {"Variables": variables}}},
        "Resources": wired(),
    }


def wired() -> Tree:
    """The queues, and how Lambda reads them and the streams."""
    return {
        **{letters: _queue() for letters in (*parked_of(Reader), *parked_of(Worker))},
        **{each.queue: _orders(each) for each in workers().values()},
        **{each.logical_id: _event(each, "Sqs", _of_queue(each)) for each in workers().values()},
        **{
            each.logical_id: _event(each, "Dynamodb", _of_stream(each))
            for each in readers().values()
        },
    }


def layers() -> Tree:
    """What functions carry besides the bundle."""
    return {
        each.logical_id: {"Properties": {"Layers": [{"Ref": each.layer}]}}
        for each in FUNCTIONS
        if each.layer
    }


def _queue(**properties: object) -> Tree:
    kept = {"MessageRetentionPeriod": LONGEST, "SqsManagedSseEnabled": True}
    return {"Type": "AWS::SQS::Queue", "Properties": {**kept, **properties}}


def _orders(worker: Worker) -> Tree:
    return _queue(
        VisibilityTimeout=SEEN_AGAIN * worker.timeout,
        RedrivePolicy={
            "deadLetterTargetArn": {"Fn::GetAtt": [worker.letters, "Arn"]},
            "maxReceiveCount": MOST_RECEIVED,
        },
    )


def _event(function: Function, source: str, properties: Tree) -> Tree:
    """An event source as Chalice names it: under any other name it would be a second one."""
    name = f"{function.logical_id}{source}EventSource"
    return {"Properties": {"Events": {name: {"Properties": properties}}}}


def _of_queue(worker: Worker) -> Tree:
    return {
        "Queue": {"Fn::GetAtt": [worker.queue, "Arn"]},
        "BatchSize": worker.batch,
        **({"MaximumBatchingWindowInSeconds": worker.window} if worker.window else {}),
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "ScalingConfig": {"MaximumConcurrency": worker.at_once},
    }


def _of_stream(reader: Reader) -> Tree:
    """How Lambda reads a stream; the filters look at the mark, so that clearing one wakes nobody."""
    marks = [{"NewImage": {"waits_for": {"S": [{"prefix": f"{whom}#"}]}}} for whom in reader.whom]
    patterns = [*marks, *(_of_kept(each) for each in reader.kept)]
    return {
        "Stream": {"Fn::GetAtt": [TABLES[reader.side], "StreamArn"]},
        "StartingPosition": "TRIM_HORIZON",
        "BatchSize": reader.batch,
        "ParallelizationFactor": reader.at_once,
        **({"MaximumBatchingWindowInSeconds": reader.window} if reader.window else {}),
        "FunctionResponseTypes": ["ReportBatchItemFailures"],
        "BisectBatchOnFunctionError": True,
        "MaximumRetryAttempts": 5,
        "MaximumRecordAgeInSeconds": 86_400,
        "DestinationConfig": {
            "OnFailure": {"Destination": {"Fn::GetAtt": [reader.letters, "Arn"]}}
        },
        "FilterCriteria": {
            "Filters": [{"Pattern": json.dumps({"dynamodb": each})} for each in patterns]
        },
    }


def _of_kept(kept: WakingItems) -> Tree:
    return {"Keys": {"sk": {"S": [{"prefix": kept.begins}]}}}
