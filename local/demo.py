"""The notice's year 2020, played over the system's own HTTP interface.

One person goes the whole way: enrolment, public subject, professional credits, the bureau's
accreditation, the certificate, its verification. Every step is a request that any client could
send; the clock is moved so that the hours of study prescribed pass in a moment.
"""

import time
import urllib.request
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from chalicelib.platform.rules.china_time import SHANGHAI
from local.client import TIMEOUT_SECONDS, Answer, Client
from local.sheet import attendance_sheet
from local.studying import study_course

OUT = Path("out")
START = datetime(2020, 6, 1, 9, 0, tzinfo=SHANGHAI)
PATIENCE_SECONDS = 60
NAME = "李䶮"
TERRITORY = "440703"
DOCUMENT = {"type": "resident_id", "number": "44070319950709107X"}

Say = Callable[[str], None]


def play(base: str, say: Say = print) -> Path:
    """Play the year 2020 against a running local cloud; return where the PDF was written.

    Raises:
        RuntimeError: a request was refused, or the certificate did not come.
    """
    clock = START
    person = Client(base, "demo-2020")
    reviewer = Client(base, f"reviewer-{TERRITORY}")
    person.send("PUT", "/dev/clock", {"now": clock.isoformat()})
    _enrol(person, say)
    clock = study_hours(person, clock, say)
    record = _register(person, say)
    _accredit(reviewer, record, say)
    year = _await_certificate(person, say)
    path = _download(person, year, say)
    number = year["certificate"]["number"]
    verified = person.get(f"/v1/certificates/{number}")
    say(f"  任何人凭编号验证：{verified['state']} {verified['name']} {base}/verify/{number}")
    say(f"  离线验证：curl -so out/jwks.json {base}/.well-known/jwks.json")
    say(f"            .venv/bin/python -m xuefen.verify {path} --keys out/jwks.json")
    person.send("PUT", "/dev/clock", {"now": None})
    return path


def _enrol(person: Client, say: Say) -> None:
    profile = enrol(person, NAME, DOCUMENT, employer="江门市示范会计有限公司")
    say(
        f"  信息采集：{profile['name']} {profile['document']['number']} {profile['territory_name']}"
    )
    person.post("/v1/me/hr-account", {"name": NAME, "document": DOCUMENT})
    say("  省继续教育系统账号已开立")


def enrol(person: Client, name: str, document: dict[str, str], *, employer: str) -> Answer:
    """Enrol somebody who works in the demonstration's county."""
    return person.post(
        "/v1/me",
        {
            "name": name,
            "document": document,
            "territory": TERRITORY,
            "employment": "employed",
            "employer": employer,
            "worked_since": "2016-07-01",
        },
    )


def study_hours(person: Client, clock: datetime, say: Say) -> datetime:
    """Study until the prescribed hours are done, letting the clock pass between reports."""
    course = person.get("/v1/me/courses?year=2020")["items"][0]
    say(f"  公需科目：{course['title']}，须学{course['seconds_required'] / 3600:g}小时")
    course, clock = study_course(person, course, clock)
    public = person.get("/v1/me/years/2020")["public"]
    say(f"  学完{course['seconds_done']}秒，公需科目自动登记并认定：{public['accredited']}学分")
    return clock


def _register(person: Client, say: Say) -> str:
    evidence = person.upload("签到表.pdf", attendance_sheet())
    record = person.post(
        "/v1/me/years/2020/records",
        {
            "form": "training",
            "title": "新收入准则与财务报告编制专题面授培训",
            "issuer": "江门市会计学会",
            "facts": {"days": 6},
            "reference": "JM-2020-0017",
            "started_on": "2020-05-18",
            "ended_on": "2020-05-23",
            "evidence": [evidence],
            "submit": True,
        },
    )
    say(f"  专业科目登记：{record['title']}，按规定折算{record['credits']}学分，已提交")
    return str(record["id"])


def _accredit(reviewer: Client, record: str, say: Say) -> None:
    waiting = reviewer.get(f"/v1/review/records?territory={TERRITORY}")["items"]
    seen = next(each for each in waiting if each["id"] == record)
    decided = reviewer.post(
        f"/v1/review/records/{record}/decision",
        {"decision": "accredit", "version": seen["version"]},
    )
    say(f"  蓬江区财政部门认定：{decided['accredited_credits']}学分")


def _await_certificate(person: Client, say: Say) -> Answer:
    """Wait for what happens by itself: the result in the HR table, the PDF in the bucket."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE_SECONDS:
        year = person.get("/v1/me/years/2020")
        if year["certificate"]["state"] == "issued":
            seconds = time.monotonic() - began
            say(
                f"  年度完成，证书{year['certificate']['number']}已签发（{seconds:.1f}秒，无人操作）"
            )
            return year
        time.sleep(0.1)
    raise RuntimeError(f"no certificate after {PATIENCE_SECONDS} s: {year['certificate']}")


def _download(person: Client, year: Answer, say: Say) -> Path:
    signed = person.post("/v1/me/years/2020/certificate/download")
    with urllib.request.urlopen(signed["url"], timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - signed by our own cloud
        content = answer.read()
    OUT.mkdir(exist_ok=True)
    path = OUT / f"certificate-{year['certificate']['number']}.pdf"
    path.write_bytes(content)
    say(f"  持证人下载（签名地址{signed['expires_at']}前有效）：{path}")
    return path
