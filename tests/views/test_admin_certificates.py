"""Certificates and counts for administrators through the app's door (R20, R33)."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.journey.world import Professional, World

BANK, SHOP = "江门市示范银行", "江门市示范商店"
LIST = "/v1/admin/certificates?year=2020"


def certified(world: World, number: int, territory: str, employer: str) -> Professional:
    """A person whose year 2020 has its certificate."""
    document = {"type": "passport", "number": f"E1234567{number}"}
    one = world.professional(f"p{number}").enrol(
        "李䶮", territory, document=document, employer=employer
    )
    one.open_hr_account(document=document)
    one.study()
    world.accredit(one.submit(), territory)
    return one


def certificate(one: Professional) -> dict[str, Any]:
    found: dict[str, Any] = one.get("/v1/me/years/2020").body["certificate"]
    return found


def holders(world: World, query: str = "", territory: str = "440000") -> list[str]:
    items = world.administrator(territory).must("GET", LIST + query)["items"]
    return [each["professional"] for each in items]


@pytest.fixture
def people(world: World) -> list[str]:
    """Three with certificates, in two counties and at two employers."""
    places = [("440703", BANK), ("440703", SHOP), ("440704", BANK)]
    everybody = [certified(world, number, *place) for number, place in enumerate(places)]
    world.settle()
    return [one.get("/v1/me").body["id"] for one in everybody]


def test_given_certificates_then_they_are_found_by_territory_employer_and_state(
    world: World, people: list[str]
) -> None:
    assert sorted(holders(world)) == sorted(people)
    assert sorted(holders(world, "&territory=440703")) == sorted(people[:2])
    assert holders(world, territory="440704") == people[2:]
    assert holders(world, f"&employer={BANK}") == [people[0], people[2]]
    assert holders(world, f"&employer={BANK}&state=issued") == [people[0], people[2]]
    assert holders(world, f"&employer={BANK}&state=held") == []
    assert holders(world, "&employer=江门市") == [], "an employer is named in full"
    assert sorted(holders(world, "&state=issued")) == sorted(people)
    assert holders(world, territory="440106") == []


@pytest.mark.usefixtures("people")
def test_given_a_page_at_a_time_then_each_certificate_once(world: World) -> None:
    for query in ("", f"&employer={BANK}"):
        seen, cursor = [], ""
        while cursor is not None:
            page = world.administrator().must("GET", f"{LIST}{query}&limit=1{cursor}")
            seen += [each["professional"] for each in page["items"]]
            cursor = f"&cursor={page['next']}" if page["next"] else None
        assert sorted(seen) == sorted(holders(world, query))


def test_given_a_certificate_held_and_then_revoked_then_the_list_says_so(world: World) -> None:
    one = world.professional().enrol()
    one.study()
    record = one.submit()
    world.accredit(record)
    world.settle()
    (held,) = world.administrator().must("GET", f"{LIST}&state=held")["items"]
    assert (held["state"], held["number"]) == ("held", None)
    assert held["held_because"]["code"] == "no_hr_account"
    one.open_hr_account()
    world.settle()
    reason = {"reason": "材料系伪造"}
    world.administrator().must("POST", f"/v1/admin/records/{record['id']}/revoke", reason)
    world.settle()

    (revoked,) = world.administrator().must("GET", LIST)["items"]
    assert (revoked["state"], revoked["name"]) == ("revoked", "李䶮")
    assert holders(world, "&state=held") == []


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("?year=1999", 404, "year_unknown"),
        ("", 422, "field_missing"),
        ("?year=2020&territory=440106", 403, "forbidden"),
        ("?year=2020&territory=1", 422, "territory_unknown"),
    ],
)
@pytest.mark.parametrize("what", ["certificates", "statistics"])
def test_given_another_territory_or_no_year_then_refused(
    world: World, what: str, query: str, status: int, code: str
) -> None:
    refused = world.administrator("440700").get(f"/v1/admin/{what}{query}")

    assert (refused.status, refused.code) == (status, code)


def test_r33_given_a_number_then_its_administrator_downloads_it_and_the_history_says_so(
    world: World,
) -> None:
    one = certified(world, 1, "440703", BANK)
    world.settle()
    number = certificate(one)["number"]
    path = f"/v1/admin/certificates/{number}/download"
    county = world.administrator("440703")

    signed = county.must("POST", path, {"reason": "单位代领"})

    query = parse_qs(urlsplit(signed["url"]).query)
    assert query["response-content-disposition"][0].startswith("attachment")
    assert 0 < int(query["X-Amz-Expires"][0]) <= 600
    assert county.post(path.lower()).status == 200, "a number is read as it is typed"
    assert world.administrator("440704").post(path).code == "certificate_not_found"
    wrong = "/v1/admin/certificates/AAAAA-AAAAA-AAAAA/download"
    assert county.post(wrong).code == "certificate_number_invalid"
    person = one.get("/v1/me").body["id"]
    lines = county.get(f"/v1/admin/professionals/{person}/history").body["items"]
    acts = [each for each in lines if each["what"] == "certificate_downloaded"]
    assert {each["by"] for each in acts} == {"administrator:440703:administrator-440703"}
    assert {(each["reason"], each["year"]) for each in acts} == {("单位代领", 2020), (None, 2020)}


def test_r33_given_a_download_repeated_under_its_key_then_one_act(world: World) -> None:
    one = certified(world, 1, "440703", BANK)
    world.settle()
    path = f"/v1/admin/certificates/{certificate(one)['number']}/download"
    county = world.administrator("440703")
    for _ in range(2):
        assert county.post(path, {}, key="k").status == 200
    person = one.get("/v1/me").body["id"]
    lines = county.get(f"/v1/admin/professionals/{person}/history").body["items"]

    assert [each["what"] for each in lines].count("certificate_downloaded") == 1


def test_r33_given_a_certificate_not_yet_drawn_or_revoked_then_the_reason(world: World) -> None:
    one = certified(world, 1, "440703", BANK)
    world.settle()
    number = certificate(one)["number"]
    (record,) = (
        each
        for each in one.get("/v1/me/years/2020").body["records"]
        if each["subject"] == "professional"
    )
    admin = world.administrator()
    admin.must("POST", f"/v1/admin/records/{record['id']}/revoke", {"reason": "因故"})
    world.settle()

    refused = admin.post(f"/v1/admin/certificates/{number}/download")

    assert (refused.status, refused.code) == (409, "certificate_not_ready")
    assert "撤销" in refused.body["detail"]


@pytest.mark.usefixtures("people")
@pytest.mark.ministack(only=True)
def test_given_people_then_the_counts_are_recounted_per_territory(world: World) -> None:
    begun = world.professional("q").enrol(
        document={"type": "passport", "number": "E99999999"}, territory="440703"
    )
    world.professional("r").enrol(
        document={"type": "passport", "number": "E88888888"}, territory="440700"
    )
    begun.study()
    city = world.administrator("440700").must("GET", "/v1/admin/statistics?year=2020")

    sums = {"enrolled": 5, "in_progress": 1, "complete": 3, "certificates": 3}
    assert {name: city[name] for name in sums} == sums
    assert (city["year"], city["territory"], city["held"], city["revoked"]) == (
        2020,
        "440700",
        0,
        0,
    )
    parts = {each["territory"]: each for each in city["items"]}
    assert {code: each["enrolled"] for code, each in parts.items()} == {
        "440700": 1,
        "440703": 3,
        "440704": 1,
    }
    assert parts["440703"]["territory_name"] == "广东省江门市蓬江区"
    assert parts["440703"]["in_progress"] == 1
    county = world.administrator().must("GET", "/v1/admin/statistics?year=2020&territory=440704")
    assert (county["enrolled"], county["complete"]) == (1, 1)
    other = world.administrator().must("GET", "/v1/admin/statistics?year=2021")
    assert (other["enrolled"], other["complete"], other["in_progress"]) == (5, 0, 0)
