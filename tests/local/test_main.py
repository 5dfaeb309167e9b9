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
def local_cloud(port: int, *options: str) -> Iterator[subprocess.Popen[str]]:
    """`python -m local`, in a group of its own as a shell gives it."""
    with subprocess.Popen(  # noqa: S603 - our own arguments
        [sys.executable, "-u", "-m", "local", *options],
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


def test_given_an_emulator_that_ends_by_itself_then_the_local_cloud_says_so_and_ends() -> None:
    with local_cloud(0, "--empty") as process:
        assert next(line for line in process.stdout or () if "ready):" in line)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(children[0]), signal.SIGKILL)
        said, _ = process.communicate(timeout=20)
    assert process.returncode == 1
    assert "本地云意外停止" in said
