"""A copy of the project, to which a page's recipe is done."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.deploy.whole_run import IS_WHOLE
from tests.project.sources import ROOT

COPIED = (
    "app.py",
    "pyproject.toml",
    ".chalice",
    "chalicelib",
    "deploy",
    "local",
    "policies",
    "tests",
)
UNNEEDED = shutil.ignore_patterns("__pycache__", "web", "stores")
FAILED = 1
"""What pytest ends with where a test failed."""
FONTS = ROOT / ".cache" / "fonts"


def copied(folder: Path) -> Path:
    """The project in a folder, without the client and the stores of before."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=UNNEEDED)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def ran(project: Path, *arguments: str) -> str:
    """Run Python in the copy; what it says, where it succeeds."""
    done = _run(project, *arguments)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


def ran_badly(project: Path, *arguments: str) -> str:
    """Run tests in the copy; what they say, where one of them fails."""
    done = _run(project, "-m", "pytest", *arguments)
    assert done.returncode == FAILED, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


def refused(project: Path, *arguments: str) -> str:
    """Run Python in the copy; what it says of the fault that it finds."""
    done = _run(project, *arguments)
    assert done.returncode, done.stdout[-4000:]
    return done.stdout + done.stderr


def _run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # A play of a few tests uses few of the grants: it is not the whole, though the whole starts it.
    inherited = {name: value for name, value in os.environ.items() if name != IS_WHOLE}
    own = {"PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(  # noqa: S603 - our own Python, on our own files
        [sys.executable, *arguments],
        cwd=project,
        env={"XUEFEN_FONTS": str(FONTS), **inherited, **own},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
