"""The event source mappings of the template, as readers of the local pump, and that pump."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from local.cloud import Cloud
from local.consumer import QueueReader
from local.patterns import any_of
from local.pump import Pump
from local.stream_reader import Handler, Now, Reader
from local.template import TEMPLATE, additions


def as_it_is(handler: Handler) -> Handler:
    """Leave a handler as it is."""
    return handler


def pump_of(cloud: Cloud, clock: Now, served: Callable[[Handler], Handler] = as_it_is) -> Pump:
    """Return the pump that brings everything to the product's functions, each as `served`."""
    # The product reads its tables' names from the environment when it is imported.
    from chalicelib.events import queues, streams  # noqa: PLC0415 - see above

    return Pump(
        cloud,
        readers(cloud, lambda name: served(getattr(streams, name))),
        clock,
        queue_readers(cloud, lambda name: served(getattr(queues, name))),
    )


def readers(
    cloud: Cloud, handler_of: Callable[[str], Handler], template: Path = TEMPLATE
) -> list[Reader]:
    """Return a reader for every mapping of the template.

    `handler_of` finds a function by its name, which is `sync_to_hr` for the template's SyncToHr.
    """
    return [
        _reader(cloud, function, handler_of(function), event["Properties"])
        for function, addition in additions(template).items()
        for event in addition["Properties"].get("Events", {}).values()
        if "Stream" in event.get("Properties", {})
    ]


def queue_readers(
    cloud: Cloud, handler_of: Callable[[str], Handler], template: Path = TEMPLATE
) -> list[QueueReader]:
    """Return a reader for every queue that a function of the template reads."""
    return [
        QueueReader(
            name=function,
            url=cloud.queue_url(event["Properties"]["Queue"]["Fn::GetAtt"][0]),
            arn=cloud.attributes[event["Properties"]["Queue"]["Fn::GetAtt"][0]]["Arn"],
            handler=handler_of(function),
            batch_size=event["Properties"]["BatchSize"],
        )
        for function, addition in additions(template).items()
        for event in addition["Properties"].get("Events", {}).values()
        if "Queue" in event.get("Properties", {})
    ]


def _reader(cloud: Cloud, function: str, handler: Handler, mapping: Mapping[str, Any]) -> Reader:
    table = mapping["Stream"]["Fn::GetAtt"][0]
    letters = mapping["DestinationConfig"]["OnFailure"]["Destination"]["Fn::GetAtt"][0]
    patterns = [one["Pattern"] for one in mapping["FilterCriteria"]["Filters"]]
    return Reader(
        name=function,
        table=cloud.attributes[table]["Ref"],
        handler=handler,
        filter=any_of(patterns),
        dead_letters=cloud.queue_url(letters),
        batch_size=mapping["BatchSize"],
        at_once=mapping["ParallelizationFactor"],
        retries=mapping["MaximumRetryAttempts"],
        bisect=mapping["BisectBatchOnFunctionError"],
    )
