"""After the whole suite: fails the run for what is granted or allowed and no call has used.

pytest finds these hooks through tests/conftest.py. Where the run is spread over processes, each
tells the first what it has seen.
"""

import os
from typing import Any

import pytest

from tests.deploy import conditions, recorder
from tests.deploy.conditions import Write
from tests.deploy.policies import Grant

IS_WHOLE = "XUEFEN_WHOLE_RUN"
"""Set where a run ends with this check, for its processes to know."""
idle: list[str] = []
"""What has not been used, in words."""


def pytest_configure(config: pytest.Config) -> None:
    if _is_first(config) and _asks_for_everything(config):
        os.environ[IS_WHOLE] = "yes"


def _is_first(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def _asks_for_everything(config: pytest.Config) -> bool:
    option = config.option
    narrowed = option.quick or option.keyword or option.markexpr or option.collectonly
    narrowed = narrowed or getattr(option, "lf", False)  # a run without a cache has no such option
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not narrowed


def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401 - of xdist, which ships no types
    output = getattr(node, "workeroutput", {})
    recorder.USED.update(Grant(*grant) for grant in output.get("used", []))
    conditions.HEARD.update(Write(*write) for write in output.get("heard", []))


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not _is_first(session.config):
        output = session.config.workeroutput  # type: ignore[attr-defined] # xdist adds it
        output["used"] = [list(grant) for grant in recorder.USED]
        output["heard"] = [list(write) for write in conditions.HEARD]
    elif os.environ.get(IS_WHOLE) and session.testscollected and not session.testsfailed:
        idle.extend(f"granted: {grant}" for grant in recorder.unused(recorder.USED))
        idle.extend(f"allowed: {write}" for write in conditions.unheard(conditions.HEARD))
        if idle:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for each in idle:
        terminalreporter.write_line(f"no call of the whole suite uses what is {each}")
