"""The quick loop: `pytest --quick` plays what needs neither emulator, browser nor bundle and is not slow.

The first is told by the fixtures that a test uses. What is slow is measured: `pytest --tell-slow`
writes it into tests/slow.txt (`make slow`). What has become slow since is named after each quick run.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SLOW = Path(__file__).with_name("slow.txt")
"""The slow tests, one a line, without their parameters."""
LIMIT = 0.3
"""Seconds of the processor that all cases of a quick test take together."""
APART = {"browser", "deployed", "emulator", "unpacked"}
"""Fixtures of what is no part of the quick loop."""
BEGAN = pytest.StashKey[float]()
SECONDS = "processor_seconds"
_spent: Counter[str] = Counter()
"""The seconds of each test of this run."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="leave out what is slow or set apart")
    parser.addoption("--tell-slow", action="store_true", help=f"write {SLOW.name} anew")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.option.quick:
        slow = set(SLOW.read_text("utf-8").split())
        left_out = [item for item in items if _is_apart(item) or name_of(item.nodeid) in slow]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def name_of(nodeid: str) -> str:
    """The name of a test without its parameters."""
    return nodeid.partition("[")[0]


def emulator_of(item: pytest.Item) -> object:
    """The emulator that a case runs on, if any."""
    return item.callspec.params.get("cloud") if hasattr(item, "callspec") else None


def _is_apart(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    marked = item.get_closest_marker("apart") is not None
    return marked or emulator_of(item) == "ministack" or not APART.isdisjoint(fixtures)


def _seconds() -> float:
    """What this process and those that it started and waited for have spent of the processor."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    item.stash[BEGAN] = _seconds()


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    yield
    item.user_properties.append((SECONDS, _seconds() - item.stash[BEGAN]))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "teardown":
        _spent[name_of(report.nodeid)] += dict(report.user_properties).get(SECONDS, 0)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:  # noqa: ANN401 - pytest keeps its type to itself
    slow = sorted(name for name, seconds in _spent.items() if seconds > LIMIT)
    if config.option.tell_slow:
        SLOW.write_text("\n".join([*slow, ""]), "utf-8")
    elif config.option.quick:
        for name in slow:
            told = f"{_spent[name]:.1f} s"
            terminalreporter.write_line(f"slow by now, see `make slow`: {name} {told}")
