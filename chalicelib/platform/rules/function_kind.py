"""What a function of Lambda can be: the API, a reader of a stream, a worker of a queue, a timer."""

from typing import NamedTuple

import msgspec

from chalicelib.platform.rules.mark import Whom


class Function(msgspec.Struct, frozen=True, kw_only=True):
    """A function of Lambda: `memory` in megabytes, `timeout` in seconds.

    `label` says to people what it does. `layer` is what it carries besides, by its logical id in
    `.chalice/functions.yaml`.
    """

    name: str
    label: str
    memory: int
    timeout: int
    layer: str = ""

    @property
    def policy(self) -> str:
        """The file in `policies/` that says what it may do."""
        return f"{self.name}.json"

    @property
    def logical_id(self) -> str:
        """How Chalice calls it in the template, `SyncToHr`."""
        return "".join(part.capitalize() for part in self.name.split("_"))


class Api(Function, frozen=True, kw_only=True):
    """The function behind API Gateway, whose name Chalice has chosen."""

    @property
    def policy(self) -> str:
        """The file in `policies/` that says what it may do."""
        return "api.json"

    @property
    def logical_id(self) -> str:
        """How Chalice calls it in the template."""
        return "APIHandler"


class WakingItems(NamedTuple):
    """Items that wake a reader whatever they wait for: how their sort keys begin."""

    begins: str


class Reader(Function, frozen=True, kw_only=True):
    """A function that reads a stream; it is woken by items that wait for `whom`, and by those `kept`.

    `side` is the department's whose table it reads: `registry` or `hr`. `batch` is the most events
    of one call, `at_once` how many calls for one shard go side by side: the events of an item come in
    order, those of others do not wait for them; a call comes when `window` seconds are over, or it is full.
    What it gives up is parked in the queue `letters`. A stream has two readers at most.
    """

    side: str
    whom: tuple[Whom, ...] = ()
    kept: tuple[WakingItems, ...] = ()
    batch: int = 100
    at_once: int = 10
    window: int = 0
    letters: str

    @property
    def archives(self) -> bool:
        """Whether items that wait for nobody wake it as well."""
        return bool(self.kept)


class Worker(Function, frozen=True, kw_only=True):
    """A function that does what a queue asks for, one order at a time, `at_once` side by side.

    One that does several at a time takes up to `batch`, gathered for `window` seconds. `variable`
    names the queue in the environment. `members` are those that its orders have and no other's: the
    first names the job, which is of the kind `about`. Of several that S3 tells of files, each has those
    whose keys begin like one of `files`. What it gives up is parked in the queue `letters`. Of what a
    timer orders, that is `ordered_by`.
    """

    queue: str
    variable: str
    members: tuple[str, ...]
    about: str
    at_once: int
    letters: str
    files: tuple[str, ...] = ()
    ordered_by: str = ""
    batch: int = 1
    window: int = 0


class Timer(Function, frozen=True, kw_only=True):
    """A function that runs by a schedule (UTC), as EventBridge writes it."""

    schedule: str
