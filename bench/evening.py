"""The evening of a cut-off: clients submit their drafts through several front processes while the window closes.

On ministack; every front is a process of its own with the app, as one Lambda beside others. When half of
all is submitted, the fronts' clock is set so that the window closes two seconds later. In the end what is
stored is held against what each client was told. Run it by `python -m bench.evening [submissions]
[clients] [fronts]`; 50,000 by 500 over 4 is the evening that docs/performance.md speaks of.
"""

import json
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.client import HTTPConnection
from typing import Any, NamedTuple

import msgspec

from local import ministack, resources
from local.clock import Clock, real_now
from local.issuer import Issuer

SUBMISSIONS, CLIENTS, FRONTS = 1_000, 20, 2
FILLING = 4
CLOSES = datetime.fromisoformat("2021-01-01T00:00:00+08:00")
"""Of 2020's window (`law/years`); the bench fails where it is another."""
URL = "http://127.0.0.1:8000"
BEFORE = timedelta(hours=1)
NOTICE = timedelta(seconds=2)
SPAWN = multiprocessing.get_context("spawn")


class Told(NamedTuple):
    """What a client was told of a record: seconds since 1970 on the one clock of this machine."""

    record: str
    sent: float
    answered: float
    status: int


class Counts(NamedTuple):
    """What may not be: each must be none."""

    late: int
    lost: int
    refused_but_stored: int
    refused_in_time: int


class Shifted(Clock):
    """Real time, shifted by as many seconds as all fronts are told."""

    def __init__(self, shift: Any) -> None:  # noqa: ANN401 - multiprocessing's shared value
        super().__init__()
        self._shift = shift

    def now(self) -> datetime:
        """Return the evening's now."""
        return real_now() + timedelta(seconds=self._shift.value)


def serve(shift: Any, port: Any, stop: Any) -> None:  # noqa: ANN401 - multiprocessing's own
    """Be a front until told to stop."""
    from app import app  # noqa: PLC0415 - reads the environment
    from local.front import Front, Served, listen  # noqa: PLC0415 - as above

    taken = listen("127.0.0.1", 0)
    front = Front(app, Shifted(shift), lambda *_: None)  # type: ignore[arg-type]  # nobody asks /dev/
    front.is_open.set()
    served = Served(front, taken)
    port.value = taken.getsockname()[1]
    stop.wait()
    served.close()


def drafts_of(client: int, each: int) -> list[str]:
    """Enrol a person with so many drafts, one file of evidence for all; return the records.

    The first is registered as people do it, the others are put as that one is kept.
    """
    from chalicelib.people.actions.enrol import enrol  # noqa: PLC0415 - reads the environment
    from chalicelib.platform.store.tables import RegistryItem  # noqa: PLC0415 - as above
    from chalicelib.records.store.records import record_item  # noqa: PLC0415 - as above
    from tests.platform.records import REGULAR  # noqa: PLC0415 - as above
    from tests.records import province  # noqa: PLC0415 - as above

    owner = enrol(
        province.person(client),
        province.situation(),
        login=login_of(client),
        at=province.JUNE,
        cause=cause_of(client, "enrols"),
    ).id
    upload = province.uploaded(owner)
    said = province.application((upload,), title="培训之0", reference="JM-00000")
    first = province.registered(owner, said, cause=cause_of(client, 0))
    others = [another(first, number, cause_of(client, number)) for number in range(1, each)]
    with RegistryItem.batch_write() as batch:
        for record in others:
            batch.save(record_item(record, REGULAR))
    return [record.id for record in (first, *others)]


def cause_of(client: int, what: object) -> Any:  # noqa: ANN401 - a cause, which is imported late
    """A request of a client like no other, whichever process makes it."""
    from chalicelib.platform.rules.cause import Cause  # noqa: PLC0415 - reads the environment
    from tests.records.province import login_of as digest_of  # noqa: PLC0415 - as above

    return Cause(digest_of(f"evening {client} {what}"), "bench")


def another(record: Any, number: int, cause: Any) -> Any:  # noqa: ANN401 - a record, which is imported late
    """A record beside one, as if it had been registered under a number of its own."""
    from chalicelib.law.rules import reference  # noqa: PLC0415 - reads the environment
    from chalicelib.platform.rules.identifier import record_id  # noqa: PLC0415 - as above

    name = f"JM-{number:05}"
    step = msgspec.structs.replace(record.moves[0], cause=cause)
    return msgspec.structs.replace(
        record,
        id=record_id(record.person, record.year, cause.token),
        slot=reference.slot_of(record.form, name),
        title=f"培训之{number}",
        reference=name,
        moves=(step,),
    )


def filled(clients: int, each: int) -> list[list[str]]:
    """Enrol all clients by several processes; the drafts of each."""
    with SPAWN.Pool(FILLING) as pool:
        return pool.starmap(drafts_of, [(client, each) for client in range(clients)], chunksize=4)


def login_of(client: int) -> str:
    """The digest by which a client's login is known."""
    from chalicelib.access.login import login_digest  # noqa: PLC0415 - as above

    return login_digest(f"{URL}/dev/issuer", f"client {client}")


def submit_all(port: int, token: str, records: list[str], done: Any) -> list[Told]:  # noqa: ANN401 - multiprocessing's
    """Submit one after the other over one connection."""
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    told = []
    for record in records:
        sent = real_now().timestamp()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection.request("POST", f"/v1/me/records/{record}/submit", headers=headers)
        answer = connection.getresponse()
        answer.read()
        told.append(Told(record, sent, real_now().timestamp(), answer.status))
        with done.get_lock():
            done.value += 1
    return told


def counts_of(told: list[Told], stored: set[str], cut: float) -> Counts:
    """Hold what is stored against what was told; `cut` is when the window closed."""
    refused = [each for each in told if each.status != 200]  # noqa: PLR2004 - HTTP's
    accepted = [each for each in told if each.status == 200]  # noqa: PLR2004 - as above
    return Counts(
        late=sum(each.sent >= cut for each in accepted),
        lost=sum(each.record not in stored for each in accepted),
        refused_but_stored=sum(each.record in stored for each in refused),
        refused_in_time=sum(each.answered < cut for each in refused),
    )


def stored_of(records: list[str]) -> set[str]:
    """Which of the records are submitted, all of them before the window closed."""
    from chalicelib.platform.rules.identifier import find_address  # noqa: PLC0415 - as above
    from chalicelib.records.rules.record_state import RecordState  # noqa: PLC0415 - as above
    from chalicelib.records.store.years import find_year  # noqa: PLC0415 - as above

    people = {address.person for address in map(find_address, records) if address}
    years = [year for year in (find_year(each, CLOSES.year - 1) for each in people) if year]
    submitted = [
        record for year in years for record in year.records if record.state is RecordState.SUBMITTED
    ]
    assert all(record.moves[-1].at < CLOSES for record in submitted)
    return {record.id for record in submitted}


@contextmanager
def fronts(number: int, shift: Any) -> Iterator[list[int]]:  # noqa: ANN401 - as above
    """So many fronts, each in a process of its own; their ports."""
    stop, ports = SPAWN.Event(), [SPAWN.Value("i", 0) for _ in range(number)]
    served = [SPAWN.Process(target=serve, args=(shift, port, stop)) for port in ports]
    for each in served:
        each.start()
    try:
        while not all(port.value for port in ports):
            time.sleep(0.1)
        yield [port.value for port in ports]
    finally:
        stop.set()
        for each in served:
            each.join()


def evening(
    submissions: int, clients: int, number: int, issuer: Issuer
) -> tuple[list[Told], float]:
    """Play it; what was told, and when the window closed."""
    began = time.perf_counter()
    drafts = filled(clients, submissions // clients)
    print(f"{submissions:,} drafts in {time.perf_counter() - began:,.0f} s", flush=True)
    done = SPAWN.Value("i", 0)
    shift = SPAWN.Value("d", (CLOSES - BEFORE - real_now()).total_seconds())
    tokens = [issuer.token(f"client {client}") for client in range(clients)]
    with fronts(number, shift) as ports, ThreadPoolExecutor(clients) as pool:
        running = [
            pool.submit(submit_all, ports[client % number], tokens[client], drafts[client], done)
            for client in range(clients)
        ]
        while done.value < submissions // 2:
            time.sleep(0.01)
        closing = real_now() + NOTICE
        shift.value = (CLOSES - closing).total_seconds()
        told = [each for client in running for each in client.result()]
    return told, closing.timestamp()


def main() -> int:
    """Play, print, fail where any count is not none."""
    given = [int(each) for each in sys.argv[1:]]
    submissions, clients, number = [*given, *(SUBMISSIONS, CLIENTS, FRONTS)[len(given) :]]
    with ministack.running() as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, URL))
        issuer = Issuer(f"{URL}/dev/issuer", resources.AUDIENCE)
        os.environ["OIDC_JWKS"] = json.dumps(issuer.jwks())
        began = time.perf_counter()
        told, cut = evening(submissions, clients, number, issuer)
        counts = counts_of(told, stored_of([each.record for each in told]), cut)
    accepted = sum(each.status == 200 for each in told)  # noqa: PLR2004 - HTTP's
    queued = sum(each.status != 200 and each.sent < cut <= each.answered for each in told)  # noqa: PLR2004 - as above
    print(
        f"{len(told):,} submissions by {clients} clients over {number} fronts, {accepted:,} accepted"
    )
    print(
        f"in {time.perf_counter() - began:,.0f} s; {queued} refused that were on their way as it closed"
    )
    for name, count in counts._asdict().items():
        print(f"{name:<20}{count:>6}")
    return int(any(counts) or not 0 < accepted < len(told))


if __name__ == "__main__":
    sys.exit(main())
