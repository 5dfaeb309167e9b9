"""What a provider reported is listed to it, with what became of each (R40, R42)."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.store import acts
from chalicelib.platform.store.tables import RegistryItem
from tests.journey.reports import Provider, document, online, provider, report
from tests.journey.world import LI, World

MINUTE = timedelta(minutes=1)


@pytest.fixture
def school(world: World) -> Provider:
    return provider(world)


def listed(school: Provider, query: str = "") -> list[dict[str, Any]]:
    """Everything that a query lists, page by page."""
    items: list[dict[str, Any]] = []
    page = school.must("GET", f"/v1/provider/reports?{query}")
    items += page["items"]
    while page["next"]:
        page = school.must("GET", f"/v1/provider/reports?{query}&cursor={page['next']}")
        items += page["items"]
    return items


def references(school: Provider, query: str = "") -> list[str]:
    return [each["reference"] for each in listed(school, query)]


def test_r42_given_reports_then_their_reporter_sees_what_became_of_each(
    world: World, school: Provider
) -> None:
    li = world.professional().enrol()
    later = {"name": "张学分", "document": document(1)}
    sent = [online("A"), report("B", **later), report("C", name="王五"), report("D", form="walk")]
    for each in sent:
        school.report(each)
        world.now += MINUTE

    assert references(school) == ["C", "B", "A"], "what cannot be read is nothing reported"
    assert references(school, "order=oldest&limit=1") == ["A", "B", "C"]
    assert [references(school, f"state={each}") for each in ("accredited", "waiting")] == [
        ["A"],
        ["B"],
    ]
    refused, waiting, accredited = listed(school)
    assert (refused["status"], refused["code"]) == ("refused", "name_differs")
    assert (waiting["status"], waiting["name"], waiting["waiting_days"]) == ("waiting", "张**", 0)
    assert waiting["document"]["number"] == f"440703********{document(1)['number'][-4:]}"
    (record,) = li.must("GET", "/v1/me/years/2020")["records"]
    assert accredited["record"] == record["id"]

    world.professional("zhang").enrol(**later)
    world.settle()
    whole = school.must("GET", f"/v1/provider/reports/{waiting['id']}")
    assert (whole["status"], whole["history"]) == ("accredited", [])
    assert whole["record"].split("-")[1] == "2020"
    assert references(school, "state=waiting") == []


def test_r42_given_what_others_reported_then_it_is_not_there(
    world: World, school: Provider
) -> None:
    other = provider(world, "440700")
    other.report(report())
    (theirs,) = listed(other)

    assert listed(school) == []
    assert school.get(f"/v1/provider/reports/{theirs['id']}").status == 404
    assert school.get("/v1/provider/reports/x").status == 404


def test_r42_given_a_report_again_then_the_ledger_tells_of_it_once_and_of_the_last_that_counts(
    world: World, school: Provider
) -> None:
    world.professional().enrol()
    school.report(report(name="王五"), report(name="王五"))
    assert [each["status"] for each in listed(school)] == ["refused"]
    school.report(report(), report(), report(facts={"days": 4}))

    (kept,) = listed(school)
    assert (kept["status"], kept["facts"]) == ("accredited", {"days": 3})
    assert listed(school, "state=refused") == []


def test_r38_given_a_check_then_it_says_agrees_or_not_a_hundred_times_a_day_and_who_asked_is_kept(
    world: World, school: Provider
) -> None:
    li = world.professional().enrol()

    def agrees(name: str, of: dict[str, str]) -> object:
        return school.post("/v1/provider/checks", {"name": name, "document": of}).body["agrees"]

    assert (agrees("李䶮", LI), agrees("王五", LI), agrees("李䶮", document(1))) == (
        True,
        False,
        False,
    )
    person = li.get("/v1/me").body["id"]
    kept = acts.find_acts(f"P#{person}")
    assert [(each.what, each.by.party) for each in kept] == [("identity_checked", "reporter")] * 2
    login = kept[0].by.login
    assert len(acts.find_acts(f"STAFF#{login}")) >= 3
    RegistryItem(f"STAFF#{login}", f"K#{shanghai_date(world.now)}", version=100, body={}).save()
    refused = school.post("/v1/provider/checks", {"name": "李䶮", "document": LI})
    assert (refused.status, refused.code) == (429, "checks_too_many")
    world.now += timedelta(days=1)
    assert agrees("李䶮", LI)


def test_r40_given_one_reference_for_a_whole_class_then_each_of_them_has_a_report_of_its_own(
    world: World, school: Provider
) -> None:
    li = world.professional().enrol()
    others = [{"name": "张学分", "document": document(number)} for number in (1, 2)]
    world.professional("zhang").enrol(**others[0])
    assert school.statuses(report("CLASS"), *(report("CLASS", **each) for each in others)) == [
        "accredited",
        "accredited",
        "waiting",
    ]

    kept = listed(school)
    assert len({each["id"] for each in kept}) == len(kept) == 3
    mine = next(each for each in kept if each["name"] == "李**")
    path = f"/v1/provider/reports/{mine['id']}"
    school.must("PUT", path, report("CLASS", facts={"days": 1}, reason="核对"))
    assert sorted(each["status"] for each in listed(school)) == [
        "accredited",
        "corrected",
        "waiting",
    ]
    assert li.must("GET", "/v1/me/years/2020")["professional"]["accredited"] == "10"
    world.professional("zhang2").enrol(**others[1])
    world.settle()
    assert sorted(each["status"] for each in listed(school)) == [
        "accredited",
        "accredited",
        "corrected",
    ]
