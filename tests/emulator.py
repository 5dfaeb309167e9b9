"""ministack for tests: what was created in it once is put back for every test.

To create everything anew costs more than most tests do. `python -m tests.emulator` is the process of
`local.ministack` with two addresses more: one keeps what it holds, one puts that back after a reset.
"""

import copy
import sys
import urllib.request
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from local import ministack, resources
from local.cloud import Cloud

KEEP = "/_kept/keep"
PUT_BACK = "/_kept/put-back"
SERVICES = "ministack.services."
Serve = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


def created_on(running: ministack.Ministack) -> Cloud:
    """Everything that resources.yaml describes, empty: as it was when it was created first."""
    running.reset()
    created = _created(running)
    _ask(running, PUT_BACK)
    return Cloud(created.endpoint, copy.deepcopy(created.attributes))


@cache
def _created(running: ministack.Ministack) -> Cloud:
    created = resources.create(running.endpoint)
    _ask(running, KEEP)
    return created


def _ask(running: ministack.Ministack, path: str) -> None:
    request = urllib.request.Request(running.endpoint + path, method="POST")  # noqa: S310 - our own process
    with urllib.request.urlopen(request, timeout=10):  # noqa: S310 - as above
        pass


class _Kept:
    """What the services held at an instant: each store is a dict by account, and region, and name."""

    def __init__(self) -> None:
        self._stores: list[Any] = []
        self._held: list[dict[Any, Any]] = []

    def keep(self) -> None:
        self._stores = _stores()
        self._held = copy.deepcopy([store._data for store in self._stores])  # noqa: SLF001 - of all accounts

    def put_back(self) -> None:
        for store, held in zip(self._stores, copy.deepcopy(self._held), strict=True):
            store._data.update(held)  # noqa: SLF001 - as above


def _stores() -> list[Any]:
    from ministack.core.responses import (  # noqa: PLC0415 - tests import this module without it
        AccountRegionScopedDict,
        AccountScopedDict,
    )

    found = {
        id(value): value
        for name, module in list(sys.modules.items())
        if name.startswith(SERVICES)
        for value in vars(module).values()
        if isinstance(value, AccountScopedDict | AccountRegionScopedDict)
    }
    return list(found.values())


def _keeping(serve: Serve) -> Serve:
    """Serve what ministack serves, and the two addresses."""
    kept = _Kept()
    own = {KEEP: kept.keep, PUT_BACK: kept.put_back}

    async def answer(scope: dict[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401 - as ASGI has them
        if (act := own.get(scope.get("path", ""))) is None:
            return await serve(scope, receive, send)
        act()
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})
        return None

    return answer


def main() -> None:
    """Be ministack until the parent is gone."""
    from ministack import app  # noqa: PLC0415 - it reads its settings when imported

    app.app = _keeping(app.app)
    ministack.main()


if __name__ == "__main__":
    main()
