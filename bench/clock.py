"""What runs by the clock, beside the commit before it was changed: `python -m bench.clock [PEOPLE DRAFTS]`.

Measured on ministack, in one run, each version in a process of its own with its own tables: the calls of an
idle sweep and of a cut-off with two drafts; how many people one function or worker reminds a second, and
how many drafts it lets expire. From those follows how long 2.5 million people and 200,000 drafts take. The version
before is the commit `BASE`, taken out of the repository's history. Seconds are those of the processors, ours
and the emulator's, so that a busy machine does not matter: one waits for the other all the time.
"""

import json
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

BASE = "280e3f2"
HERE = Path(__file__).resolve()
PEOPLE, DRAFTS = 20_000, 2_000
PROVINCE, OPEN_DRAFTS = 2_500_000, 200_000
SHARE = 220 / 300
"""Of its time a scheduled function works: it ends a minute early, and runs every five."""
BOUND = 400
"""So many people a second may be reminded (`REMINDERS_PER_SECOND`)."""
COUNTIES = ("440103", "440104", "440105", "440303", "440605", "440703", "441302", "441900")
SHANGHAI = "+08:00"
MOST = {"idle sweep, calls": 40, "cut-off, calls": 60, "remind, hours": 2, "close, minutes": 30}
Figures = dict[str, float]


def main() -> int:
    """Measure both versions, print a table, fail where a target is missed."""
    sizes = [int(each) for each in sys.argv[1:]] or [PEOPLE, DRAFTS]
    with tempfile.TemporaryDirectory() as folder:
        _take_out(BASE, Path(folder))
        before = _measured(Path(folder), sizes)
    now = _measured(HERE.parents[1], sizes)
    print(f"\n{'':<34}{BASE:>12}{'now':>12}{'ratio':>9}{'target':>9}")
    for name, figure in now.items():
        most = MOST.get(name)
        target = f"≤ {most}" if most else ""
        ratio = figure / before[name]
        print(f"{name:<34}{before[name]:>12,.1f}{figure:>12,.1f}{ratio:>9.2f}{target:>9}")
    return int(any(now[name] > most for name, most in MOST.items()))


def _take_out(commit: str, folder: Path) -> None:
    """Put a commit's tree into a folder."""
    packed = subprocess.run(  # noqa: S603 - the commit is ours
        ["git", "archive", commit],  # noqa: S607 - whichever git there is
        cwd=HERE.parents[1],
        check=True,
        capture_output=True,
    ).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")


def _measured(tree: Path, sizes: list[int]) -> Figures:
    """What a version's process measures of itself."""
    done = subprocess.run(  # noqa: S603 - this very file
        [sys.executable, str(HERE), "--measure", *map(str, sizes)],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        check=True,
        stdout=subprocess.PIPE,
    )
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def measure(people: int, drafts: int) -> Figures:
    """Measure the version in whose folder this runs."""
    from local import ministack, resources  # noqa: PLC0415 - of the version that is measured

    calls = _counted()
    with ministack.running(log=Path(tempfile.gettempdir()) / "clock-ministack.log") as emulator:
        os.environ.update(resources.constant_environment())
        os.environ["AWS_ENDPOINT_URL"] = emulator.endpoint
        cloud = resources.create(emulator.endpoint)
        os.environ.update(resources.environment(cloud, "http://127.0.0.1"))
        clock = _Clock(cloud, emulator, calls)
        return {**clock.count(), **clock.close(drafts), **clock.remind(people)}


def _counted() -> list[int]:
    """Count every call of AWS that this process makes from now on."""
    from botocore.handlers import BUILTIN_HANDLERS  # noqa: PLC0415 - of the version that is measured

    calls = [0]

    def count(**_event: object) -> None:
        calls[0] += 1

    BUILTIN_HANDLERS.append(("before-call", count))
    return calls


class _Clock:
    """A version's scheduled functions, and its workers where it has any."""

    def __init__(self, cloud: Any, emulator: Any, calls: list[int]) -> None:  # noqa: ANN401 - of the version that is measured
        self.cloud, self.emulator, self.calls = cloud, emulator, calls

    def count(self) -> Figures:
        """The calls of a cut-off with two drafts, and of a sweep when nothing is left to do."""
        for day in ("2020-10-01", "2020-10-03"):
            self.run("close_windows", f"{day}T09:00:00{SHANGHAI}")
        _put_drafts(2020, 2)
        with self.counting() as cut_off:
            self.run("close_windows", f"2021-01-01T00:05:00{SHANGHAI}")
        for day in ("2026-11-01", "2026-11-03"):
            self.run("close_windows", f"{day}T09:00:00{SHANGHAI}")
        with self.counting() as sweep:
            self.run("sweep", f"2026-11-30T09:00:00{SHANGHAI}")
        return {"idle sweep, calls": sweep[0], "cut-off, calls": cut_off[0]}

    def close(self, drafts: int) -> Figures:
        """How many drafts a worker lets expire a second; of all, how long all workers take."""
        _put_drafts(2026, drafts)
        at = f"2027-05-01T00:05:00{SHANGHAI}"
        took, at_once = self.timed("close_windows", "close_shard", at)
        pace = drafts / took
        minutes = OPEN_DRAFTS / (pace * at_once * (SHARE if at_once == 1 else 1)) / 60
        return {
            "close, drafts a second and worker": pace,
            "close, workers": at_once,
            "close, minutes": minutes,
        }

    def remind(self, people: int) -> Figures:
        """How many people a worker reminds a second; of all, how long all workers take."""
        _put_people(people)
        at = f"2027-04-23T09:00:00{SHANGHAI}"
        took, at_once = self.timed("remind", "remind_people", at, rounds=1 + people // 100_000)
        pace = people / took
        pace_of_all = min(BOUND, pace * at_once * (SHARE if at_once == 1 else 1))
        hours = PROVINCE / pace_of_all / 3600
        return {
            "remind, people a second and worker": pace,
            "remind, workers": at_once,
            "remind, hours": hours,
        }

    def timed(self, timer: str, worker: str, at: str, rounds: int = 1) -> tuple[float, int]:
        """Seconds of a schedule's work, or of the workers it is ordered of; and how many they may be."""
        from bench.cut_off import spent_by  # noqa: PLC0415 - as above
        from chalicelib.platform.rules.functions import workers  # noqa: PLC0415 - as above

        began = spent_by(self.emulator)
        for _ in range(rounds):
            self.run(timer, at)
        ordered = spent_by(self.emulator)
        if worker not in workers():
            return ordered - began, 1
        self.work(worker)
        return spent_by(self.emulator) - ordered, workers()[worker].at_once

    def run(self, timer: str, at: str) -> None:
        """Run a scheduled function, as EventBridge does; its time never ends here."""
        from chalicelib.events import schedules  # noqa: PLC0415 - as above
        from local.context import Context  # noqa: PLC0415 - as above
        from local.schedules import event_of  # noqa: PLC0415 - as above

        getattr(schedules, timer)(event_of(datetime.fromisoformat(at)), Context(timer))

    def work(self, worker: str) -> None:
        """Let one worker do what is ordered, order by order."""
        from chalicelib.events import queues  # noqa: PLC0415 - as above
        from local.consumer import Consumer  # noqa: PLC0415 - as above
        from local.mappings import queue_readers  # noqa: PLC0415 - as above

        readers = queue_readers(self.cloud, lambda name: getattr(queues, name))
        (reader,) = [each for each in readers if each.name == worker]
        consumer = Consumer(self.cloud, reader)
        while consumer.step():
            pass

    @contextmanager
    def counting(self) -> Iterator[list[int]]:
        """The calls of what is done inside, once it is done."""
        counted, before = [0], self.calls[0]
        yield counted
        counted[0] = self.calls[0] - before


def _put_drafts(year: int, number: int) -> None:
    """Write drafts of as many people."""
    from chalicelib.law.rules.policy import policy_of  # noqa: PLC0415 - as above
    from chalicelib.law.rules.year_law import law_of  # noqa: PLC0415 - as above
    from chalicelib.platform.store.tables import RegistryItem  # noqa: PLC0415 - as above
    from chalicelib.records.store.records import record_item  # noqa: PLC0415 - as above

    registered = datetime.fromisoformat(f"{year}-09-01T09:00:00{SHANGHAI}")
    window = law_of(policy_of(year), at=registered).own_window
    with RegistryItem.batch_write() as batch:
        for each in range(number):
            batch.save(record_item(_draft(year, f"drafter-{year}-{each}", registered), window))


def _draft(year: int, person: str, at: datetime) -> Any:  # noqa: ANN401 - of the version that is measured
    from chalicelib.law.rules.subject import Subject  # noqa: PLC0415 - as above
    from chalicelib.platform.rules.cause import Actor, Cause, Party  # noqa: PLC0415 - as above
    from chalicelib.platform.rules.identifier import record_id  # noqa: PLC0415 - as above
    from chalicelib.records.rules.record import (  # noqa: PLC0415 - as above
        Record,
        RecordSource,
        RecordState,
        Step,
    )

    draft = RecordState.DRAFT
    return Record(
        id=record_id(person, year, "bench"),
        person=person,
        year=year,
        slot="training-bench",
        subject=Subject.PROFESSIONAL,
        form="training",
        title="新收入准则专题培训",
        ended_on=date(year, 8, 31),
        credits=Decimal(60),
        figure="conversion.training",
        law="财会〔2018〕10号",
        state=draft,
        source=RecordSource.SELF,
        territory="440703",
        moves=(Step(at=at, by=Actor(Party.PROFESSIONAL), to=draft, cause=Cause("bench")),),
        version=1,
    )


def _put_people(number: int) -> None:
    """Write people of several counties who have nothing of the year yet."""
    from chalicelib.identity.rules.sealed import Sealed  # noqa: PLC0415 - as above
    from chalicelib.people.rules.professional import (  # type: ignore[attr-defined]  # noqa: PLC0415 - where either version has both
        Employment,
        Professional,
    )
    from chalicelib.people.store.professionals import item_of  # noqa: PLC0415 - as above
    from chalicelib.platform.rules.cause import Cause  # noqa: PLC0415 - as above
    from chalicelib.platform.rules.identifier import derived  # noqa: PLC0415 - as above
    from chalicelib.platform.store.tables import RegistryItem  # noqa: PLC0415 - as above

    at = datetime.fromisoformat(f"2026-06-01T09:00:00{SHANGHAI}")
    with RegistryItem.batch_write() as batch:
        for each in range(number):
            person = Professional(
                id=derived("bench", str(each)),
                name=f"李{chr(0x4E00 + each % 20_000)}",
                document_type="passport",
                document_digest=derived("document", str(each)),
                masked_number="E******01",
                sealed_number=Sealed(wrapped_key=b"", nonce=b"", ciphertext=b""),
                territory=COUNTIES[each % len(COUNTIES)],
                employment=Employment.EMPLOYED,
                login=derived("login", str(each)),
                enrolled_at=at,
                cause=Cause("bench"),
                version=1,
            )
            batch.save(item_of(person))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(*map(int, sys.argv[2:]))))
        sys.exit()
    sys.exit(main())
