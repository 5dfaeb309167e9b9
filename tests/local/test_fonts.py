"""The fonts are fetched once, and where they cannot be had the message says what to do (R32)."""

import os
import subprocess
import sys
from pathlib import Path

from local import fonts


def run(folder: Path, path: str) -> "subprocess.CompletedProcess[str]":
    """`python -m local.fonts` on a machine that has the programs in `path` alone."""
    return subprocess.run(
        [sys.executable, "-m", "local.fonts"],
        env={**os.environ, "XUEFEN_FONTS": str(folder), "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def test_r32_given_no_apt_and_npm_that_cannot_download_when_fetched_then_it_says_what_to_do(
    tmp_path: Path,
) -> None:
    (tmp_path / "npm").write_text("#!/bin/sh\necho no network >&2\nexit 1\n")
    (tmp_path / "npm").chmod(0o755)
    done = run(tmp_path / "fonts", str(tmp_path))
    assert done.returncode == 1
    assert "npm: no network" in done.stderr
    assert "apt-get update" in done.stderr
    assert not (tmp_path / "fonts/stamp").exists()


def test_r32_given_apt_that_cannot_download_when_fetched_then_it_fails_and_says_why(
    tmp_path: Path,
) -> None:
    for program in ("apt-get", "dpkg-deb"):
        (tmp_path / program).write_text("#!/bin/sh\necho E: no network >&2\nexit 100\n")
        (tmp_path / program).chmod(0o755)
    done = run(tmp_path / "fonts", f"{tmp_path}:/bin")
    assert done.returncode == 1
    assert "E: no network" in done.stderr
    assert "apt-get update" in done.stderr


def test_r32_given_fonts_of_this_version_when_fetched_again_then_nothing_is_downloaded(
    tmp_path: Path,
) -> None:
    (tmp_path / "stamp").write_text(fonts._stamp())  # noqa: SLF001 - stands for a fetch of 90 MB
    done = run(tmp_path, str(tmp_path))
    assert done.returncode == 0
    assert "ready" in done.stdout


def test_r32_given_fonts_of_another_version_when_fetched_then_they_are_not_taken_for_ready(
    tmp_path: Path,
) -> None:
    (tmp_path / "npm").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "npm").chmod(0o755)
    (tmp_path / "stamp").write_text("another")
    assert run(tmp_path, str(tmp_path)).returncode == 1
