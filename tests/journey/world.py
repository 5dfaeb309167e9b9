"""A little province for tests: people and bureaus that speak the HTTP contract, in process."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from app import app
from chalicelib.access.login import login_digest
from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.courses.rules.course_files import courses_of
from chalicelib.events import schedules
from chalicelib.platform.gateways import files
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.functions import timers
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.store import years
from chalicelib.staff.store.staff import put_staff
from local.clock import Clock
from local.cloud import Cloud
from local.gateway import find_route
from local.issuer import Issuer
from local.pump import Pump
from local.schedules import NIGHTLY, schedules_of
from tests.http.events import event
from tests.paper import pdf
from tests.processes import alone

BY_DAY = timers().keys() - NIGHTLY
JUNE = datetime(2020, 6, 1, 9, tzinfo=SHANGHAI)
LI = {"type": "resident_id", "number": "44070319950709107X"}
PDF = pdf()


class Answer(NamedTuple):
    """What a client is answered."""

    status: int
    body: dict[str, Any]
    headers: Mapping[str, str] = {}

    @property
    def tag(self) -> str:
        """The ETag."""
        return self.headers["ETag"]

    @property
    def code(self) -> str | None:
        """The code of a problem."""
        code = self.body.get("code")
        return str(code) if code else None


class Page(NamedTuple):
    """What a browser shows."""

    status: int
    html: str


class Client:
    """One login at the app's door."""

    def __init__(self, world: "World", subject: str, **claims: object) -> None:
        self.world = world
        self.token = world.issuer.token(subject, **claims)

    def send(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        key: str | None = None,
        **conditions: str,
    ) -> Answer:
        """Send one request at the world's now; `if_match` and `if_none_match` are its conditions."""
        answered = app(self.event_of(method, path, body, key=key, **conditions), None)
        text = answered["body"]
        return Answer(answered["statusCode"], json.loads(text or "{}"), answered["headers"])

    def event_of(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        key: str | None = None,
        **conditions: str,
    ) -> dict[str, Any]:
        """A request at the world's now, as API Gateway brings it."""
        parts = urlsplit(path)
        route = find_route(app.routes, parts.path)
        assert route is not None, path
        headers = {"Authorization": f"Bearer {self.token}"}
        if key is not None:
            headers["Idempotency-Key"] = key
        headers |= {name.replace("_", "-"): tags for name, tags in conditions.items()}
        return event(
            method,
            route.resource,
            body,
            headers=headers,
            query=parse_qs(parts.query) or None,
            path=route.parameters,
            at=self.world.now,
        )

    def get(self, path: str) -> Answer:
        """Read."""
        return self.send("GET", path)

    def post(self, path: str, body: object = None, *, key: str | None = None) -> Answer:
        """Create or decide."""
        return self.send("POST", path, body, key=key)

    def must(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """Send what must succeed."""
        answer = self.send(method, path, body)
        assert answer.status in {200, 201}, answer
        return answer.body


class Professional(Client):
    """A professional's client, with the steps that many tests begin with."""

    def enrol(
        self, name: str = "李䶮", territory: str = "440703", **changes: object
    ) -> "Professional":
        """Enrol, 2020 and later obliged."""
        body = {
            "name": name,
            "document": LI,
            "territory": territory,
            "employment": "employed",
            "employer": "江门市示范会计有限公司",
            **changes,
        }
        self.must("POST", "/v1/me", body)
        return self

    def open_hr_account(self, name: str = "李䶮", document: object = None) -> None:
        """Open the account on the HR side."""
        self.must("POST", "/v1/me/hr-account", {"name": name, "document": document or LI})

    def study(self, year: int = 2020, topic: int = 0) -> dict[str, Any]:
        """Finish the year's public subject: all but the last quarter of an hour is there already."""
        course = courses_of(year)[topic]
        person = self.get("/v1/me").body["id"]
        years.put_progress(
            StudyProgress(
                person=person,
                year=year,
                course=course.id,
                seconds=course.seconds_required - 900,
                last_report_at=self.world.now,
                version=1,
            ),
            0,
        )
        self.world.now += timedelta(seconds=900)
        return self.must("POST", f"/v1/me/courses/{course.id}/progress", {"seconds": 900})

    def upload(self, content: bytes = PDF, content_type: str = "application/pdf") -> str:
        """Announce a file and put it where the signed form would."""
        digest = hashlib.sha256(content).hexdigest()
        announced = {
            "filename": "证明.pdf",
            "content_type": content_type,
            "size": len(content),
            "sha256": digest,
        }
        upload = self.must("POST", "/v1/me/uploads", announced)
        files.client().put_object(
            Bucket="evidence-bucket", Key=upload["fields"]["key"], Body=content
        )
        return str(upload["id"])

    def application(self, **changes: object) -> dict[str, Any]:
        """A training of six days: 60 credits in 2020."""
        return {
            "form": "training",
            "title": "新收入准则专题培训",
            "issuer": "江门市会计学会",
            "facts": {"days": 6},
            "reference": "JM-2020-0017",
            "started_on": "2020-05-18",
            "ended_on": "2020-05-23",
            "evidence": [],
            "submit": False,
            **changes,
        }

    def submit(self, year: int = 2020, **changes: object) -> dict[str, Any]:
        """Register a record with evidence and submit it at once."""
        sent = self.application(evidence=[self.upload()], submit=True, **changes)
        return self.must("POST", f"/v1/me/years/{year}/records", sent)


class World:
    """The cloud, the clock and who lives in it."""

    def __init__(self, cloud: Cloud, issuer: Issuer, clock: Clock, pump: Pump) -> None:
        self.cloud = cloud
        self.issuer = issuer
        self.pump = pump
        self.clock = clock
        self.now = JUNE

    @property
    def now(self) -> datetime:
        """The instant of the next request."""
        return self._now

    @now.setter
    def now(self, now: datetime) -> None:
        self._now = now
        self.clock.set(now)

    def professional(self, subject: str = "li", **claims: object) -> Professional:
        """A fresh login."""
        return Professional(self, subject, **claims)

    def reviewer(
        self, territory: str = "440703", role: str = "reviewer", subject: str = "", **claims: object
    ) -> Client:
        """A login of a bureau, and what its issuer says of its owner."""
        subject = subject or f"{role}-{territory}"
        digest = login_digest(self.issuer.url, subject)
        put_staff(Staff(digest, Role(role), territory, subject))
        return Client(self, subject, **claims)

    def administrator(self, territory: str = "440000", **claims: object) -> Client:
        """An administrator's login, and what its issuer says of its owner."""
        return self.reviewer(territory, "administrator", **claims)

    def accredit(
        self, record: dict[str, Any], territory: str = "440703", **changes: object
    ) -> Answer:
        """Let the bureau accredit a record."""
        verdict = {"decision": "accredit", **changes}
        return self.reviewer(territory).post(f"/v1/review/records/{record['id']}/decision", verdict)

    def work_since(self, person: Client, since: str) -> None:
        """Let an administrator, who has seen the proof, state when somebody began to work (R44)."""
        owner = person.get("/v1/me").body["id"]
        body = {"worked_since": since, "reason": "已核对劳动合同"}
        self.administrator().must("PATCH", f"/v1/admin/professionals/{owner}", body)

    def page(self, path: str) -> Page:
        """Open a page as a browser would."""
        parts = urlsplit(path)
        route = find_route(app.routes, parts.path)
        assert route is not None, path
        query = parse_qs(parts.query, keep_blank_values=True) or None
        answered = app(
            event("GET", route.resource, query=query, path=route.parameters, at=self.now), None
        )
        return Page(answered["statusCode"], answered["body"])

    def tick(self, *names: str) -> None:
        """Run the schedules named once at the world's now; all those of the day, where none is."""
        handlers = schedules_of(lambda name: alone(getattr(schedules, name)), self.pump.work_off)
        for name, run in handlers.items():
            if name in (names or BY_DAY):
                run(self.now)

    def settle(self) -> None:
        """Let happen what happens by itself."""
        self.pump.drain()
