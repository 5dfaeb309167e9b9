"""What docs/new-move.md adds, in a province.

Not collected with the others: `test_new_move` runs it in a copy of the project that has the moves.
"""

from typing import Any

import pytest

from chalicelib.platform.store.tables import RegistryItem
from tests.journey.world import Client, Professional, World

WHY = {"reason": "附会议通知，请复核"}
QUEUE = "/v1/review/records?state=contested"


@pytest.fixture
def li(world: World) -> Professional:
    """An enrolled person of 蓬江区."""
    return world.professional().enrol()


def _revoked(world: World, li: Professional) -> dict[str, Any]:
    record = li.submit()
    world.accredit(record)
    revoke = f"/v1/admin/records/{record['id']}/revoke"
    return world.administrator().must("POST", revoke, {"reason": "不属于会计类"})


def _at(record: dict[str, Any], what: str = "") -> str:
    return f"/v1/review/records/{record['id']}/{what}".rstrip("/")


def _own(record: dict[str, Any], what: str) -> str:
    return f"/v1/me/records/{record['id']}/{what}"


def _moves(record: dict[str, Any]) -> list[str]:
    return [each["name"] for each in record["moves"]]


def _listed(staff: Client) -> list[str]:
    return [each["id"] for each in staff.get(QUEUE).body["items"]]


def _mark(li: Professional) -> str | None:
    pk = f"P#{li.get('/v1/me').body['id']}"
    records = RegistryItem.query(pk, RegistryItem.sk.startswith("Y#2020#R#"))
    (item,) = (each for each in records if each.body["state"] == "contested")
    return item.waits_for


def test_it_waits_at_the_bureau_above_alone_and_may_be_made_once(
    world: World, li: Professional
) -> None:
    record = _revoked(world, li)
    county, city, province = (world.reviewer(each) for each in ("440703", "440700", "440000"))
    assert _moves(li.get(f"/v1/me/records/{record['id']}").body) == ["object"]
    assert li.post(_own(record, "object"), {"reason": " "}).code == "reason_required"

    contested = li.must("POST", _own(record, "object"), WHY)

    assert (contested["state"], contested["bureau"], _moves(contested)) == (
        "contested",
        "440700",
        [],
    )
    assert contested["history"][-1]["reason"] == WHY["reason"]
    assert _mark(li) == "REVIEW#440700"
    assert (_listed(county), _listed(city), _listed(province)) == (
        [],
        [record["id"]],
        [record["id"]],
    )
    assert _moves(county.get(_at(record)).body) == []
    assert _moves(city.get(_at(record)).body) == ["confirm", "reinstate"]
    assert county.post(_at(record, "reinstate"), WHY).code == "forbidden"
    assert county.post(_at(record, "decision"), {"decision": "accredit"}).code == "already_decided"
    assert li.post(_own(record, "object"), WHY).code == "record_not_changeable"
    assert li.post("/v1/me/years/2020/records", li.application()).code == "duplicate_credit"


def test_given_it_is_reinstated_then_the_credits_count(world: World, li: Professional) -> None:
    record = _revoked(world, li)
    li.must("POST", _own(record, "object"), WHY)

    done = world.reviewer("440700").must("POST", _at(record, "reinstate"), WHY)

    assert (done["state"], done["accredited_credits"], done["moves"]) == ("accredited", "60", [])
    assert li.get("/v1/me/years/2020").body["professional"]["accredited"] == "60"
    assert [each["to"] for each in done["history"]][-2:] == ["contested", "accredited"]


def test_given_it_is_confirmed_then_its_owner_is_told_and_the_slot_is_free(
    world: World, li: Professional
) -> None:
    record = _revoked(world, li)
    li.must("POST", _own(record, "object"), WHY)

    done = world.reviewer("440700").must("POST", _at(record, "confirm"), WHY)

    assert done["state"] == "revoked"
    titles = [each["title"] for each in li.get("/v1/me/notices").body["items"]]
    assert "异议处理结果：维持撤销" in titles
    again = li.submit()
    assert again["state"] == "submitted"
    assert li.post(_own(record, "object"), WHY).code == "duplicate_credit"


def test_given_the_thing_was_registered_and_withdrawn_again_then_the_slot_is_taken_back(
    world: World, li: Professional
) -> None:
    record = _revoked(world, li)
    other = li.submit()
    assert li.post(_own(record, "object"), WHY).code == "duplicate_credit"
    li.must("POST", _own(other, "withdraw"))

    assert li.must("POST", _own(record, "object"), WHY)["state"] == "contested"
    assert _mark(li) == "REVIEW#440700"
