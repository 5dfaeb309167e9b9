"""Who is told of an employer: its applicant, and once it is closed its clerks and people (R37, R38)."""

from typing import Any

import pytest

from chalicelib.employers.actions import tell_closings
from chalicelib.events import streams
from chalicelib.platform.store.tables import RegistryItem
from local.context import Context
from tests.employers.codes import RED
from tests.employers.test_consent import OWN
from tests.employers.test_employers import DECISION, NAME, opened, stated
from tests.employers.test_roll import on_roll
from tests.journey.world import Client, World
from tests.processes import alone


def told(one: Client) -> list[tuple[str, str]]:
    """What the employer's notices in an inbox say."""
    found = one.must("GET", "/v1/me/notices")["items"]
    return [(each["kind"], each["text"]) for each in found if each["kind"].startswith("employer_")]


def closing() -> Any:  # noqa: ANN401 - Lambda's
    """The event of the closing's act, as the stream brings it, once more."""
    (act,) = [
        item
        for item in RegistryItem.query(f"EMP#{RED}", RegistryItem.sk.startswith("A#"))
        if item.body["what"] == "employer_closed"
    ]
    change = {
        "NewImage": act.to_dynamodb_dict(),
        "SequenceNumber": "1",
        "ApproximateCreationDateTime": 1600000000,
    }
    return {"Records": [{"dynamodb": change}]}


def test_r37_given_an_application_then_its_applicant_is_told_of_the_opening_or_why_not(
    world: World,
) -> None:
    enrolled = world.professional("li").enrol()
    without = world.professional("clerk")
    for one in (enrolled, without):
        one.must("POST", "/v1/employers", stated())
    bureau = world.reviewer()
    applications = bureau.must("GET", f"/v1/employers/{RED}")["applications"]
    (first,) = [each["id"] for each in applications if each["login"] == "li"]
    refusal = {"decision": "refuse", "application": first, "reason": "执照与名称不符。"}
    for _twice in range(2):
        assert bureau.post(DECISION, refusal, key="refused").status == 200
    bureau.must("POST", DECISION, {"decision": "open"})

    ((kind, text),) = told(enrolled)
    assert kind == "employer_refused"
    assert all(part in text for part in (NAME, RED, "理由：执照与名称不符。", "咨询："))
    ((kind, text),) = told(without)
    assert (kind, NAME in text, "首位经办人" in text) == ("employer_opened", True, True)


def test_r37_given_clerks_that_come_change_places_and_go_then_each_is_told_what_it_is(
    world: World,
) -> None:
    first, second = opened(world), world.professional("second").enrol()
    bureau, path = world.reviewer(), f"/v1/employers/{RED}/clerks"
    for _twice in range(2):
        first.must("PUT", f"{path}/second", {})
    bureau.must("PUT", f"{path}/second", {"first": True})
    second.must("DELETE", f"{path}/clerk?reason=调离")

    def as_clerk(one: Client) -> list[str]:
        found = one.must("GET", "/v1/me/notices")["items"]
        return [each["text"] for each in found if each["kind"] == "clerk_changed"]

    assert sorted(text[:5] for text in as_clerk(second)) == ["您已成为单"] * 2
    assert [NAME in text and RED in text for text in as_clerk(second)] == [True] * 2
    assert sorted("首位经办人，可" in text for text in as_clerk(second)) == [False, True]
    gone, replaced = sorted(as_clerk(first), key=lambda text: "接任" in text)
    assert "您不再是单位" in gone
    assert "，理由：调离，相应权限已经终止" in gone
    assert "的首位经办人已由他人接任" in replaced


def test_r38_given_an_employer_that_is_closed_then_clerks_and_those_on_its_roll_are_told_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tell_closings, "PAGE", 2)
    clerk = opened(world)
    people = [on_roll(world, number, name) for number, name in enumerate("安白陈", 1)]
    withdrawn = on_roll(world, 4, "邓")
    withdrawn.must("DELETE", OWN)
    closed = {"state": "closed", "reason": "单位注销"}
    world.reviewer().must("PATCH", f"/v1/employers/{RED}", closed)
    world.settle()
    assert alone(streams.archive_moves)(closing(), Context("archive_moves"))
    world.settle()

    for one in people:
        ((kind, text),) = told(one)
        assert (kind, NAME in text, "同意随之终止" in text) == ("employer_closed", True, True)
        assert "注销" not in text
    assert told(withdrawn) == []
    assert [(kind, "理由：单位注销" in text) for kind, text in sorted(told(clerk))] == [
        ("employer_closed", True),
        ("employer_opened", False),
    ]
