"""A whole little province, played at the app's door on a network that fails (R10, R19, R21)."""

import base64
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from chalicelib.access.login import login_digest
from chalicelib.courses.rules.course_files import courses_of
from chalicelib.cut_offs.rules.cut_off import CutOffReport
from chalicelib.cut_offs.store import cut_offs
from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.actions.run import Unfinished
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.store import years
from local.clock import Clock
from local.cloud import Cloud
from local.issuer import Issuer
from tests.employers.codes import GREEN, RED
from tests.faults import EVERY_CALL, Fault, Killed, Network, broken
from tests.journey.reports import document
from tests.journey.world import JUNE, Answer, Client, Professional, World
from tests.plans.teaching import approved, clerk_of
from tests.torture.acted import acts_of, acts_on, plan_key
from tests.torture.emulated import Emulated
from tests.torture.model import YEAR, Employed, Person, Planned, Province
from tests.torture.queued import Queues
from tests.torture.streams import Streams

if TYPE_CHECKING:
    from tests.torture.steps import Request

TERRITORIES = ("440703", "440704", "440703", "440704")
BEGINS = JUNE
BUREAU = "440703"
CLERKS = ("c0", "c1")
PREPARED = datetime.fromisoformat("2020-05-11T09:00:00+08:00")
MAKE_UP_CLOSED = datetime.fromisoformat("2020-10-01T00:05:00+08:00")


class Luck(NamedTuple):
    """What becomes of a request: which of its calls fails and how, or who acts before it."""

    fault: str = ""
    nth: int = 1


FAULTS: dict[str, tuple[Fault, Callable[[], BaseException]]] = {
    "never landed": (Fault.NEVER_LANDED, broken),
    "answer lost": (Fault.ANSWER_LOST, broken),
    "sent twice": (Fault.RETRIED, broken),
    "killed before": (Fault.NEVER_LANDED, Killed),
    "killed after": (Fault.ANSWER_LOST, Killed),
}
CLEAN = Luck()
REPEATED = "repeated"
"""The client sends an answered request again, as one does who is not sure."""


class Played:
    """One history at a time, in one cloud, each from the beginning."""

    def __init__(self, cloud: Cloud, issuer: Issuer, clock: Clock) -> None:
        self.network = Network(counted=EVERY_CALL, raises=broken)
        self.emulated = Emulated(self.network)
        self.queues = Queues(self.emulated)
        self.world = World(cloud, issuer, clock, self.queues)  # type: ignore[arg-type]  # streams are ours
        self.network.send_twice = self.emulated.send_next_twice
        self.streams = Streams(cloud, self.emulated, lambda: self.world.now)
        self.model = Province([])
        self._logins = [Professional(self.world, f"p{n}") for n in range(len(TERRITORIES))]
        self._staff: dict[str, Client] = {}
        self._clerks = {subject: Professional(self.world, subject) for subject in CLERKS}
        self.provider_login = login_digest(issuer.url, "provider-440000")
        self.reached = Counter[str]()
        """What this province's histories have come to, all of them."""
        self.course = courses_of(YEAR)[0].id
        self.evidence = ""
        self._fix_secret(cloud)
        self._prepare()
        self.begin()

    def _fix_secret(self, cloud: Cloud) -> None:
        """Let every process derive the same keys: what is ordered by them is ordered as before."""
        sealed = cloud.client("kms").encrypt(
            KeyId=os.environ["DATA_KEY_ID"],
            Plaintext=bytes(32),
            EncryptionContext={"purpose": "identity"},
        )
        os.environ["IDENTITY_SECRET"] = base64.b64encode(sealed["CiphertextBlob"]).decode()

    def _prepare(self) -> None:
        for role, territory in [
            *(("reviewer", code) for code in ("440703", "440700", "440000")),
            ("administrator", "440000"),
            ("provider", "440000"),
        ]:
            self._staff[f"{role}-{territory}"] = self.world.reviewer(territory, role)
        for number, login in enumerate(self._logins):
            body = {
                "name": "李䶮",
                "document": document(number),
                "territory": TERRITORIES[number],
                "employment": "student",
                "mobile": "13800138000",
            }
            answer = login.post("/v1/me", body, key="enrol")
            assert answer.status == 201, answer
            self.evidence = login.upload()
            self._let_study(answer.body["id"])
        for year in (2018, 2019):
            window = law_of(policy_of(year), at=self.world.now).own_window
            report = CutOffReport(
                window=window.name,
                year=year,
                cut_off=window.cut_off,
                closed_at=MAKE_UP_CLOSED,
                settled_at=MAKE_UP_CLOSED,
            )
            cut_offs.close_shards([], MAKE_UP_CLOSED, report)
        self._prepare_employers()
        kept = ("STAFF#", "FILE#", "CUTOFF#", "EMP#", "PLAN#", "P#login-")
        beside = ("S#", "CLERK#")
        self.emulated.keep_as_base(lambda pk, sk: pk.startswith(kept) or sk.startswith(beside))

    def _prepare_employers(self) -> None:
        """Open an employer with an approved plan, whose roster may come, and an organiser."""
        began, self.world.now = self.world.now, PREPARED
        clerk = clerk_of(self.world, RED, CLERKS[0], name="红星会计有限公司")
        clerk_of(self.world, GREEN, CLERKS[1], name="绿地会计学会", kind="organiser")
        days = {"starts_on": "2020-05-18", "ends_on": "2020-05-20"}
        self.plan = approved(self.world, clerk, RED, **days)["id"]
        self.world.now = began

    @contextmanager
    def playing(self) -> Iterator["Played"]:
        """Be on a network that may fail, before a cloud that is quick."""
        with self.emulated.quickened(), self.network.listening():
            yield self

    def begin(self) -> None:
        """Forget everything: a new history."""
        self.emulated.empty()
        self.streams.forget()
        self.queues.forget()
        self.world.now = BEGINS
        self.model = Province([Person(n, territory) for n, territory in enumerate(TERRITORIES)])
        self._count = count()
        self._learn_employers()

    def _learn_employers(self) -> None:
        """Let the model know of the employers that are there from the beginning on, and of the plan."""
        for code in (RED, GREEN):
            acts = acts_on(self.emulated.partition(f"EMP#{code}"))
            self.model.employers[code] = Employed(acts)
        kept = self.emulated.partition(f"PLAN#{RED}")[plan_key(self.plan)]
        self.model.plans = {self.plan: Planned(RED, acts_of(kept))}

    @property
    def now(self) -> datetime:
        """The instant of the next request."""
        return self.world.now

    @now.setter
    def now(self, now: datetime) -> None:
        self.world.now = now

    @property
    def administrator(self) -> Client:
        """The province's administrator."""
        return self._staff["administrator-440000"]

    @property
    def provider(self) -> Client:
        """A training institution."""
        return self._staff["provider-440000"]

    def staff(self, name: str) -> Client:
        """A login of a bureau."""
        return self._staff[name]

    def client(self, subject: str) -> Client:
        """A login by its subject: a clerk's, or a person's."""
        owned = {f"p{number}": login for number, login in enumerate(self._logins)}
        return self._clerks.get(subject) or owned[subject]

    def login(self, person: Person) -> Professional:
        """A person's login."""
        return self._logins[person.number]

    def key(self) -> str:
        """An idempotency key like no other of this history."""
        return f"key-{next(self._count)}"

    def reason(self) -> str:
        """A reason by which an act is known in the audit."""
        return f"事由{next(self._count)}"

    def _let_study(self, person: str) -> None:
        """Put a person a quarter of an hour before the end of the course."""
        fresh = StudyProgress(
            person=person,
            year=YEAR,
            course=self.course,
            seconds=courses_of(YEAR)[0].seconds_required - 900,
            last_report_at=BEGINS,
            version=1,
        )
        years.put_progress(fresh, 0)

    def send(self, request: "Request | None", luck: Luck = CLEAN) -> None:
        """Send a request as its luck will have it, and again until it is answered."""
        if request is None:
            return
        at, writes = self.now, self.emulated.writes()
        self._arm(luck)
        answer = self._once(request, at)
        disturbed = self.network.heal()
        for _ in range(3):
            if answer is not None and answer.status < 500:
                break
            assert disturbed, answer
            answer = self._once(request, at)
        assert answer is not None
        assert answer.status < 500, answer
        if answer.status < 300:
            request.accepted(answer.body)
        elif not (disturbed or request.orders):
            assert self.emulated.writes() == writes, f"refused, and written: {answer}"
        if luck.fault == REPEATED and answer.status < 300 and request.method == "POST":
            again = self._once(request, at)
            assert again is not None
            assert again.status == answer.status, (answer, again)

    def send_meanwhile(
        self, request: "Request | None", nth: int, other: Callable[[], object]
    ) -> None:
        """Send a request, just before whose n-th call somebody else acts."""
        self.network.meanwhile(nth, other)
        try:
            self._sent_through(request)
        finally:
            self.network.heal()

    def _sent_through(self, request: "Request | None") -> None:
        if request is None:
            return
        answer = self._once(request, self.now)
        assert answer is not None
        assert answer.status < 500, answer
        if answer.status < 300:
            request.accepted(answer.body)

    def _arm(self, luck: Luck) -> None:
        if luck.fault in FAULTS:
            fault, raises = FAULTS[luck.fault]
            self.network.fail(fault, luck.nth, raises)

    def _once(self, request: "Request", at: datetime) -> Answer | None:
        """What the client hears; nothing, if the process that served it is gone."""
        now, self.world.now = self.now, at
        try:
            return request.client.send(request.method, request.path, request.body, key=request.key)
        except Killed:
            return None
        finally:
            self.world.now = max(now, self.now)

    def deliver(self, seed: int, luck: Luck = CLEAN) -> None:
        """Let streams and queues bring what has happened, as badly as the seed says."""
        self._arm(luck)
        self._deliver(seed)
        self.network.heal()

    def _deliver(self, seed: int) -> None:
        random = Random(seed)  # noqa: S311 - a history is to be played again
        for bring in random.sample([self.streams.deliver, self.queues.deliver], 2):
            bring(random)

    def deliver_meanwhile(self, seed: int, nth: int, other: Callable[[], object]) -> None:
        """Let streams and queues bring what has happened while somebody acts."""
        self.network.meanwhile(nth, other)
        self._deliver(seed)
        self.network.heal()

    def tick(self, name: str, luck: Luck = CLEAN) -> None:
        """Run a schedule; it may break off anywhere."""
        self._arm(luck)
        try:
            self.world.tick(name)
        except (Unfinished, Killed, Exception):
            if not self.network.happened:
                raise
        finally:
            self.network.heal()

    def tick_meanwhile(self, name: str, nth: int, other: Callable[[], object]) -> None:
        """Run a schedule while somebody acts."""
        self.network.meanwhile(nth, other)
        self.world.tick(name)
        self.network.heal()

    def pass_time(self, passed: timedelta) -> None:
        """Let time pass."""
        self.world.now += passed

    def told(self) -> list[dict[str, Any]]:
        """What was sent out."""
        return self.emulated.told()
