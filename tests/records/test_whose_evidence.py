"""R7: whose evidence it is: the whole name for whoever decides, kept each time; a file of two people side by side."""

from datetime import datetime, timedelta
from typing import Any

from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.reports import document
from tests.journey.world import Client, Professional, World
from tests.records.test_review import ACCREDIT, at, reject

NAME, MASKED = "李䶮", "李**"


def looks(world: World, person: Client) -> list[tuple[str, str]]:
    """Who looked at somebody's name, and why, the first first."""
    path = f"/v1/admin/professionals/{person.get('/v1/me').body['id']}/history?limit=200"
    lines = world.administrator().get(path).body["items"]
    return [(each["by"], each["reason"]) for each in lines if each["what"] == "name_read"]


def shown(staff: Client, record: dict[str, Any], query: str = "") -> tuple[str, bool]:
    person = staff.must("GET", at(record, query))["professional"]
    assert "*" in person["document"]["number"], "numbers stay masked"
    return person["name"], person.get("in_full", False)


def test_r7_given_whoever_decides_then_the_whole_name_in_that_record_alone_and_each_look_is_kept(
    world: World,
) -> None:
    li = world.professional().enrol(NAME)
    record = li.submit()
    county, city = world.reviewer(), world.reviewer("440700")
    (listed,) = county.get("/v1/review/records").body["items"]
    assert listed["professional"]["name"] == MASKED, "masked in lists"
    assert shown(county, record, "?masked=true") == (MASKED, False)
    assert looks(world, li) == [], "nobody has seen it yet"

    for each in (county, county, city):
        world.now += timedelta(seconds=1)
        assert shown(each, record) == (NAME, True)
    why = f"认定学分记录{record['id']}"
    by = [f"bureau:{each}:reviewer-{each}" for each in ("440703", "440703", "440700")]
    assert looks(world, li) == [(each, why) for each in by]

    city.must("POST", at(record, "/take-over"), {"reason": "县级人员不足"})
    assert shown(county, record) == (MASKED, False), "it decides no more"
    decided = city.must("POST", at(record, "/decision"), ACCREDIT)
    assert decided["professional"]["name"] == MASKED
    assert shown(city, record) == (MASKED, False), "it is decided"
    assert world.reviewer("440704").get(at(record)).status == 404
    assert len(looks(world, li)) == 3


def test_r7_given_ones_own_record_then_it_is_masked_like_any_that_one_may_not_decide(
    world: World,
) -> None:
    own = world.professional("reviewer-440703").enrol(NAME)
    record = own.submit()
    assert shown(world.reviewer(), record) == (MASKED, False)
    assert looks(world, own) == []


def test_r7_given_an_appeal_then_whoever_answers_it_sees_the_name_and_whoever_refused_does_not(
    world: World,
) -> None:
    li = world.professional().enrol(NAME)
    record = li.submit()
    reject(world, record, "440700")
    li.must("POST", f"/v1/me/records/{record['id']}/appeal", {"reasons": "确为会计类"})
    county, city, province = (world.reviewer(each) for each in ("440703", "440700", "440000"))
    assert [shown(each, record) for each in (county, city)] == [(MASKED, False)] * 2
    assert shown(province, record) == (NAME, True)
    assert looks(world, li) == [("bureau:440000:reviewer-440000", f"复核学分记录{record['id']}")]


def test_r7_given_a_claim_to_be_general_knowledge_then_whoever_answers_it_sees_the_name(
    world: World,
) -> None:
    world.now = datetime(2024, 6, 1, 9, tzinfo=SHANGHAI)
    li = world.professional().enrol(NAME)
    record = li.submit(2024, started_on="2024-05-18", ended_on="2024-05-20", facts={"days": 3})
    county = world.reviewer()
    county.must("POST", at(record, "/decision"), ACCREDIT)
    assert shown(county, record) == (MASKED, False)
    claim = f"/v1/me/records/{record['id']}/general-knowledge"
    li.must("POST", claim, {"reasons": "课程含会计职业道德"})
    assert shown(county, record) == (NAME, True)
    assert looks(world, li)[-1][1] == f"确认专业通识：学分记录{record['id']}"
    county.must("POST", at(record, "/general-knowledge"), {"decision": "confirm"})
    assert shown(county, record) == (MASKED, False)


def test_r7_given_a_request_about_a_duty_then_its_proof_too_is_held_against_a_whole_name(
    world: World,
) -> None:
    li = world.professional().enrol(NAME)
    duty = li.must(
        "POST", "/v1/me/duties", {"evidence": [li.upload()], "worked_since": "2020-03-01"}
    )
    county, path = world.reviewer(), f"/v1/review/duties/{duty['id']}"
    (listed,) = county.get("/v1/review/duties").body["items"]
    assert listed["professional"]["name"] == MASKED
    opened = county.must("GET", path)
    assert (opened["professional"]["name"], opened["professional"]["in_full"]) == (NAME, True)
    assert opened["evidence"][0]["url"]
    assert looks(world, li) == [("bureau:440703:reviewer-440703", f"确认年度义务申请{duty['id']}")]
    assert world.reviewer("440704").get(path).status == 404
    county.must("POST", f"{path}/decision", {"decision": "confirm"})
    assert county.must("GET", path)["professional"]["name"] == MASKED
    assert len(looks(world, li)) == 1


def _of_two(world: World, territory: str) -> tuple[Professional, dict[str, Any], dict[str, Any]]:
    """A file that two people brought: the other's owner, the other's record, one's own."""
    other = world.professional("zhang").enrol("张学分", territory, document=document(1))
    theirs = other.submit()
    mine = world.professional().enrol(NAME).submit(title="另一个题名")
    return other, theirs, mine


def test_given_a_file_of_two_people_then_the_warning_leads_to_the_other_record_masked(
    world: World,
) -> None:
    other, theirs, mine = _of_two(world, "440703")
    county = world.reviewer()
    (file,) = county.must("GET", at(mine))["evidence"]
    (used,) = file["used_by"]
    assert file["also_used_by_others"] is True
    assert (used["record"]["id"], used["record"]["title"]) == (theirs["id"], theirs["title"])
    assert (used["professional"]["name"], used["within"]) == ("张**", True)
    assert [each["text"] for each in used["facts_said"]] == ["6"]
    assert looks(world, other) == [], "beside another record nobody's name is whole"
    back = county.must("GET", at(used["record"]))["evidence"][0]["used_by"]
    assert [each["record"]["id"] for each in back] == [mine["id"]]


def test_r20_given_a_file_of_another_county_then_its_bureau_is_named_and_the_record_stays_shut(
    world: World,
) -> None:
    _, theirs, mine = _of_two(world, "440704")
    county = world.reviewer()
    (used,) = county.must("GET", at(mine))["evidence"][0]["used_by"]
    assert (used["within"], used["bureau_name"]) == (False, "广东省江门市江海区")
    assert used["phone"]
    assert "证明.pdf" not in str(used)
    assert "url" not in str(used), "no file of another bureau's"
    assert county.get(at(theirs)).status == 404
    city = world.reviewer("440700").must("GET", at(mine))["evidence"][0]["used_by"]
    assert [each["within"] for each in city] == [True]
