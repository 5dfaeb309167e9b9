import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@contextmanager
def local_cloud(port: int) -> Iterator[subprocess.Popen[str]]:
    """`python -m local`, in a group of its own as a shell gives it."""
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "local"],
        cwd=ROOT,
        env={**os.environ, "PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def test_given_a_taken_port_then_it_says_so_and_starts_nothing() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with local_cloud(port) as process:
            said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"端口{port}已被占用" in said
    assert f"port {port} is taken" in said


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_given_a_signal_then_everything_stops_at_once_and_nothing_is_left(
    number: signal.Signals,
) -> None:
    with local_cloud(0) as process:
        started = next(line for line in process.stdout or () if "creating the resources" in line)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        ended = [os.pidfd_open(int(child)) for child in children]
        process.send_signal(number)
        said, _ = process.communicate(timeout=10)
    assert started
    assert len(ended) == 1
    assert process.returncode == 0
    assert "stopped" in said
    assert "Traceback" not in said
    for child in ended:
        # A process that is gone takes no signal, whoever has its number now.
        with pytest.raises(ProcessLookupError):
            signal.pidfd_send_signal(child, 0)
        os.close(child)
