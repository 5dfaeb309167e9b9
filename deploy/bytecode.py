"""Compiles what is packaged: /var/task and /opt cannot be written, so Python would at every cold start.

The compiled files are for Lambda's Python, which is the running interpreter's version, and hold no
time and no check of their source, which nobody changes there (PEP 552, unchecked hash).
"""

import subprocess
import sys
from pathlib import Path


class CompileError(RuntimeError):
    """A module of the package cannot be compiled."""


def compile_modules(folder: Path, place: str) -> None:
    """Compile every module of a folder that Lambda unpacks at `place`, beside its source.

    In a process that has nothing else in memory, and by one seed: what Python writes of a module
    depends on what it knows already.

    Raises:
        CompileError: with what Python said.
    """
    command = [sys.executable, "-S", "-s", "-P", "-m", "compileall", "-q"]
    asked = ["--invalidation-mode", "unchecked-hash", "-s", str(folder), "-p", place, str(folder)]
    done = subprocess.run(  # noqa: S603 - our own arguments
        [*command, *asked],
        env={"PYTHONHASHSEED": "0", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CompileError(done.stdout + done.stderr)
