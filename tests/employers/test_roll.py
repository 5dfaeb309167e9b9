"""An employer's roll: who stands how in which years, who is reminded, who looked (R36, R38)."""

from datetime import datetime, timedelta

import pytest

from chalicelib.employers.store.employers import employer_key
from chalicelib.people.rules.identity_check import MOST_CHECKS
from chalicelib.people.store.checks import count_check
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.views.actions import read_roll
from tests.employers.codes import BLUE, RED
from tests.employers.test_consent import OWN, agreed
from tests.employers.test_employers import opened
from tests.faults import Network
from tests.journey.world import LI, Professional, World
from tests.records.province import resident_id

ROLL = f"/v1/employers/{RED}/people"
REMINDERS = f"/v1/employers/{RED}/reminders"
VIEWS = f"/v1/employers/{RED}/views"


def on_roll(world: World, serial: int, name: str, **changes: object) -> Professional:
    """Somebody who names the employer and has agreed."""
    one = world.professional(f"person-{serial}")
    one.enrol(name, document={"type": "resident_id", "number": resident_id(serial)})
    one.must("PUT", OWN, agreed(**changes))
    return one


def test_r38_given_a_roll_then_a_clerk_sees_names_states_what_is_missing_and_certificates(
    world: World,
) -> None:
    clerk = opened(world)
    li = world.professional().enrol()
    li.must("PUT", OWN, agreed())
    li.study()
    on_roll(world, 1, "阿依·古丽")
    world.accredit(li.submit())

    page = clerk.must("GET", f"{ROLL}?year=2020")

    first, second = page["items"]
    assert page["next"] is None
    assert first["professional"] == {
        "id": li.get("/v1/me").body["id"],
        "name": "李䶮",
        "document": {"type": "resident_id", "number": "440703********107X"},
    }
    (done,) = first["years"]
    assert (done["year"], done["state"], done["missing"]) == (2020, "complete", [])
    assert first["certificate"] == done["certificate"]
    assert first["certificate"]["state"] == "pending"
    (open_year,) = second["years"]
    assert second["professional"]["name"] == "阿依·古丽"
    assert (open_year["state"], open_year["window"]["closes"]) == ("in_progress", "2020-12-31")
    assert [each["requirement"] for each in open_year["missing"]] == ["public", "professional"]
    for state, names in (("complete", ["李䶮"]), ("in_progress", ["阿依·古丽"]), ("exempt", [])):
        found = clerk.must("GET", f"{ROLL}?year=2020&state={state}")["items"]
        assert [each["professional"]["name"] for each in found] == names
    assert clerk.get(f"{ROLL}?year=1999").code == "year_unknown"
    assert LI["number"] not in str(page)


def test_r38_given_consent_then_the_year_decides_what_is_seen(world: World) -> None:
    clerk = opened(world)
    world.now = datetime(2022, 3, 1, 9, tzinfo=SHANGHAI)
    on_roll(world, 1, "甲")
    on_roll(world, 2, "乙", earlier_years=True)

    world.now = datetime(2023, 3, 1, 9, tzinfo=SHANGHAI)
    all_of = {
        each["professional"]["name"]: [year["year"] for year in each["years"]]
        for each in clerk.must("GET", ROLL)["items"]
    }
    before = {
        each["professional"]["name"]: len(each["years"])
        for each in clerk.must("GET", f"{ROLL}?year=2021")["items"]
    }

    assert all_of == {"甲": [2023, 2022], "乙": [2023, 2022, 2021, 2020, 2019, 2018]}
    assert before == {"甲": 0, "乙": 1}


@pytest.mark.parametrize("ending", ["withdrawn", "another", "moved out", "text"])
def test_r38_given_consent_that_ends_then_the_roll_says_nothing_of_the_person_any_more(
    world: World, ending: str
) -> None:
    clerk, other = opened(world), opened(world, "other", code=BLUE, name="蓝天会计师事务所")
    one = on_roll(world, 1, "王芳")
    assert len(clerk.must("GET", ROLL)["items"]) == 1
    assert other.get(ROLL).code == "not_found"

    if ending == "withdrawn":
        one.must("DELETE", OWN)
    elif ending == "another":
        one.must("PUT", OWN, agreed(BLUE))
    elif ending == "text":
        one.must("PATCH", "/v1/me", {"employer": "别处"})
    else:
        path = f"/v1/admin/professionals/{one.get('/v1/me').body['id']}"
        world.administrator().must("PATCH", path, {"moved_out": True, "reason": "转往深圳"})

    assert clerk.must("GET", ROLL)["items"] == []
    assert clerk.must("POST", REMINDERS, {})["reminded"] == 0
    seen = other.must("GET", f"/v1/employers/{BLUE}/people")["items"]
    assert len(seen) == (ending == "another")


def test_r38_given_many_people_then_pages_go_on_by_name_and_a_cursor_names_nobody(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = opened(world)
    names = ["安", "白", "陈", "邓", "冯"]
    people = [on_roll(world, number, name) for number, name in enumerate(names, 1)]
    wanted = sorted(names)

    got, cursor = [], ""
    while True:
        page = clerk.must("GET", f"{ROLL}?limit=2{cursor}")
        got += [each["professional"]["name"] for each in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert got == wanted
    monkeypatch.setattr(read_roll, "TOGETHER", 2)
    monkeypatch.setattr(read_roll, "MOST_LOOKED_AT", 2)
    short = clerk.must("GET", f"{ROLL}?year=2020&state=complete")
    assert short["items"] == []
    rest = clerk.must("GET", f"{ROLL}?cursor={short['next']}")["items"]
    assert [each["professional"]["name"] for each in rest] == wanted[2:4]
    people[names.index(wanted[1])].must("DELETE", OWN)
    assert clerk.get(f"{ROLL}?cursor={short['next']}").code == "cursor_invalid"


def test_r38_given_those_who_are_late_then_each_is_reminded_once_a_week(world: World) -> None:
    clerk = opened(world)
    one = on_roll(world, 1, "王芳")

    assert clerk.must("POST", REMINDERS, {"year": 2020}) == {
        "reminded": 1,
        "already": 0,
        "next": None,
    }
    (notice,) = one.get("/v1/me/notices").body["items"]
    assert notice["title"] == "单位提醒：2020年度继续教育尚未完成"
    assert all(text in notice["text"] for text in ("红星", "30学分", "2020-12-31", "请"))
    world.now += timedelta(days=7, seconds=-1)
    assert clerk.must("POST", REMINDERS, {})["already"] == 1
    world.now += timedelta(seconds=1)
    assert clerk.must("POST", REMINDERS, {})["reminded"] == 1
    assert len(one.get("/v1/me/notices").body["items"]) == 2
    world.now = datetime(2021, 2, 1, 9, tzinfo=SHANGHAI)
    assert clerk.must("POST", REMINDERS, {"year": 2020})["reminded"] == 0, "it is closed"


def test_r38_given_two_clerks_who_remind_at_once_then_each_person_hears_one(
    world: World, network: Network
) -> None:
    clerk = opened(world)
    clerk.must("PUT", f"/v1/employers/{RED}/clerks/second", {})
    second = world.professional("second")
    one = on_roll(world, 1, "王芳")

    network.meanwhile(1, lambda: second.must("POST", REMINDERS, {}))
    done = clerk.must("POST", REMINDERS, {})

    assert network.heal()
    assert (done["reminded"], done["already"]) == (0, 1)
    assert len(one.get("/v1/me/notices").body["items"]) == 1


def test_r38_given_looks_then_both_sides_see_who_looked_when(world: World) -> None:
    clerk = opened(world)
    one = on_roll(world, 1, "王芳")
    person = one.get("/v1/me").body["id"]
    clerk.must("GET", f"{ROLL}?year=2020")
    clerk.must("GET", f"{ROLL}?year=2020")
    world.now += timedelta(days=1)
    clerk.must("POST", REMINDERS, {})

    mine = one.must("GET", "/v1/me/employer/views")["items"]

    assert [(each["what"], each["login"], each["code"]) for each in mine] == [
        ("roll_reminded", "clerk", RED),
        ("roll_read", "clerk", RED),
    ]
    assert (mine[1]["year"], mine[1]["at"][:10]) == (2020, "2020-06-01")
    for reader in (clerk, world.reviewer(), world.administrator()):
        seen = reader.must("GET", f"{VIEWS}?limit=2")
        rest = reader.must("GET", f"{VIEWS}?limit=2&cursor={seen['next']}")
        looked = [*seen["items"], *rest["items"]]
        assert [each["what"] for each in looked] == ["roll_reminded", "roll_read", "roll_read"]
        assert looked[0]["people"] == [{"id": person, "name": "王芳"}]
    one.must("DELETE", OWN)
    assert clerk.must("GET", VIEWS)["items"][0]["people"] == [{"id": person, "name": None}]
    assert world.professional("x").get(VIEWS).code == "not_found"
    assert world.reviewer("440704").get(VIEWS).code == "not_found"


def test_r38_given_a_check_then_it_needs_the_full_name_and_tells_agrees_or_not(
    world: World,
) -> None:
    clerk = opened(world)
    li = world.professional().enrol()
    path = f"/v1/employers/{RED}/checks"

    def check(name: str, document: dict[str, str]) -> object:
        return clerk.must("POST", path, {"name": name, "document": document})

    unknown = {"type": "resident_id", "number": resident_id(9)}
    assert check("李䶮", LI) == {"agrees": True}
    assert check("李龙", LI) == check("李䶮", unknown) == {"agrees": False}
    faulty = {"name": "", "document": {"type": "resident_id", "number": "1"}}
    refused = clerk.post(path, faulty)
    assert [each["code"] for each in refused.body["faults"]] == ["name_invalid", "document_invalid"]
    for _ in range(MOST_CHECKS - 3):
        count_check(employer_key(RED), world.now.date())
    full = clerk.post(path, {"name": "李䶮", "document": LI})
    assert (full.status, full.code) == (429, "checks_too_many")
    (mine,) = li.must("GET", "/v1/me/employer/views")["items"]
    assert (mine["what"], mine["login"]) == ("identity_checked", "clerk")
    seen = clerk.must("GET", f"{VIEWS}?limit=200")["items"]
    assert len(seen) == 3
    assert world.professional("x").post(path, {"name": "李䶮", "document": LI}).code == "not_found"
    world.now += timedelta(days=1)
    assert check("李䶮", LI) == {"agrees": True}
