"""What an earlier version stored, told and sent stays readable: answers, cursors, queues, streams."""

from datetime import timedelta
from pathlib import Path

import pytest

from chalicelib.assembly.contract import ALL
from chalicelib.audit.commands import audit_verify
from chalicelib.events import streams
from chalicelib.identity.rules.name import masked_name
from local.context import Context
from local.gateway import find_route
from tests.journey.world import Client, World
from tests.processes import alone
from tests.upkeep import asked, kept
from tests.upkeep.kept import lines

OF_NO_STORE = {
    "GET /": "the web client",
    "GET /.well-known/did.json": "the published keys, a file",
    "GET /.well-known/jwks.json": "the published keys, a file",
    "GET /assets/{name}": "the web client",
    "GET /openapi.json": "the contract itself",
    "GET /v1/bureaus/{territory}": "the law, and counts that are kept anew",
    "GET /v1/client": "settings",
    "GET /v1/credentials/status/{list}": "what is written since it is asked for",
    "GET /v1/employers/{code}/archives": "there were none",
    "GET /v1/employers/{code}/archives/{id}": "there were none",
    "GET /v1/employers/{code}/imports": "there were none",
    "GET /v1/employers/{code}/imports/{id}": "there were none",
    "GET /v1/employers/{code}/imports/{id}/refused": "there were none",
    "GET /v1/admin/overview": "its counters there were none of",
    "GET /v1/forms": "the law",
    "GET /v1/health": "nothing",
    "GET /v1/admin/professionals/{id}/comparison": "what is read since both sides are shown beside each other",
    "GET /v1/hr/held/{id}": "what is read since both sides are shown beside each other",
    "GET /v1/admin/courses/imports/{id}": "there were none",
    "GET /v1/admin/courses/{id}/lessons/{lesson}/media/{upload}": "there were none",
    "GET /v1/review/general-knowledge": "there were none",
    "GET /v1/me/duties/{id}/evidence/{file}": "there were none",
    "GET /v1/me/uploads/{id}": "nobody could ask for one",
    "GET /v1/me/records/{id}/evidence/{file}": "a signed address, which is another one each time",
    "GET /v1/admin/statements/{id}": "nobody had ordered any",
    "GET /v1/provider/imports": "there were none",
    "GET /v1/provider/imports/{id}": "there were none",
    "GET /v1/provider/imports/{id}/refused": "there were none",
    "GET /v1/imports/templates/{name}": "what every deployment brings",
    "GET /v1/questions": "what every deployment brings",
    "GET /v1/opening": "what /v1/whoami, /v1/me/years and /v1/me/notices answer",
    "GET /v1/review/reasons": "what every bureau begins with",
    "GET /v1/territories": "the law",
    "GET /verify": "a page that asks for a number",
    "GET /verify/{number}": "a page; /v1/certificates/{number} answers the same",
}
"""Routes of which no answer was kept: what they read instead, or who answers the same."""
SINCE_0_4 = {
    "GET /v1/me/years/{year}/credential": "what is made once it is asked for",
    "GET /v1/employers": "there were none",
    "GET /v1/employers/{code}": "there were none",
    "GET /v1/employers/{code}/clerks": "there were none",
    "GET /v1/employers/{code}/clerks/{login}": "there were none",
    "GET /v1/employers/{code}/people": "there were none",
    "GET /v1/employers/{code}/views": "there were none",
    "GET /v1/employers/{code}/terms": "there were none",
    "GET /v1/employers/{code}/plans": "there were none",
    "GET /v1/employers/{code}/plans/{id}": "there were none",
    "GET /v1/employers/{code}/plans/{id}/roster": "there were none",
    "GET /v1/admin/courses": "there were none",
    "GET /v1/admin/courses/{id}": "there were none",
    "GET /v1/admin/courses/{id}/lessons/{lesson}": "there were none",
    "GET /v1/hr/held": "what is read since both sides are shown beside each other",
    "GET /v1/me/appeals": "there were none",
    "GET /v1/me/courses/{id}/lessons/{lesson}": "courses had no content",
    "GET /v1/me/courses/{id}/attempts": "none was kept, the best score alone",
    "GET /v1/me/duties": "there were none",
    "GET /v1/me/employer": "there were none",
    "GET /v1/me/employer/views": "there were none",
    "GET /v1/admin/problems/counts": "there were none",
    "GET /v1/me/messages": "nobody had chosen any",
    "GET /v1/problems": "there were none",
    "GET /v1/problems/{id}": "there were none",
    "GET /v1/provider/reports": "reports were in no ledger until 0006",
    "GET /v1/provider/reports/{id}": "reports were in no ledger until 0006",
    "GET /v1/me/transcripts": "nobody had ordered any",
    "GET /v1/me/transcripts/{id}": "nobody had ordered any",
    "GET /v1/review/bindings": "there were none",
    "GET /v1/review/appeals": "there were none",
    "GET /v1/review/waiting": "what is counted had no lists",
    "GET /v1/review/duties": "there were none",
    "GET /v1/review/duties/{id}": "there were none",
    "GET /v1/review/desk": "nothing was counted",
    "GET /v1/review/employers": "there were none",
    "GET /v1/review/plans": "there were none",
    "GET /v1/review/plans/{id}": "there were none",
    "GET /v1/transcripts/{number}": "nobody had ordered any",
}
"""Routes that the stores of before 0.4.0 have nothing of, and why."""
BY_PEOPLE = ("REVIEW", "OPEN", "GRACE", "PLAN", "AGED")
LOST = "nothing"
MINUTES = timedelta(minutes=10)


def differences(before: object, now: object, place: str = "") -> list[str]:
    """Where an answer lacks what it had, or says something else; what it says besides is no fault."""
    if isinstance(before, dict) and isinstance(now, dict):
        if now.get("in_full") and not before.get("in_full"):
            # Since R7 was mended whoever decides a record sees the whole name, in that record alone.
            now = {**now, "name": masked_name(str(now["name"]))}
        return [
            found
            for name, value in before.items()
            for found in differences(value, now.get(name, LOST), f"{place}.{name}")
        ]
    if isinstance(before, list) and isinstance(now, list):
        now = of_known_years(before, now)
        if len(before) == len(now):
            return [
                found
                for at, (was, is_now) in enumerate(zip(before, now, strict=True))
                for found in differences(was, is_now, f"{place}[{at}]")
            ]
    return [] if before == now else [f"{place}: {before!r} was, {now!r} is"]


def of_known_years(before: list[object], now: list[object]) -> list[object]:
    """What a list says of the years that it had: each autumn brings a year more."""
    known = {each.get("year") if isinstance(each, dict) else None for each in before}
    if not known or None in known:
        return now
    return [each for each in now if not isinstance(each, dict) or each.get("year") in known]


def unlike(world: World, folder: Path) -> list[str]:
    found = []
    for question in lines(folder, "answers.jsonl"):
        answer = asked.ask(world, question)
        body = asked.settled(answer.body)
        differs = [
            *differences(question["status"], answer.status),
            *differences(question["body"], body),
        ]
        found += [f"{question['who']} {question['path']}{each}" for each in differs]
    return found


def test_given_a_kept_store_then_every_answer_is_as_it_was(stored: World, folder: Path) -> None:
    found = unlike(stored, folder)
    assert found == [], "\n".join(found)


def asked_routes(folder: Path) -> set[str]:
    """The routes that a kept store has an answer of."""
    told = [(each.get("method", "GET"), each["path"]) for each in lines(folder, "answers.jsonl")]
    routes = [one.path for calls in ALL for one in calls.declarations]
    found = [(method, find_route(routes, path.partition("?")[0])) for method, path in told]
    return {f"{method} {route.resource}" for method, route in found if route}


def test_given_a_kept_store_then_every_route_that_reads_was_asked(folder: Path) -> None:
    reading = {
        f"GET {one.path}" for calls in ALL for one in calls.declarations if one.method == "GET"
    }
    later = SINCE_0_4.keys() if folder in kept.before("0.4.0") else set()
    assert reading - asked_routes(folder) == OF_NO_STORE.keys() | later


def test_given_a_kept_store_then_clients_held_cursors_of_it(folder: Path) -> None:
    held = {
        each["path"].partition("?")[0]
        for each in lines(folder, "answers.jsonl")
        if "cursor=" in each["path"]
    }
    assert len(held) > 4


def waiting(world: World) -> list[str]:
    """For whom something still waits."""
    found = []
    for table in ("RegistryTable", "HrTable"):
        items = world.cloud.client("dynamodb").scan(TableName=table)["Items"]
        found += [item["waits_for"]["S"].split("#")[0] for item in items if "waits_for" in item]
    return sorted(found)


def deliver(folder: Path) -> list[object]:
    """Bring the streams' readers what an earlier version's writes told them."""
    failed = []
    for line in lines(folder, "events.jsonl"):
        handler = alone(getattr(streams, line["function"]))
        answer = handler({"Records": [line["record"]]}, Context(line["function"]))
        failed += answer["batchItemFailures"]
    return failed


def test_given_events_and_messages_of_before_then_they_are_done(
    stored: World, folder: Path
) -> None:
    assert deliver(folder) == []
    stored.settle()
    stored.now += MINUTES
    stored.tick("sweep")
    stored.settle()
    assert set(waiting(stored)) <= set(BY_PEOPLE)
    admin = Client(stored, asked.PROVINCE)
    jobs = admin.must("GET", "/v1/admin/imports")["items"]
    assert {each["state"] for each in jobs} <= {"done", "failed", "preview", "discarded"}
    assert {each["state"] for each in admin.must("GET", "/v1/admin/archives")["items"]} <= {
        "done",
        "expired",
    }
    for who in ("tang", "dai"):
        year = Client(stored, who).must("GET", "/v1/me/years/2020")
        assert (year["complete"], year["certificate"]["state"]) == (True, "issued")
    assert Client(stored, asked.PROVINCE).must("GET", "/v1/admin/dead-letters")["items"] == []


def test_given_a_kept_archive_then_nothing_in_it_or_the_tables_was_changed(
    stored: World, folder: Path
) -> None:
    deliver(folder)
    stored.settle()
    stored.tick("seal_archive")
    _, found = audit_verify.verify(stored.now, {"--tables"})
    assert found == []


def test_given_records_of_before_then_people_and_bureaus_go_on_with_them(stored: World) -> None:
    stored.settle()
    bureau, qian = Client(stored, asked.BUREAU), Client(stored, "qian")
    records = {each["state"]: each for each in qian.must("GET", "/v1/me/years/2020")["records"]}
    submitted = bureau.must("GET", "/v1/review/records")["items"]
    for record in submitted:
        path = f"/v1/review/records/{record['id']}/decision"
        assert bureau.must("POST", path, {"decision": "accredit"})["state"] == "accredited"
    restored = f"/v1/admin/records/{records['revoked']['id']}/restore"
    assert Client(stored, asked.PROVINCE).must("POST", restored, {"reason": "复核"})
    withdrawn = f"/v1/me/records/{records['draft']['id']}/withdraw"
    assert qian.must("POST", withdrawn, {})["state"] == "withdrawn"


@pytest.mark.parametrize(
    ("before", "now", "is_alike"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1}, {"b": 2}, False),
        ({"a": None}, {}, False),
        ({"a": [1, 2]}, {"a": [2, 1]}, False),
        ({"a": [1]}, {"a": [1, 2]}, False),
        ([{"year": 2020, "x": 1}], [{"year": 2021}, {"year": 2020, "x": 1}], True),
        ([{"year": 2020, "x": 1}], [{"year": 2020, "x": 2}], False),
        ([{"year": 2020}], [{"year": 2021}], False),
        ([], [{"year": 2021}], False),
        ("1", 1, False),
    ],
)
def test_given_two_answers_then_what_is_lost_or_differs_is_found(
    before: object, now: object, *, is_alike: bool
) -> None:
    assert (differences(before, now) == []) is is_alike
