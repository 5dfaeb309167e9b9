"""R19, R20: a record is answered with what whoever asks may do with it now, by its rows."""

from typing import Any

from tests.journey.world import LI, Client, World
from tests.records.test_review import at, reject

WHY = {"reason": "因故"}
DECISIONS = ["accredit", "return", "reject"]


def moves(record: dict[str, Any]) -> list[str]:
    return [each["name"] for each in record["moves"]]


def seen(staff: Client, record: dict[str, Any]) -> list[str]:
    return moves(staff.must("GET", at(record)))


def test_r19_given_a_life_then_its_owner_is_told_what_may_be_done(world: World) -> None:
    li = world.professional().enrol()
    record = li.submit()
    assert moves(record) == ["withdraw"]
    assert record["moves"] == [
        {"name": "withdraw", "label": "撤回", "to": "withdrawn", "needs_reason": False}
    ]
    mine = f"/v1/me/records/{record['id']}"
    world.reviewer().must("POST", at(record, "/decision"), {"decision": "return", **WHY})
    assert moves(li.get(mine).body) == ["submit", "withdraw"]
    (year,) = [each for each in li.get("/v1/me/years").body["items"] if each["records"]]
    assert moves(year["records"][0]) == ["submit", "withdraw"]
    assert moves(li.must("POST", f"{mine}/withdraw")) == []


def test_r20_given_bureaus_then_each_is_told_what_its_place_allows(world: World) -> None:
    record = world.professional().enrol().submit()
    county, city, province = (world.reviewer(each) for each in ("440703", "440700", "440000"))
    assert seen(county, record) == DECISIONS
    assert seen(city, record) == seen(province, record) == [*DECISIONS, "take-over"]
    (listed,) = city.get("/v1/review/records").body["items"]
    assert moves(listed) == [*DECISIONS, "take-over"]
    taken = city.must("POST", at(record, "/take-over"), WHY)
    assert (moves(taken), seen(county, record)) == (DECISIONS, [])
    reject(world, record, "440700")
    assert [seen(each, record) for each in (county, city, province)] == [[], [], ["reopen"]]


def test_r19_given_an_administrator_then_revoking_and_restoring_are_told(world: World) -> None:
    li = world.professional().enrol()
    record = li.submit()
    accredited = world.reviewer().must("POST", at(record, "/decision"), {"decision": "accredit"})
    assert moves(accredited) == []
    administrator = world.administrator()
    path = f"/v1/admin/professionals/{li.get('/v1/me').body['id']}"

    def shown() -> list[str]:
        years = administrator.get(path).body["years"]
        return [name for year in years for each in year["records"] for name in moves(each)]

    assert shown() == ["revoke"]
    revoked = administrator.must("POST", f"/v1/admin/records/{record['id']}/revoke", WHY)
    assert moves(revoked) == shown() == ["restore"]


def test_r20_given_a_reviewer_s_own_record_then_nothing_may_be_done(world: World) -> None:
    record = world.professional().enrol().submit()
    own = world.reviewer("440700", name="李䶮", id_number=LI["number"])
    assert seen(own, record) == []
    (listed,) = own.get("/v1/review/records").body["items"]
    assert moves(listed) == []
