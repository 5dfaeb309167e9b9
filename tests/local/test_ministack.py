import os
import select
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Never

import pytest

from local import ministack

ROOT = Path(__file__).parents[2]
PARENT = """
import signal, sys, time
from pathlib import Path
from local import ministack
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
with ministack.running(log=Path(sys.argv[1])) as running:
    print(running.process.pid, running.endpoint, flush=True)
    time.sleep(60)
"""


def test_given_a_block_then_ministack_lives_as_long_as_it(tmp_path: Path) -> None:
    with ministack.running(log=tmp_path / "log") as running:
        assert running.process.poll() is None
        running.reset()
    assert running.process.poll() == -signal.SIGKILL
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(running.endpoint, timeout=1)  # noqa: S310 - our own address


def test_given_an_exception_then_ministack_ends_too(tmp_path: Path) -> Never:
    with (
        pytest.raises(RuntimeError, match="ours"),
        ministack.running(log=tmp_path / "log") as running,
    ):
        raise RuntimeError("ours")
    assert running.process.poll() is not None


def test_given_a_running_ministack_then_only_this_machine_reaches_it(
    emulator: ministack.Ministack,
) -> None:
    port = int(emulator.endpoint.rpartition(":")[2])
    listening = Path("/proc/net/tcp").read_text()
    addresses = {
        line.split()[1].partition(":")[0]
        for line in listening.splitlines()[1:]
        if line.split()[1].endswith(f":{port:04X}") and line.split()[3] == "0A"
    }
    assert addresses == {"0100007F"}


def test_given_a_taken_port_then_it_says_where_the_log_is(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind((ministack.HOST, 0))  # it listens not: who asks is told so at once
        with (
            pytest.raises(RuntimeError, match=r"see .*log"),
            ministack.running(taken.getsockname()[1], log=tmp_path / "log"),
        ):
            pass


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_given_a_parent_that_dies_then_no_process_is_left(
    tmp_path: Path, number: signal.Signals
) -> None:
    parent = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-c", PARENT, str(tmp_path / "log")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with parent:
        pid, endpoint = parent.stdout.readline().split()
        urllib.request.urlopen(endpoint.decode() + "/_ministack/ready", timeout=5).close()  # noqa: S310 - as above
        child = os.pidfd_open(int(pid))
        parent.send_signal(number)
        parent.wait(10)
        assert has_ended(child)


def has_ended(child: int) -> bool:
    try:
        return bool(select.select([child], [], [], 10)[0])
    finally:
        os.close(child)
