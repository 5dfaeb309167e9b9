"""After the whole suite: fails the run for what a policy grants and no call has used.

pytest finds these hooks through tests/conftest.py. Where the run is spread over processes, each
tells the first what it has seen.
"""

import os
from typing import Any

import pytest

from tests.deploy import recorder
from tests.deploy.policies import Grant

IS_WHOLE = "XUEFEN_WHOLE_RUN"
"""Set where a run ends with this check, for its processes to know."""
idle: list[Grant] = []


def pytest_configure(config: pytest.Config) -> None:
    if _is_first(config) and _asks_for_everything(config):
        os.environ[IS_WHOLE] = "yes"


def _is_first(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def _asks_for_everything(config: pytest.Config) -> bool:
    option = config.option
    narrowed = option.keyword or option.markexpr or option.lf or option.collectonly
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not narrowed


def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401 - of xdist, which ships no types
    used = getattr(node, "workeroutput", {}).get("used", [])
    recorder.USED.update(Grant(*grant) for grant in used)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not _is_first(session.config):
        session.config.workeroutput["used"] = [list(grant) for grant in recorder.USED]  # type: ignore[attr-defined] # xdist adds it
    elif os.environ.get(IS_WHOLE) and session.testscollected and not session.testsfailed:
        idle.extend(recorder.unused(recorder.USED))
        if idle:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for grant in idle:
        terminalreporter.write_line(f"granted, but no call of the whole suite uses it: {grant}")
