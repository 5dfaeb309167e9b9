"""`python -m local`: the local cloud, with the notice's year 2020 and a county's work played in it.

With `--empty` nothing is played: nobody has enrolled, and it is ready sooner. With `--issuer=URL` people
sign in at that issuer instead of the development one; what else it needs stands in the environment
(docs/operations.md, What an issuer must do).

Everything it starts ends with it: on Ctrl-C, on SIGTERM, and when it fails.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import NoReturn, cast

from local import ministack, resources
from local.clock import Clock
from local.cloud import Cloud
from local.front import App, Front, Served, listen
from local.issuer import PATH, Issuer
from local.mappings import pump_of
from local.outbox import Outbox
from local.schedules import run_now_and_then, schedules_of

HOST = "127.0.0.1"
OURS_ALONE = ("AWS_PROFILE", "AWS_SESSION_TOKEN")
"""What the shell's environment may say of some other cloud."""
STOP_SECONDS = 1
EMPTY = "--empty"
ISSUER = "--issuer="


def main() -> int:
    """Bring the local cloud up, play the year 2020, stay until told to stop."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    try:
        return _run(int(os.environ.get("PORT", "8000")))
    except KeyboardInterrupt:
        print("\n· 已停止 (stopped)", flush=True)
        return 0


def _stop(_number: int, _frame: FrameType | None) -> NoReturn:
    # A second signal must not interrupt the cleaning up that the first one began.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt


def _run(port: int) -> int:
    try:
        taken = listen(HOST, port)
    except OSError:
        print(f"端口{port}已被占用，请停止占用它的程序，或换一个端口：make run PORT={port + 1}")
        print(f"(port {port} is taken: stop what uses it, or take another one)")
        return 1
    with ExitStack() as stack:
        stack.callback(taken.close)
        url = f"http://{HOST}:{taken.getsockname()[1]}"
        _say("启动本地云 (starting ministack)")
        emulator = stack.enter_context(ministack.running())
        front = _start(stack, emulator.endpoint, url)
        stack.callback(Served(front, taken).close)
        if EMPTY not in sys.argv[1:]:
            _say(f"演示通知的2020年 (playing the year 2020 at {url})")
            _play(url)
        front.is_open.set()
        _tell(url)
        emulator.process.wait()
        print(f"本地云意外停止，原因见{ministack.LOG} (ministack ended by itself)", flush=True)
    return 1


def _start(stack: ExitStack, endpoint: str, url: str) -> Front:
    """Start all that is behind the front, on the emulator at an endpoint; the stack ends it."""
    _say("按.chalice/resources.yaml创建资源 (creating the resources)")
    cloud = resources.create(endpoint)
    issuer, clock = Issuer(url + PATH, resources.AUDIENCE), Clock()
    _prepare(cloud, issuer, url)
    # Only now: the product reads its tables' names from the environment when it is imported.
    from app import app  # noqa: PLC0415 - see above
    from chalicelib.events import schedules  # noqa: PLC0415 - see above
    from local.dev import Dev  # noqa: PLC0415 - see above
    from local.seed import seed_staff  # noqa: PLC0415 - see above

    seed_staff(issuer.url)
    pump = pump_of(cloud, clock)
    named = schedules_of(lambda name: getattr(schedules, name), pump.work_off)
    outbox = Outbox(cloud, os.environ["NOTICE_TOPIC"])
    stack.enter_context(_running("pump", pump.run))
    stack.enter_context(_running("outbox", outbox.show))
    stack.enter_context(_running("schedules", lambda stop: run_now_and_then(named, clock, stop)))
    return Front(cast("App", app), clock, Dev(clock, issuer, pump, named, outbox.kept))


def _prepare(cloud: Cloud, issuer: Issuer, url: str) -> None:
    for name in OURS_ALONE:
        os.environ.pop(name, None)
    # All threads of the front may need the issuer's keys at once: none would be left to serve them.
    ours = {"OIDC_JWKS": json.dumps(issuer.jwks())}
    os.environ.update(resources.environment(cloud, url) | (_of_another_issuer() or ours))
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = HOST


def _of_another_issuer() -> dict[str, str]:
    """What the environment says of the issuer that was named; nothing where none was."""
    named = [each.removeprefix(ISSUER) for each in sys.argv[1:] if each.startswith(ISSUER)]
    told = {name: value for name, value in os.environ.items() if name.startswith("OIDC_")}
    return {**told, "OIDC_ISSUER": named[-1]} if named else {}


@contextmanager
def _running(name: str, run: Callable[[threading.Event], object]) -> Iterator[None]:
    """Run something beside us until the end."""
    stop = threading.Event()
    thread = threading.Thread(target=run, args=(stop,), name=name, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(STOP_SECONDS)


def _play(url: str) -> None:
    from local.county import play_county  # noqa: PLC0415 - the product is imported late, see above
    from local.course_makers import OFFERED, make_courses  # noqa: PLC0415 - see above
    from local.demo import play  # noqa: PLC0415 - see above

    _say("制作并发布有内容的示例课程 (courses with content; the films are made once)")
    make_courses(url, OFFERED)
    play(url)
    _say("演示一个县的日常 (a county at work)")
    play_county(url)


def _say(step: str) -> None:
    print(f"· {step} …", flush=True)


def _tell(url: str) -> None:
    from local.seed import DEMO_STAFF  # noqa: PLC0415 - the product is imported late, see above

    print(
        f"""
Xuefen 已就绪 (ready): {url}
  网页 (web client):   {url}/
  接口说明 (API):      {url}/openapi.json
  状态 (health):       {url}/v1/health
  登录 (sign in):      curl -X POST {url}/dev/token -d '{{"sub": "reviewer-440703"}}'
  演示账号 (logins):   {", ".join(DEMO_STAFF)}
                       其他任何sub都是新账号 (any other sub is a fresh login)
按 Ctrl-C 停止 (Ctrl-C stops everything)""",
        flush=True,
    )


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    # All is ended that had to be; the threads left over wait for nothing but this.
    os._exit(code)
