"""The functions' own Python: what is packaged by it is whole there, and the quick tests are played on it."""

import subprocess

import pytest

from deploy.runtime import RUNTIME
from tests.served import ROOT

PYTHON = ROOT / ".cache" / f"lambda-{RUNTIME}" / "bin" / "python"


@pytest.mark.parametrize("asked", [("tests/deploy/test_bundle.py",), ("--quick",)])
def test_the_functions_python_runs_what_is_packaged_by_it(asked: tuple[str, ...]) -> None:
    command = [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", *asked]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own tests
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
