import threading
from datetime import datetime
from typing import Any

import pytest

from app import app
from chalicelib.events import schedules as product
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.functions import timers
from local.clock import Clock
from local.schedules import event_of, run_now_and_then, schedules_of

NOW = datetime(2020, 9, 30, 23, 59, 59, 999000, tzinfo=SHANGHAI)


def test_given_the_app_then_every_schedule_of_it_is_known() -> None:
    expressions = {
        source.name for source in app.event_sources if hasattr(source, "schedule_expression")
    }

    assert expressions == timers().keys()
    assert all(callable(getattr(product, name)) for name in timers())


def test_given_an_instant_then_the_event_carries_it_to_the_millisecond() -> None:
    assert datetime.fromisoformat(event_of(NOW)["time"]) == NOW
    assert event_of(NOW)["source"] == "aws.events"


def test_given_a_run_then_the_handler_is_told_the_instant_and_its_name() -> None:
    told: list[Any] = []

    def handler_of(name: str) -> Any:  # noqa: ANN401 - a Lambda handler
        return lambda event, context: told.append((name, event["time"], context.function_name))

    worked: list[tuple[str, ...]] = []
    for run in schedules_of(handler_of, worked.append).values():
        run(NOW)

    assert told == [(name, NOW.isoformat(), name) for name in timers()]
    assert worked == [("close_shard",), (), ("remind_people",), (), (), ()]


def test_given_a_run_that_fails_then_what_it_has_ordered_is_done_all_the_same() -> None:
    def fails(_event: Any, _context: Any) -> None:  # noqa: ANN401 - a Lambda handler
        raise RuntimeError

    worked: list[Any] = []
    with pytest.raises(RuntimeError):
        schedules_of(lambda _: fails, worked.append)["remind"](NOW)
    assert worked == [("remind_people",)]


def test_given_real_time_then_the_background_runs_all_and_a_failure_stops_nothing() -> None:
    stop, told = threading.Event(), list[datetime]()

    def fails(_at: datetime) -> None:
        raise RuntimeError

    def then(at: datetime) -> None:
        told.append(at)
        if len(told) == 2:
            stop.set()

    run_now_and_then({"fails": fails, "then": then}, Clock(), stop, every=0)

    assert len(told) == 2


def test_given_real_time_then_what_runs_at_night_runs_once_a_day() -> None:
    stop, told = threading.Event(), list[str]()

    def by_day(_at: datetime) -> None:
        told.append("by day")
        if told.count("by day") == 3:
            stop.set()

    named = {"recount": lambda _at: told.append("at night"), "remind": by_day}
    run_now_and_then(named, Clock(), stop, every=0)

    assert told == ["at night", "by day", "by day", "by day"]


def test_given_a_clock_that_was_set_then_it_stands_still_and_nothing_runs_by_itself() -> None:
    clock, told = Clock(), list[datetime]()
    clock.set(NOW)

    class Thrice(threading.Event):
        """Stops at the third waiting."""

        waited = 0

        def wait(self, timeout: float | None = None) -> bool:
            self.waited += timeout == 0
            return self.waited > 2

    run_now_and_then({"then": told.append}, clock, Thrice(), every=0)

    assert told == []
