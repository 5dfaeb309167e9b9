"""Every step that the bill counts, played once through the app's door and the pump, each charged by itself."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from http.client import CONFLICT
from typing import Any

from bench.charges import Charges
from chalicelib.certificates.actions.issue_credential import SECRET_BYTES
from chalicelib.certificates.actions.revoke_credentials import keep_list
from chalicelib.certificates.rules.certificate_decision import reissued
from chalicelib.certificates.rules.status_list import PLACES, SHARDS, begun, list_of
from chalicelib.certificates.store import certificates
from chalicelib.courses.actions import ask_courses
from chalicelib.events import schedules
from chalicelib.law.rules.policy import years as policy_years
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.store.acts import put_act
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.rules.study_time import LessonTime, Presence
from chalicelib.records.store import years
from local.clock import Clock
from local.cloud import Cloud
from local.context import Context
from local.issuer import Issuer
from local.mappings import pump_of
from local.schedules import event_of
from tests.journey.imports import csv_file, put, row
from tests.journey.reports import document, report
from tests.journey.world import Answer, Professional, World
from tests.processes import alone, warm
from tests.study.published import REQUIRED, course_of, publish

ROWS = 20
"""Rows of an import and reports of a call: what a chunk costs is shared by 500 of them."""
LI, WARMING = 500, 501
"""By which number a person's document is drawn."""
REMINDED = 5
CUT_OFF = datetime(2020, 12, 31, tzinfo=SHANGHAI)
GATHERING = ("archive_moves", "archive_versions")
"""The functions to which Lambda brings what comes within a minute together."""
VERSIONS = 10
"""So many versions of certificates come within a minute to a batch: by day at work twenty of 2.5 million a year, to two."""
REVIEWER, PROVIDER, ADMINISTRATOR = "reviewer-440703", "provider-440000", "administrator-440000"
YEAR = "/v1/me/years/2020"
FILES = re.compile(r"\./assets/([\w.-]+)")
"""The files of the client that its page names."""
TEN_MINUTES, MINUTES_LEFT = 600, 200
"""Seconds of the last lesson: of a usual report, and what is then left."""
LESSONS = {f"lesson-{number:02}": REQUIRED // 12 for number in range(12)}
LAST_LESSON = max(LESSONS)


def _almost_done(person: str, course: str) -> StudyProgress:
    """All is studied but the end of the last lesson; the next question of presence is not due by then."""
    left = TEN_MINUTES + MINUTES_LEFT
    lessons = {name: LessonTime(seconds, (0, seconds)) for name, seconds in LESSONS.items()}
    lessons[LAST_LESSON] = LessonTime(0, (left, LESSONS[LAST_LESSON]))
    return StudyProgress(
        person=person,
        year=2020,
        course=course,
        edition=1,
        seconds=REQUIRED - left,
        lessons=lessons,
        presence=Presence(wait=900),
        version=1,
    )


class Charged(Professional):
    """A login whose every request is an invocation of the API's function."""

    def __init__(self, world: World, subject: str, charges: Charges) -> None:
        super().__init__(world, subject)
        self._charges = charges

    def send(
        self, method: str, path: str, body: object = None, *, key: str | None = None
    ) -> Answer:
        """Send one request."""
        with self._charges.of("api_handler"):
            return super().send(method, path, body, key=key)


class Played:
    """A province whose steps are charged; what a step wakes is charged to it as well."""

    def __init__(self, cloud: Cloud, issuer: Issuer, looking: Any) -> None:  # noqa: ANN401 - a boto3 client
        self.charges = Charges(looking)
        self._gathered: dict[str, list[dict[str, Any]]] | None = None
        self._archive: dict[str, Callable[..., Any]] = {}
        clock = Clock()
        self.world = World(cloud, issuer, clock, pump_of(cloud, clock, self._served))
        for territory, role in (("440703", "reviewer"), ("440000", "provider")):
            self.world.reviewer(territory, role)
        self.world.administrator()

    def play(self) -> Charges:
        """Play a year of one person, and what runs beside it.

        Another person's year goes before and is not charged, so that no time is that of a first call; nor
        are the first recount, which fills the counters, and the first status lists.
        """
        publish(lessons=LESSONS)
        with self.charges.attached():
            self._recount()
            self._status_lists(0)
            with self._gathering("archive_moves", "archiving"):
                for serial in (WARMING, LI):
                    self.charges.spent.clear()
                    self.li = self._login(f"person {serial}")
                    self._year(serial)
                    self._certificate()
            self._status_lists(1)
            self._sealing()
            self._versions()
            self._files()
            self._by_the_clock()
        return self.charges

    def _served(self, handler: Any) -> Callable[..., Any]:  # noqa: ANN401 - Chalice's
        name: str = handler.func.__name__
        served = self.charges.served(name, warm(handler))
        if name in GATHERING:
            self._archive[name] = served
            return partial(self._gather, name)
        return served

    def _gather(self, name: str, event: dict[str, Any], context: Context) -> object:
        """Keep what two people's years bring till all of it is there, as Lambda does for a minute's events."""
        if self._gathered is None:
            return self._archive[name](event, context)
        self._gathered[name] += event["Records"]
        return {"batchItemFailures": []}

    @contextmanager
    def _gathering(self, function: str, step: str) -> Iterator[None]:
        """Let a function of the archive have all that is done meanwhile in one batch, a step of its own."""
        self._gathered = {name: [] for name in GATHERING}
        yield
        gathered, self._gathered = self._gathered, None
        for name, records in gathered.items():
            with self._step(step if name == function else ""):
                if records:
                    self._archive[name]({"Records": records}, Context(name))

    def _login(self, subject: str) -> Charged:
        return Charged(self.world, subject, self.charges)

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        with self.charges.step(name):
            yield
            self.world.settle()

    def _year(self, serial: int) -> None:
        with self._step("enrolment"):
            self.li.enrol(document=document(serial), mobile="13800138000")
        with self._step("hr_account"):
            self.li.open_hr_account(document=document(serial))
        with self._step("page"):
            self._page()  # before signing in, and after it
            files = FILES.findall(self._page())
        for year in policy_years():
            # Each process reads anew every half minute what years offer: that is nobody's step.
            ask_courses.offered(year)
        with self._step("visit"):
            self.li.must("GET", "/v1/opening")
        with self._step("newer_client"):
            for name in files:
                self._page(f"/assets/{name}")
        self._study()
        for decision in ("decision", "completing_decision"):
            self._record(decision)

    def _page(self, path: str = "/") -> str:
        """What the browser loads, as an invocation of the API's function."""
        with self.charges.of("api_handler"):
            return self.world.page(path).html

    def _record(self, decision: str) -> None:
        """A record from its submission to its accreditation: half of what the year asks."""
        with self._step("submit"):
            record = self.li.submit(facts={"days": 3}, reference=decision)
        path, reviewer = f"/v1/review/records/{record['id']}", self._login(REVIEWER)
        with self._step("reviewers_page"):
            reviewer.must("GET", "/v1/review/records?territory=440703")
        with self._step("reviewers_record"):
            reviewer.must("GET", path)
        with self._step(decision):
            reviewer.must("POST", f"{path}/decision", {"decision": "accredit"})

    def _study(self) -> None:
        """The last lesson of a course with content: begun, reported of after ten minutes, completed."""
        course, person = course_of(2020), self.li.get("/v1/me").body["id"]
        last = f"/v1/me/courses/{course}/lessons/{LAST_LESSON}"
        years.put_progress(_almost_done(person, course), 0)
        with self._step("study_opened"):
            self.li.must("GET", "/v1/me/courses?year=2020")
            self.li.must("GET", last)
        with self._step("study_begun"):
            self.li.must("POST", f"{last}/progress", {"played": []})
        played = [[0, TEN_MINUTES], [TEN_MINUTES, TEN_MINUTES + MINUTES_LEFT]]
        for step, stretch in zip(("study_report", "study_completed"), played, strict=True):
            self.world.now += timedelta(seconds=stretch[1] - stretch[0])
            with self._step(step):
                self.li.must("POST", f"{last}/progress", {"played": [stretch]})

    def _certificate(self) -> None:
        number = self.li.must("GET", YEAR)["certificate"]["number"]
        with self._step("download"):
            self.li.must("POST", f"{YEAR}/certificate/download")
        with self._step("verify"):
            self.li.must("GET", f"/v1/certificates/{number}?v=1")
        with self._step("credential"):
            # As the page asks, every three seconds till it is there: the first time after two, as a rule.
            assert self.li.send("GET", f"{YEAR}/credential").status == CONFLICT
            self.world.settle()
            self.li.must("GET", f"{YEAR}/credential")

    def _status_lists(self, number: int) -> None:
        """Begin the lists of every shard, each of which has room for 131,072 credentials."""
        with self._step("status_lists"), self.charges.of("issue_credentials"):
            for shard in range(SHARDS):
                name = list_of(shard, number * PLACES)
                keep_list(begun(name, bytes(SECRET_BYTES), self.world.now), 0)

    def _versions(self) -> None:
        """As many versions as come within a minute: a certificate that is issued anew again and again."""
        person = self.li.must("GET", "/v1/me")["id"]
        with self._gathering("archive_versions", "archiving_versions"):
            for _time in range(VERSIONS):
                kept = certificates.find_certificate(person, 2020)
                says = certificates.find_snapshot(person, 2020, kept.version if kept else 0)
                assert kept is not None
                assert says is not None
                after, snapshot = reissued(kept, says, self.world.now)
                certificates.put_certificate(after, kept, snapshot)
                self.world.settle()

    def _sealing(self) -> None:
        """The night after both people's days, and the one after a day to which a single act came."""
        self._night("sealing")
        by, cause = Actor(Party.SYSTEM), Cause("played")
        put_act("STAFF#played", Act(at=self.world.now, by=by, what=What.YEAR_READ, cause=cause))
        self.world.settle()
        self._night("sealing_one")

    def _night(self, step: str) -> None:
        self.world.now += timedelta(days=1)
        with self._step(step), self.charges.of("seal_archive"):
            self._tick("seal_archive")

    def _files(self) -> None:
        provider, administrator = self._login(PROVIDER), self._login(ADMINISTRATOR)
        with self._step("reports"):
            of_li = {"document": document(LI)}
            told = [report(f"JM-2020-{n:04}", title=f"培训之{n}", **of_li) for n in range(ROWS)]
            provider.must("POST", "/v1/provider/reports", {"reports": told})
        with self._step("import"):
            asked = {"filename": "2018.csv", "kind": "legacy_records"}
            of_li = {"证件号码": document(LI)["number"], "学分": "1", "学时": "1"}
            rows = [row(f"HR{n:04}", 学习内容=f"指引之{n}", **of_li) for n in range(ROWS)]
            put(administrator.must("POST", "/v1/admin/imports", asked), csv_file(*rows))

    def _by_the_clock(self) -> None:
        for name in ("sweep", "close_windows", "seal_archive"):
            with self._step(name), self.charges.of(name):
                self._tick(name)
        self._reminders()
        self._recount()
        with self._step("statistics"):
            self._login(ADMINISTRATOR).must("GET", "/v1/admin/statistics?year=2020")

    def _recount(self) -> None:
        """A night's look at every counter."""
        with self._step("recount"), self.charges.of("recount"):
            self._tick("recount")

    def _reminders(self) -> None:
        """A walk through the province that finds nobody, one that finds some, one that is through."""
        self._remind("remind_walk", days=30)
        for serial in range(REMINDED):
            self._login(f"reminded {serial}").enrol(document=document(serial), mobile="13800138000")
        self.world.settle()
        self._remind("remind", days=7)
        self._remind("remind_again", days=7)

    def _remind(self, step: str, *, days: int) -> None:
        self.world.now = CUT_OFF - timedelta(days=days) + timedelta(hours=10)
        with self._step(step), self.charges.of("remind"):
            self._tick("remind")

    def _tick(self, name: str) -> None:
        alone(getattr(schedules, name))(event_of(self.world.now), Context(name))
