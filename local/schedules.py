"""The schedules of the product, run by the domain's clock: by a tick, and every now and then.

Each run is one event of EventBridge, whose `time` is the instant given. Whoever plays here enrols
people, sets the clock and sets it back: so each run looks at everybody anew, which is little work. A run
ends when what it orders of workers is done.
"""

import threading
from collections.abc import Callable, Collection
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from chalicelib.platform.rules.functions import NIGHT, ordered_by, timers
from local.clock import Clock
from local.context import Context
from local.template import PSEUDO_PARAMETERS, REGION

Handler = Callable[[dict[str, Any], Any], object]
Schedule = Callable[[datetime], object]
EVERY_SECONDS = 60
NIGHTLY = {name for name, timer in timers().items() if timer.schedule == NIGHT}


def event_of(at: datetime) -> dict[str, Any]:
    """Return the event that EventBridge sends at an instant."""
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": PSEUDO_PARAMETERS["AWS::AccountId"],
        "time": at.isoformat(),
        "region": REGION,
        "resources": [],
        "detail": {},
    }


def schedules_of(
    handler_of: Callable[[str], Handler], work_off: Callable[[Collection[str]], object]
) -> dict[str, Schedule]:
    """Return every schedule by its name; one run at a time, as one process has it.

    Args:
        handler_of: finds a schedule's function by its name.
        work_off: lets workers, by their names, do what was ordered of them.
    """
    from chalicelib.events.schedules import ANEW  # noqa: PLC0415 - reads the environment

    turn = threading.Lock()

    def scheduled(name: str) -> Schedule:
        handler = handler_of(name)

        def run(at: datetime) -> None:
            with turn:
                try:
                    handler({**event_of(at), "detail": {ANEW: True}}, Context(name))
                finally:
                    work_off(ordered_by(name))

        return run

    return {name: scheduled(name) for name in timers()}


def run_now_and_then(
    named: dict[str, Schedule], clock: Clock, stop: threading.Event, every: float = EVERY_SECONDS
) -> None:
    """Run every schedule each minute until told to stop, those of the night once a day.

    Where the clock was set it stands still, so nothing becomes due: a tick runs the schedules then.
    """
    nights: dict[str, date] = {}
    while not stop.wait(every):
        for name, run in {} if clock.is_set else named.items():
            now = clock.now()
            if name in NIGHTLY and nights.get(name) == now.date():
                continue
            nights[name] = now.date()
            try:
                run(now)
            except Exception as error:  # noqa: BLE001 - as Lambda: it is run again, and said
                print(f"{name} failed: {type(error).__name__}: {error}")
