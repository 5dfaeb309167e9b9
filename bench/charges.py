"""What steps cost: requests really made, counted at the product's clients, by step and by function.

Write units come from `tests.platform.metering`, read units from what was answered. A function's time is
that of the processor without the emulator's and the meter's own, which run in the same process.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import local
from typing import Any

from tests.faults import every_client, table_clients
from tests.platform.metering import Meter, read_units

EMULATED = ("before-send", "provide-client-params.dynamodb", "after-call.dynamodb")
"""The events in which the emulator answers and the meter looks: none of it is the function's time. Handlers of an
event that is named more exactly are called before all others, so the meter's are left by its own names."""


@dataclass
class Spent:
    """What a function spent in a step; calls by service and operation, time in seconds."""

    writes: int = 0
    reads: float = 0
    invocations: int = 0
    seconds: float = 0
    calls: Counter[str] = field(default_factory=Counter)

    @property
    def requests(self) -> int:
        """How many requests it made of AWS."""
        return self.calls.total()


class Charges:
    """Charges every request to the step and the function that are on."""

    def __init__(self, looking: Any) -> None:  # noqa: ANN401 - a boto3 client
        self.spent: dict[tuple[str, str], Spent] = {}
        self._meter = Meter(table_clients(), looking)
        self._step, self._function = "", ""
        self._here = local()  # reads go side by side
        self._outside = 0.0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Charge what is done to a step."""
        self._now()
        self._step = name
        try:
            yield
        finally:
            self._now()
            self._step = ""

    @contextmanager
    def of(self, function: str) -> Iterator[None]:
        """Charge what is done to a function, as one invocation."""
        self._now()
        before, self._function = self._function, function
        outside, began = self._outside, time.process_time()
        try:
            yield
        finally:
            spent = self._now()
            spent.seconds += time.process_time() - began - (self._outside - outside)
            spent.invocations += 1
            self._function = before

    def served(self, function: str, handler: Callable[..., Any]) -> Callable[..., Any]:
        """The handler, each of its invocations charged."""

        def invoke(*args: object) -> object:
            with self.of(function):
                return handler(*args)

        return invoke

    @contextmanager
    def attached(self) -> Iterator["Charges"]:
        """Listen to the product's clients meanwhile."""
        heard = [each.meta.events for each in {id(each): each for each in every_client()}.values()]
        for events in heard:
            self._listen(events)
        try:
            with self._meter.attached():
                yield self
        finally:
            for events in heard:
                self._leave_off(events)

    def _listen(self, events: Any) -> None:  # noqa: ANN401 - botocore's
        for event in EMULATED:
            events.register_first(event, self._leave)
            events.register_last(event, self._return)
        for event, hears in self._heard().items():
            events.register(event, hears)

    def _leave_off(self, events: Any) -> None:  # noqa: ANN401 - botocore's
        for event in EMULATED:
            events.unregister(event, self._leave)
            events.unregister(event, self._return)
        for event, hears in self._heard().items():
            events.unregister(event, hears)

    def _heard(self) -> dict[str, Callable[..., None]]:
        return {
            "before-call": self._call,
            "provide-client-params.dynamodb": self._ask,
            "after-call.dynamodb": self._count,
        }

    def _leave(self, **_: object) -> None:
        self._here.left = time.thread_time()

    def _return(self, **_: object) -> None:
        self._outside += time.thread_time() - self._here.left

    def _call(self, model: Any, **_: object) -> None:  # noqa: ANN401 - botocore's
        self._now().calls[f"{model.service_model.service_name}.{model.name}"] += 1

    def _ask(self, params: dict[str, Any], **_: object) -> None:
        self._here.params = params

    def _count(self, parsed: dict[str, Any], model: Any, **_: object) -> None:  # noqa: ANN401 - as above
        spent = self._now()
        spent.reads += read_units(model.name, self._here.params, parsed)

    def _now(self) -> Spent:
        """What is spent here and now, with the writes that the meter has seen till now."""
        spent = self.spent.setdefault((self._step, self._function), Spent())
        spent.writes += self._meter.units
        self._meter.writes.clear()
        return spent
