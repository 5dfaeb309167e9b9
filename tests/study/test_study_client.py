"""R52: what the study page collects, keeps and reports; it runs in Node, `tests/web` looks at the page."""

import subprocess
from pathlib import Path

from tests.node import NODE

SCRIPT = Path(__file__).with_name("study_client.mjs")
PATIENCE = 60


def test_r52_given_a_server_that_believes_nobody_then_all_that_was_played_is_told() -> None:
    ran = subprocess.run(  # noqa: S603 - our own script
        [NODE, "--test", SCRIPT], capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert ran.returncode == 0, ran.stdout
    assert "R52 a year of 22.5 hours" in ran.stdout
