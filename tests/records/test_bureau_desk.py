"""The head of the desk, what is looked for there, the applicant's year, and the reasons that a bureau keeps."""

from datetime import timedelta
from typing import Any

import pytest

from tests.journey.reports import document
from tests.journey.world import LI, Client, World
from tests.platform.lists import applied
from tests.records.test_review import ACCREDIT, at, reject

SEARCH, DESK, REASONS = "/v1/review/records/search", "/v1/review/desk", "/v1/review/reasons"
TITLE = "新收入准则专题培训"


def head(staff: Client, query: str = "") -> tuple[int, str | None, int, int]:
    shown = staff.must("GET", f"{DESK}{query}")
    assert shown["more"] is False
    own, bureau = shown["decided_by_self"], shown["decided_by_bureau"]
    return shown["waiting"], shown["oldest_since"], own, bureau


def found(staff: Client, text: str, **asked: object) -> list[str]:
    return [
        each["title"] for each in staff.must("POST", SEARCH, {"sought": text, **asked})["items"]
    ]


def test_given_a_day_at_the_desk_then_it_says_what_waits_since_when_and_what_was_decided(
    world: World,
) -> None:
    li = world.professional().enrol()
    records = [li.submit(reference=f"JM-{n}", title=f"第{n}期") for n in range(4)]
    county, city = world.reviewer(), world.reviewer("440700")
    colleague = world.reviewer(subject="reviewer-b")
    oldest = "2020-06-01T09:00:00+08:00"
    assert head(county) == head(city) == (4, oldest, 0, 0)
    assert head(city, "?territory=440704") == (0, None, 0, 0)

    county.must("POST", at(records[0], "/decision"), ACCREDIT)
    verdicts = [{**ACCREDIT, "record": records[1]["id"]}] * 2
    county.must("POST", "/v1/review/decisions", {"decisions": verdicts})
    returned = {"decision": "return", "reason": "不清晰"}
    for _ in range(2):
        answer = colleague.post(at(records[2], "/decision"), returned, key="k-1")
        assert answer.status == 200, "a repeat is counted once"
    assert (head(county), head(colleague)) == ((1, oldest, 2, 3), (1, oldest, 1, 3))
    assert head(city) == (1, oldest, 0, 0), "the city has decided nothing itself"
    applied()
    assert head(city) == (1, oldest, 0, 0)
    world.now += timedelta(hours=14, minutes=59)
    assert head(county)[2:] == (2, 3)
    world.now += timedelta(minutes=1)
    assert head(county)[2:] == (0, 0), "another day in China"


def test_given_what_is_typed_then_records_are_found_by_number_name_title_and_reference(
    world: World,
) -> None:
    li = world.professional().enrol()
    first = li.submit()
    reject(world, first)
    world.now += timedelta(minutes=1)
    li.submit(reference="ＪＭ-2020-0018", title="管理会计Ａ班")
    other = world.professional("zhang").enrol("张学分", "440704", document=document(1))
    other.submit(title="张学分的讲座", reference="2")
    county, city = world.reviewer(), world.reviewer("440700")

    of_li = ["管理会计Ａ班", TITLE]
    number = f" {LI['number'][:6]} {LI['number'][6:].lower()} "
    assert found(county, number) == found(county, " 李䶮 ") == of_li, (
        "decided ones too, the latest first"
    )
    assert found(county, "会计a") == found(county, "jm-2020-0018") == ["管理会计Ａ班"]
    assert found(county, "收入准则") == [], "it does not wait any more"
    assert found(county, "张学分") == found(county, "李") == [], (
        "another county's; not a whole name"
    )
    assert found(city, "张学分") == ["张学分的讲座"], "once, though its title says it too"
    assert found(city, "李䶮", territory="440704") == []
    (shown, *_) = county.must("POST", SEARCH, {"sought": "李䶮"})["items"]
    assert shown["professional"]["name"] == "李**", "a list is masked"


def test_given_a_limit_then_what_is_found_goes_on_from_people_to_what_waits(world: World) -> None:
    li = world.professional().enrol()
    for n in range(3):
        li.submit(reference=f"李䶮-{n}", title=f"第{n}期")
        world.now += timedelta(minutes=1)
    other = world.professional("zhang").enrol("张学分", document=document(1))
    other.submit(title="李䶮讲会计")
    county, pages, cursor = world.reviewer(), [], None
    while cursor is not None or not pages:
        asked = {"sought": "李䶮", "limit": 1, **({"cursor": cursor} if cursor else {})}
        answer = county.must("POST", SEARCH, asked)
        pages.append([each["title"] for each in answer["items"]])
        cursor = answer["next"]
    titles = [title for page in pages for title in page]
    assert max(map(len, pages)) == 1
    assert list(dict.fromkeys(titles)) == ["第2期", "第1期", "第0期", "李䶮讲会计"]


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("·", "field_invalid", "sought"),
        (LI["number"][:-1] + "0", "document_invalid", "document.number"),
    ],
)
def test_given_nothing_or_a_wrong_number_then_it_says_what_to_type(
    world: World, text: str, code: str, field: str
) -> None:
    refused = world.reviewer().post(SEARCH, {"sought": text})
    assert (refused.status, refused.code, refused.body["field"]) == (422, code, field)


def test_given_a_record_then_its_owners_year_stands_beside_it(world: World) -> None:
    li = world.professional().enrol()
    li.study()
    world.now += timedelta(minutes=1)
    first, second = li.submit(), li.submit(reference="2", facts={"days": 2}, title="两天")
    li.must("POST", "/v1/me/years/2020/records", li.application(reference="3"))
    county = world.reviewer()
    county.must("POST", at(first, "/decision"), {**ACCREDIT, "credits": "40", "reason": "四天"})

    beside = county.must("GET", at(second))["year_beside"]

    def amount(subject: str) -> tuple[str, str]:
        return beside[subject]["accredited"], beside[subject]["required"]

    assert (amount("public"), amount("professional")) == (("30", "30"), ("40", "60"))
    assert (beside["complete"], beside["exempt"], len(beside["missing"])) == (False, False, 1)
    assert "还差20学分" in beside["missing"][0]
    others: list[dict[str, Any]] = beside["records"]
    assert [(each["title"], each["credits"], each["state"]) for each in others[1:]] == [
        (TITLE, "40", "accredited")
    ], "no drafts, and not the record itself"


def test_given_a_bureaus_reasons_then_its_own_take_the_place_of_the_first_ones(
    world: World,
) -> None:
    county, administrator = world.reviewer(), world.administrator("440703")
    first = county.must("GET", REASONS)
    assert (first["version"], first["changed_at"]) == (0, None)
    assert {each["use"] for each in first["reasons"]} == {"return", "reject"}

    own = {"reasons": [{"use": "return", "text": " 请补盖公章。 "}, *first["reasons"][:1]]}
    kept = administrator.must("PUT", REASONS, own)
    assert kept["reasons"][0] == {"use": "return", "text": "请补盖公章。"}
    assert (kept["version"], county.must("GET", REASONS)) == (1, kept)
    assert county.must("PUT", REASONS, own)["version"] == 1, "the same again changes nothing"
    assert world.reviewer("440704").must("GET", REASONS) == {
        **first,
        "territory": "440704",
        "territory_name": "广东省江门市江海区",
    }
    refused = county.send("PUT", REASONS, {"reasons": [{"use": "reject", "text": " "}]})
    assert (refused.status, refused.code) == (422, "field_invalid")
    assert county.must("PUT", REASONS, {"reasons": []})["reasons"] == [], "none is wanted"
