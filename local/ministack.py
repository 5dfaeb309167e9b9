"""Runs ministack, the emulator that carries `make run`, as a process that never outlives us.

`python -m local.ministack` is that process: ministack itself, and a watch on its standard input.
The parent holds the other end; when the parent is gone, however it went, the watch ends the group.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, NoReturn

from local.cloud import CREDENTIALS
from local.template import REGION

HOST = "127.0.0.1"
LOG = Path("out/ministack.log")
START_SECONDS = 30
POLL_SECONDS = 0.05


class Ministack(NamedTuple):
    """A running emulator: its address and its process."""

    endpoint: str
    process: subprocess.Popen[bytes]

    def reset(self) -> None:
        """Forget every resource and everything in them."""
        _ask(f"{self.endpoint}/_ministack/reset", method="POST")


@contextmanager
def running(port: int = 0, log: Path = LOG, module: str = __name__) -> Iterator[Ministack]:
    """Start ministack on a free port, or the one given, and end it afterwards.

    `module` is the one whose process it is.

    Raises:
        RuntimeError: it did not come up; the message says where its log is.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    with log.open("wb") as output:
        process = _start(module, port, log.parent, output.fileno())
    try:
        endpoint = f"http://{HOST}:{port}"
        _wait_until_ready(endpoint, process, log)
        yield Ministack(endpoint, process)
    finally:
        _end(process)


def free_port() -> int:
    """Find a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _start(module: str, port: int, folder: Path, output: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", module],
        env={**os.environ, **_settings(port, folder)},
        cwd=Path(__file__).parent.parent,
        stdin=subprocess.PIPE,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # the terminal's Ctrl-C is ours to handle
    )


def _settings(port: int, folder: Path) -> dict[str, str]:
    return {
        **CREDENTIALS,
        "GATEWAY_PORT": str(port),
        "BIND_HOST": HOST,
        "MINISTACK_REGION": REGION,
        # Without it neither a presigned POST nor a signed GET is checked.
        "AUTH": "true",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "LOG_LEVEL": "WARNING",
        "TMPDIR": str(folder.resolve()),
        # No container of this machine is its business.
        "DOCKER_HOST": "unix:///nonexistent.sock",
    }


def _wait_until_ready(endpoint: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _is_ready(endpoint):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"ministack did not start; see {log}")
        time.sleep(POLL_SECONDS)


def _is_ready(endpoint: str) -> bool:
    try:
        _ask(f"{endpoint}/_ministack/ready", method="GET")
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
    return True


def _ask(address: str, method: str) -> None:
    request = urllib.request.Request(address, method=method)  # noqa: S310 - our own process
    # No proxy of the machine's environment stands between us and our own process.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=10) as answer:
        answer.read()


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and what it started: it keeps nothing that a gentler end would save."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdin:
        process.stdin.close()


def _end_with_parent() -> NoReturn:
    """Wait for the end of standard input, which is the parent's end, and end the whole group."""
    while sys.stdin.buffer.read(1):
        pass
    os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(1)


def main() -> None:
    """Be ministack until the parent is gone."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    from ministack.app import main as serve  # noqa: PLC0415 - it reads its settings when imported

    serve()


if __name__ == "__main__":
    main()
