"""The local cloud in a process of its own, as `make run` starts it, without the demonstration."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]


@contextmanager
def served(folder: Path, *asked: str, **settings: str) -> Iterator[str]:
    """Where it answers while it runs; what it says of errors is kept in a folder.

    It is asked for something besides, with settings of the environment.
    """
    environment = {**os.environ, "PORT": "0", **settings}
    command = [sys.executable, "-u", "-m", "local", "--empty", *asked]
    with (
        (folder / "errors").open("w", encoding="utf-8") as log,
        subprocess.Popen(  # noqa: S603 - our own arguments
            command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=log
        ) as cloud,
    ):
        assert cloud.stdout
        said = iter(cloud.stdout.readline, "")
        yield next(found[1] for line in said if (found := re.search(r"ready\): (http\S+)", line)))
        cloud.send_signal(signal.SIGTERM)
