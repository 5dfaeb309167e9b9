"""What employers, plans, rosters, appeals, duties and problems leave in a store: the part of the province since 0.4.0."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tests.employers.codes import BLUE, RED
from tests.journey.reports import document
from tests.journey.world import Client, Professional, World
from tests.plans.teaching import approved, clerk_of, decide, drawn_up, plans_of, submitted

SHORT = {"days": 1, "starts_on": "2020-06-08", "ends_on": "2020-06-08"}
QUESTIONS: dict[str, tuple[str, ...]] = {
    "clerk": (
        f"/v1/employers/{RED}",
        f"/v1/employers/{RED}/clerks",
        f"/v1/employers/{RED}/people?year=2020",
        plans_of(),
        "/v1/employers?q=红星",
        f"/v1/employers/{RED}/terms",
        f"/v1/employers/{RED}/views",
    ),
    "yuan": (
        "/v1/me",
        "/v1/me/employer",
        "/v1/me/years/2020",
        "/v1/me/appeals",
        "/v1/me/duties",
        "/v1/problems",
        "/v1/me/employer/views",
    ),
    "reviewer-440700": ("/v1/review/appeals", "/v1/review/duties", "/v1/review/plans"),
    "reviewer-440703": (
        "/v1/problems",
        "/v1/review/employers?state=open",
        "/v1/review/waiting",
        "/v1/review/desk",
        "/v1/review/bindings",
    ),
    "administrator-440000": ("/v1/admin/problems/counts",),
    "hr_officer-440000": ("/v1/hr/held",),
    "provider-440000": ("/v1/provider/reports",),
}
"""What is asked of it besides, by whom."""


def employ(world: World) -> None:
    """An employer with its plans in several states, a roster, and what its people ask of bureaus."""
    clerk = clerk_of(world)
    world.professional("applicant").must("POST", "/v1/employers", _applied())
    held = approved(world, clerk, **SHORT)
    drawn_up(clerk, title="草拟的培训")
    submitted(clerk, title="待审的培训")
    decide(world.reviewer(), submitted(clerk, title="退回的培训"), "return")
    yuan = _employed(world, "yuan", "袁方", 151, RED)
    other = _employed(world, "shi", "石磊", 152, "")
    world.now += timedelta(days=10)
    rows = [
        {"name": name, "document": document(number)}
        for name, number in (("袁方", 151), ("石磊", 152), ("龚敏", 153), ("不同名", 151))
    ]
    clerk.must("POST", f"{plans_of()}/{held['id']}/roster", {"rows": rows})
    clerk.must("GET", f"/v1/employers/{RED}/people?year=2020")
    _ask_bureaus(world, yuan)
    other.must("POST", "/v1/problems", {"kind": "data", "text": "两个系统的姓名不一致"})
    world.settle()


def asked_of_employers(world: World) -> Iterator[tuple[str, str]]:
    """What is asked of single plans, requests and reports, and who asks it."""
    plans = Client(world, "clerk").must("GET", plans_of())["items"]
    for plan in plans:
        yield "clerk", f"{plans_of()}/{plan['id']}"
        yield "clerk", f"{plans_of()}/{plan['id']}/roster"
    for who, path in (
        ("reviewer-440703", "/v1/review/duties"),
        ("reviewer-440703", "/v1/review/plans"),
        ("yuan", "/v1/problems"),
        ("provider-440000", "/v1/provider/reports"),
    ):
        for each in Client(world, who).must("GET", path)["items"]:
            yield who, f"{path}/{each['id']}"
    yield "clerk", f"/v1/employers/{RED}/clerks/clerk"


def _applied() -> dict[str, object]:
    return {"code": BLUE, "name": "江门市蓝天会计师事务所", "territory": "440703", "evidence": []}


def _employed(world: World, login: str, name: str, number: int, code: str) -> Professional:
    one = world.professional(login)
    named: dict[str, Any] = {"employer_code": code, "employer": None} if code else {}
    one.enrol(name, document=document(number), worked_since="2015-01-01", **named)
    if code:
        one.must("PUT", "/v1/me/employer", {"code": code, "consent": True})
    return one


def _ask_bureaus(world: World, yuan: Professional) -> None:
    """An appeal and a request about duties that wait, a problem that was answered."""
    record = yuan.submit(reference="JM-2020-0151")
    verdict = {"decision": "reject", "reason": "不属于会计类"}
    bureau = world.reviewer()
    bureau.must("POST", f"/v1/review/records/{record['id']}/decision", verdict)
    grounds = {"reasons": "附会议通知", "evidence": [yuan.upload()]}
    yuan.must("POST", f"/v1/me/records/{record['id']}/appeal", grounds)
    yuan.must("POST", "/v1/me/duties", {"worked_since": "2019-07-01", "evidence": [yuan.upload()]})
    problem = yuan.must("POST", "/v1/problems", {"kind": "record", "text": "少记一天"})
    bureau.must("POST", f"/v1/problems/{problem['id']}/answers", {"text": "已核对"})
