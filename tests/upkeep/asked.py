"""What clients ask of a stored province: the questions, and what one version answers to them."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from tests.journey.world import LI, Answer, Client, World
from tests.upkeep.employing import QUESTIONS, asked_of_employers
from tests.upkeep.province import WANG
from tests.upkeep.studying import asked_of_studies

PROVINCE = "administrator-440000"
BUREAU = "reviewer-440703"
PEOPLE = ("li", "wang", "chen", "zhao", "qian", "sun", "zhou-new", "wu", "feng", "dai")
ONCE = {
    "li": (
        "/v1/me/years/2018",
        "/v1/me/courses?year=2020",
        "/v1/me/hr-account",
        "/v1/me/comparison",
        "/v1/me/messages",
        "/v1/me/years/2020/credential",
        "/v1/whoami",
        "/v1/policies/2020",
        "/v1/announcements",
    ),
    "qian": ("/v1/me/years/2021",),
    "chen": ("/v1/me/export", "/v1/me/years"),
    "zhou-old": ("/v1/me", "/v1/whoami"),
    "zhou": ("/v1/review/records",),
    BUREAU: (
        "/v1/review/records?state=returned",
        "/v1/review/records?state=accredited&year=2020&form=exam",
    ),
    "helper-440000": ("/v1/whoami",),
    PROVINCE: (
        "/v1/admin/staff/zhou",
        "/v1/admin/staff/left",
        "/v1/admin/statistics?year=2020",
        "/v1/admin/sync?state=held",
        "/v1/admin/sync?state=overdue",
        "/v1/admin/cut-offs",
        "/v1/admin/policies/2021",
        "/v1/admin/calendar/2027",
        "/v1/admin/dead-letters",
        "/v1/admin/alike",
    ),
}
LISTS = {
    "li": ("/v1/me/notices",),
    BUREAU: ("/v1/review/records", "/v1/review/records?state=accredited&year=2020"),
    PROVINCE: (
        "/v1/admin/staff",
        "/v1/admin/imports",
        "/v1/admin/archives",
        "/v1/admin/certificates?year=2020",
    ),
}
"""Lists that are read page by page: the cursors that clients hold meanwhile are asked with, too."""
Question = dict[str, Any]


def ask(world: World, question: Question) -> Answer:
    """Ask one question as whoever asked it."""
    client = Client(world, question["who"])
    return client.send(question.get("method", "GET"), question["path"], question.get("sent"))


def answers(world: World) -> Iterator[Question]:
    """Ask everything, and say what was answered."""
    for question in _questions(world):
        answer = ask(world, question)
        assert answer.status < 300, (question, answer)
        yield {**question, "status": answer.status, "body": settled(answer.body)}


def _questions(world: World) -> Iterator[Question]:
    for who in PEOPLE:
        yield {"who": who, "path": "/v1/me"}
        yield {"who": who, "path": "/v1/me/years/2020"}
    for who, paths in (*ONCE.items(), *QUESTIONS.items()):
        yield from ({"who": who, "path": path} for path in paths)
    yield from _of_one(world)
    for who, path in (*asked_of_employers(world), *asked_of_studies(world)):
        yield {"who": who, "path": path}
    for who, paths in LISTS.items():
        for path in paths:
            yield from _pages(world, who, path)
    search = {"who": PROVINCE, "method": "POST", "path": "/v1/admin/professionals/search"}
    for body in ({"territory": "440703", "name": "D'Souza Ana"}, {"document": WANG}):
        yield {**search, "sent": body}
    found = {"who": "hr_officer-440000", "method": "POST", "path": "/v1/hr/accounts/search"}
    yield {**found, "sent": {"document": LI}}


def _of_one(world: World) -> Iterator[Question]:
    """What is asked of single things: of one of each kind, and of each that differs."""

    def asked(who: str, path: str) -> dict[str, Any]:
        return Client(world, who).must("GET", path)

    for who in ("li", "wang", "chen", "zhao"):
        shown = asked(who, "/v1/me/years/2020")["certificate"]
        if number := shown.get("number"):
            yield {"who": "anybody", "path": f"/v1/certificates/{number}"}
    for who in ("chen", "zhou-new"):
        person = asked(who, "/v1/me")["id"]
        yield {"who": PROVINCE, "path": f"/v1/admin/professionals/{person}"}
        yield {"who": PROVINCE, "path": f"/v1/admin/professionals/{person}/history"}
    for record in asked("qian", "/v1/me/years/2020")["records"][:1]:
        yield {"who": "qian", "path": f"/v1/me/records/{record['id']}"}
    waiting = asked(BUREAU, "/v1/review/records")["items"]
    yield {"who": BUREAU, "path": f"/v1/review/records/{waiting[0]['id']}"}
    for job in asked(PROVINCE, "/v1/admin/imports")["items"]:
        yield {"who": PROVINCE, "path": f"/v1/admin/imports/{job['id']}"}
        if job["refused"]:
            yield {"who": PROVINCE, "path": f"/v1/admin/imports/{job['id']}/refused"}
    packed = asked(PROVINCE, "/v1/admin/archives")["items"]
    yield {"who": PROVINCE, "path": f"/v1/admin/archives/{packed[-1]['id']}"}


def _pages(world: World, who: str, path: str) -> Iterator[Question]:
    limited = f"{path}{'&' if '?' in path else '?'}limit=2"
    asked: str | None = limited
    for _page in range(2):
        if asked is None:
            return
        yield {"who": who, "path": asked}
        cursor = Client(world, who).must("GET", asked)["next"]
        asked = f"{limited}&cursor={cursor}" if cursor else None


ANOTHER = {"expires_at", "key"}
"""What is another in each cloud: when an address ends, which key signed."""


def settled(value: Any) -> Any:  # noqa: ANN401 - JSON
    """An answer without what is another each time, which the signatures of addresses are as well."""
    if isinstance(value, dict):
        return {name: settled(each) for name, each in value.items() if name not in ANOTHER}
    if isinstance(value, list):
        return [settled(each) for each in value]
    if isinstance(value, str) and value.startswith("https://"):
        return urlsplit(value)._replace(query="").geturl()
    return value
