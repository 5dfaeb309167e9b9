"""R8: what nobody called general knowledge in time may be claimed to be afterwards; its bureau confirms it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.reports import ZHANG, document
from tests.journey.world import Answer, Client, Professional, World

LIST = "/v1/review/general-knowledge"
REASONS = {"reasons": "第二至四天为会计职业道德和会计法规"}


@pytest.fixture
def li(world: World) -> Professional:
    """Somebody whose year asks for general knowledge, with everything but that."""
    world.now = datetime(2025, 3, 3, 9, tzinfo=SHANGHAI)
    return world.professional().enrol()


def counted(world: World, owner: Professional) -> dict[str, Any]:
    """A record that was accredited, and that nobody called general knowledge."""
    days = {"facts": {"days": 3}, "started_on": "2024-08-11", "ended_on": "2024-08-13"}
    record = owner.submit(2024, **days, reference="JM-2024-1")
    assert world.accredit(record).status == 200
    return record


def claimed(owner: Client, record: dict[str, Any], key: str | None = None) -> Answer:
    return owner.post(f"/v1/me/records/{record['id']}/general-knowledge", REASONS, key=key)


def answered(staff: Client, record: dict[str, Any], decision: str, **said: str) -> Answer:
    path = f"/v1/review/records/{record['id']}/general-knowledge"
    return staff.post(path, {"decision": decision, **said})


def general(owner: Client) -> str:
    return str(owner.get("/v1/me/years/2024").body["general_knowledge"]["accredited"])


def listed(staff: Client, state: str = "pending") -> list[str]:
    return [each["id"] for each in staff.must("GET", f"{LIST}?state={state}")["items"]]


def test_r8_given_a_claim_then_it_counts_once_the_bureau_has_confirmed_and_not_before(
    world: World, li: Professional
) -> None:
    record = counted(world, li)
    first = claimed(li, record, key="claim")
    assert (first.body["general_claim"]["state"], first.body["general_knowledge"]) == (
        "pending",
        False,
    )
    assert claimed(li, record, key="claim").body == first.body
    assert (claimed(li, record).code, general(li)) == ("claim_pending", "0")

    bureau, other = world.reviewer(), world.reviewer("440704")
    assert (listed(bureau), listed(other)) == ([record["id"]], [])
    assert answered(other, record, "confirm").code == "not_found"
    world.now = datetime(2025, 3, 5, 9, tzinfo=SHANGHAI)
    done = answered(bureau, record, "confirm")
    assert (done.body["general_claim"]["state"], done.body["general_knowledge"]) == (
        "confirmed",
        True,
    )
    assert (general(li), listed(bureau), listed(bureau, "confirmed")) == ("60", [], [record["id"]])
    assert answered(bureau, record, "refuse", reason="再看").code == "already_decided"
    assert li.get("/v1/me/notices").body["items"][0]["title"] == "专业通识知识已确认"
    assert claimed(li, record).code == "claim_unneeded"


def test_r8_given_a_refusal_then_its_reason_is_told_and_it_may_be_claimed_anew(
    world: World, li: Professional
) -> None:
    record = counted(world, li)
    li.must("POST", f"/v1/me/records/{record['id']}/general-knowledge", REASONS)
    bureau = world.reviewer()
    assert answered(bureau, record, "refuse").code == "reason_required"
    world.now += timedelta(days=1)
    told = answered(bureau, record, "refuse", reason="课程表中没有通识内容").body["general_claim"]
    assert (told["state"], told["decision_reason"]) == ("refused", "课程表中没有通识内容")
    assert "没有通识内容" in li.get("/v1/me/notices").body["items"][0]["text"]
    assert (general(li), claimed(li, record).status) == ("0", 200)


def test_r8_given_nothing_to_gain_or_another_s_record_then_it_is_refused(
    world: World, li: Professional
) -> None:
    record = counted(world, li)
    path = f"/v1/me/records/{record['id']}/general-knowledge"
    assert li.post(path, {"reasons": " "}).code in {"reason_required", "field_invalid"}
    zhang = world.professional("zhang").enrol(ZHANG, document=document(1))
    assert claimed(zhang, record).code == "not_found"
    waiting = li.submit(
        2024,
        facts={"days": 1},
        reference="JM-2024-2",
        started_on="2024-08-20",
        ended_on="2024-08-20",
    )
    assert claimed(li, waiting).code == "claim_unneeded"
    assert answered(world.reviewer(), record, "confirm").code == "not_found"


def test_r20_given_a_claim_of_the_reviewer_s_own_then_another_answers_it(
    world: World, li: Professional
) -> None:
    record = counted(world, li)
    claimed(li, record)
    own = world.reviewer(subject="li")
    assert answered(own, record, "confirm").code == "own_record"


def test_r8_given_the_claim_that_completes_the_year_then_the_certificate_comes(
    world: World, li: Professional
) -> None:
    li.open_hr_account()
    record = counted(world, li)
    li.study(2024)
    claimed(li, record)
    assert answered(world.reviewer(), record, "confirm").status == 200
    world.settle()
    year = li.get("/v1/me/years/2024").body
    assert (year["complete"], year["certificate"]["state"]) == (True, "issued")
