"""Bureaus that GB/T 2260 has no code for register and decide for themselves (R5).

The notices of Huizhou: 大亚湾 and 仲恺 under the city, like counties.
"""

from chalicelib.imports.rules.account_row import ENROLMENT_HEADINGS
from tests.journey.imports import begin, counts, csv_file, imported, put, row, show
from tests.journey.world import LI, World

DAYA_BAY, ZHONGKAI, CITY, COUNTY = "4413K1", "4413K2", "441300", "441302"


def test_r5_given_the_places_then_what_has_no_code_of_gb_t_2260_is_marked(world: World) -> None:
    items = world.professional().must("GET", "/v1/territories")["items"]
    own = {each["code"]: each for each in items if each["own_code"]}
    assert sorted(own) == [DAYA_BAY, ZHONGKAI]
    assert own[DAYA_BAY] == {
        "code": DAYA_BAY,
        "name": "大亚湾经济技术开发区",
        "parent": CITY,
        "level": "county",
        "own_code": True,
    }


def test_r20_given_a_record_of_such_a_place_then_its_bureau_decides_and_the_city_sees_it(
    world: World,
) -> None:
    li = world.professional().enrol(territory="4413k1")
    mine = li.must("GET", "/v1/me")
    assert (mine["territory"], mine["territory_name"]) == (
        DAYA_BAY,
        "广东省惠州市大亚湾经济技术开发区",
    )
    record = li.submit()

    for territory in (DAYA_BAY, CITY):
        waiting = world.reviewer(territory).must("GET", "/v1/review/records")["items"]
        assert [each["id"] for each in waiting] == [record["id"]]
    for territory in (ZHONGKAI, COUNTY):
        other = world.reviewer(territory)
        assert other.must("GET", "/v1/review/records")["items"] == []
        assert world.accredit(record, territory).code == "not_found"
    assert world.accredit(record, DAYA_BAY).body["state"] == "accredited"


def test_r20_given_a_record_of_such_a_place_then_the_city_takes_it_over(world: World) -> None:
    record = world.professional().enrol(territory=ZHONGKAI).submit()
    path = f"/v1/review/records/{record['id']}/take-over"
    world.reviewer(CITY).must("POST", path, {"reason": "人手不足"})
    assert world.accredit(record, CITY).body["state"] == "accredited"


def test_r20_given_such_a_place_then_its_administrator_grants_there_and_nowhere_else(
    world: World,
) -> None:
    world.administrator(CITY).must(
        "PUT", "/v1/admin/staff/wang", {"role": "reviewer", "territory": DAYA_BAY}
    )
    assert world.professional("wang").get("/v1/review/records").status == 200
    local, path = world.administrator(DAYA_BAY), "/v1/admin/staff/zhao"
    local.must("PUT", path, {"role": "reviewer", "territory": DAYA_BAY})
    for territory in (CITY, COUNTY, ZHONGKAI):
        sent = {"role": "reviewer", "territory": territory}
        assert local.send("PUT", path, sent).code == "forbidden"


def test_r20_given_such_a_place_then_lists_and_counts_have_it_under_its_city(world: World) -> None:
    world.professional().enrol(territory=DAYA_BAY)
    for seeing, expected in ((CITY, 1), (DAYA_BAY, 1), (COUNTY, 0), (ZHONGKAI, 0)):
        admin = world.administrator(seeing)
        assert admin.must("GET", "/v1/admin/statistics?year=2020")["enrolled"] == expected
        people = admin.must("POST", "/v1/admin/professionals/search", {})["items"]
        assert len(people) == expected
    asked = f"/v1/admin/statistics?year=2020&territory={DAYA_BAY}"
    assert world.administrator().must("GET", asked)["enrolled"] == 1


def test_r28_given_files_that_name_such_a_place_then_their_rows_are_taken(world: World) -> None:
    enrolment = {
        "姓名": "李䶮",
        "证件类型": "居民身份证",
        "证件号码": LI["number"],
        "人员类别": "在职",
        "工作单位": "惠州市示范会计有限公司",
        "行政区划代码": "4413k1",
    }
    offered = begin(world, "existing.csv", "enrolments")
    put(offered, csv_file(enrolment, headings=ENROLMENT_HEADINGS))
    world.settle()
    assert counts(show(world, offered["id"])) == (1, 1, 0, 0)
    proved = {"name": "李䶮", "id_number": LI["number"]}
    assert world.professional("li", **proved).must("GET", "/v1/me")["territory"] == DAYA_BAY

    done = imported(world, row(行政区划代码=DAYA_BAY), row("HR0009", 行政区划代码="4413K9"))
    assert counts(done) == (2, 1, 0, 1)
