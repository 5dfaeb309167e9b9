"""Reports under faults and races: exactly once, whatever fails and whoever else writes (R10, R18)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pynamodb.exceptions import PynamoDBException

from chalicelib.identity.gateways import keys
from chalicelib.reports.actions.claim_waiting import claim_waiting
from chalicelib.reports.store import waiting_rows
from tests.faults import Fault, failing
from tests.journey.reports import Provider, credits_of, document, online, provider, report, year_of
from tests.journey.world import LI, Professional, World

THREADS = 6
BROKEN = (Fault.NEVER_LANDED, Fault.ANSWER_LOST)
ONE_SECOND = timedelta(seconds=1)


@pytest.fixture
def school(world: World) -> Provider:
    return provider(world)


def at_once(*work: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(len(work)) as pool:
        return [each.result() for each in [pool.submit(one) for one in work]]


def rows(of: dict[str, str]) -> int:
    return len(waiting_rows.find_identity(keys.document_digest(of["type"], of["number"])).rows)


def is_sound(client: Professional) -> bool:
    """The standing is the sum over the accredited records, each thing registered once (R10, R16)."""
    year = year_of(client)
    counted = [r for r in year["records"] if r["state"] == "accredited"]
    total = sum(float(record["accredited_credits"]) for record in counted)
    references = [record["reference"] for record in counted]
    return float(year["professional"]["accredited"]) == total and len(set(references)) == len(
        references
    )


@pytest.mark.ministack(only=True)
def test_r10_given_the_same_reports_at_once_then_each_counts_once(
    world: World, school: Provider
) -> None:
    li = world.professional().enrol()
    reports = [online(f"JM-{number}", "1") for number in range(60)]

    answers = at_once(*[lambda: school.statuses(*reports)] * THREADS)

    assert [sorted(each).count("accredited") for each in zip(*answers, strict=True)] == [1] * 60
    assert {status for each in answers for status in each} == {"accredited", "unchanged"}
    assert (credits_of(li), is_sound(li)) == ("150", True)


@pytest.mark.ministack(only=True)
def test_r18_given_other_providers_and_the_owner_at_once_then_no_credit_is_lost(
    world: World, school: Provider
) -> None:
    li = world.professional().enrol()
    other = provider(world, "440700")

    at_once(
        lambda: school.statuses(*[online(f"A-{number}", "1") for number in range(20)]),
        lambda: other.statuses(*[online(f"B-{number}", "1") for number in range(20)]),
        lambda: [li.submit(reference=f"C-{number}") for number in range(5)],
    )

    assert (credits_of(li), is_sound(li)) == ("100", True)
    assert len(year_of(li)["records"]) == 45


@pytest.mark.ministack(only=True)
def test_r28_given_reports_that_race_enrolments_then_none_is_lost(
    world: World, school: Provider
) -> None:
    people = [document(number) for number in range(12)]
    clients = [world.professional(f"p{number}") for number in range(12)]

    def enrol() -> None:
        for client, of in zip(clients, people, strict=True):
            client.enrol(document=of)

    def send(reference: str) -> list[str]:
        return [school.statuses(report(reference, document=of))[0] for of in people]

    _, first, second = at_once(enrol, lambda: send("JM-1"), lambda: send("JM-2"))
    world.settle()

    assert set(first + second) <= {"waiting", "accredited"}
    assert {credits_of(client) for client in clients} == {"60"}
    assert sum(rows(of) for of in people) == 0


@pytest.mark.ministack(only=True)
def test_r28_given_claims_at_once_then_each_row_becomes_one_record(
    world: World, school: Provider
) -> None:
    school.report(*[online(f"JM-{number}", "1") for number in range(60)])
    li = world.professional().enrol()
    person = li.get("/v1/me").body["id"]

    at_once(*[lambda: claim_waiting(person, at=world.now)] * THREADS)

    assert (credits_of(li), is_sound(li), rows(LI)) == ("150", True, 0)


@pytest.mark.parametrize("fault", BROKEN)
def test_r18_given_a_fault_at_any_write_of_a_call_then_repeating_it_makes_it_whole(
    world: World, school: Provider, fault: Fault
) -> None:
    enrolled, later = document(1), document(2)
    li = world.professional().enrol(document=enrolled)
    reports = [online(f"JM-{number}", "1", document=enrolled) for number in range(120)]
    reports += [online(f"JM-{number}", "1", document=later) for number in range(120)]
    body = {"reports": reports}

    answers = []
    for nth in count(1):
        with failing(fault, nth) as writes:
            answers.append(school.post("/v1/provider/reports", body, key=f"call-{nth}"))
        if writes.calls < nth:
            break

    assert [answer.status for answer in answers] == [500] * (len(answers) - 1) + [200]
    assert len(answers) > 2, "a call that was never disturbed proves nothing"
    assert (credits_of(li), is_sound(li), rows(later)) == ("300", True, 120)


@pytest.mark.parametrize("fault", BROKEN)
def test_r28_given_a_fault_at_any_write_of_a_claim_then_it_is_done_in_the_end(
    world: World, school: Provider, fault: Fault
) -> None:
    school.report(*[online(f"JM-{number}", "1") for number in range(120)], report("X", name="王五"))
    li = world.professional().enrol()
    person = li.get("/v1/me").body["id"]

    for nth in count(1):
        with failing(fault, nth) as writes, suppress(PynamoDBException):
            claim_waiting(person, at=world.now)
        if writes.calls < nth:
            break

    assert nth >= 3, "a claim that was never disturbed proves nothing"
    assert (credits_of(li), is_sound(li), rows(LI)) == ("300", True, 0)
    digest = keys.document_digest(LI["type"], LI["number"])
    assert [row.code for row in waiting_rows.find_refused(digest)] == ["name_differs"]


STEP = st.one_of(
    st.tuples(
        st.just("report"),
        st.sampled_from(["440000", "440700"]),
        st.lists(
            st.tuples(
                st.integers(0, 1), st.sampled_from(["A-1", "a 1", "B", "C"]), st.integers(1, 3)
            ),
            min_size=1,
            max_size=5,
        ),
    ),
    st.tuples(st.just("enrol"), st.integers(0, 1)),
    st.tuples(st.just("settle")),
)
"""What happens: a call of a provider about persons, references and days; an enrolment; the streams."""
numbers = count(0, 2)


class Model:
    """What ought to be: per person the things that count, and by whom they were reported."""

    def __init__(self) -> None:
        self.enrolled: set[int] = set()
        self.counted: dict[int, dict[str, tuple[str, str, int]]] = {0: {}, 1: {}}
        self.held: dict[int, dict[tuple[str, str], int]] = {0: {}, 1: {}}

    def report(self, person: int, by: str, reference: str, days: int) -> str:
        """What a report is answered."""
        if person in self.enrolled:
            return self._accredit(person, by, reference, days)
        held = self.held[person]
        if (by, reference) not in held:
            held[by, reference] = days
            return "waiting"
        return "unchanged" if held[by, reference] == days else "reference_reused"

    def _accredit(self, person: int, by: str, reference: str, days: int) -> str:
        counted = self.counted[person]
        for known in counted.values():
            if known[:2] == (by, reference):
                return "unchanged" if known[2] == days else "reference_reused"
        thing = reference.lower().replace(" ", "").replace("-", "")
        if thing in counted:
            return "duplicate_credit"
        counted[thing] = (by, reference, days)
        return "accredited"

    def settle(self) -> None:
        """Claim what is held, in the order in which it was reported."""
        for person in self.enrolled:
            for (by, reference), days in self.held[person].items():
                self._accredit(person, by, reference, days)
            self.held[person] = {}


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=3, max_size=12))
def test_r10_given_any_history_of_reports_and_enrolments_then_the_model_agrees(
    world: World, steps: list[tuple[Any, ...]]
) -> None:
    first = next(numbers)
    model = Model()
    clients = [world.professional(f"p{first + each}") for each in (0, 1)]

    def enrol(person: int) -> None:
        if person not in model.enrolled:
            clients[person].enrol(document=document(first + person))
            model.enrolled.add(person)

    def send(by: str, sent: list[tuple[int, str, int]]) -> None:
        reports = [
            report(reference, facts={"days": days}, document=document(first + person))
            for person, reference, days in sent
        ]
        # A call serves one person after the other, each in the order of the call.
        expected = {
            place: model.report(person, by, reference, days)
            for place, (person, reference, days) in enumerate(sent)
        }
        assert provider(world, by).statuses(*reports) == list(expected.values())
        world.now = world.now.replace(microsecond=0) + ONE_SECOND

    def settle() -> None:
        world.settle()
        model.settle()

    for step in [*steps, ("enrol", 0), ("enrol", 1), ("settle",)]:
        match step:
            case ("enrol", person):
                enrol(person)
                settle()
            case ("report", by, sent):
                send(by, sent)
            case ("settle",):
                settle()

    for person, client in enumerate(clients):
        expected = sum(10 * days for _, _, days in model.counted[person].values())
        assert credits_of(client) == str(expected)
        assert is_sound(client)
        assert rows(document(first + person)) == 0
