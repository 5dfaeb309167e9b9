"""What a notice asked for has been done: it is unread no more, whether or not anybody opened it."""

from typing import Any

from chalicelib.records.actions.tell_mended import tell_mended
from tests.journey.world import Client, World


def unread(owner: Client) -> set[str]:
    told = owner.get("/v1/me/notices").body["items"]
    return {each["kind"] for each in told if each["read_at"] is None}


def returned(world: World, record: dict[str, Any]) -> None:
    path = f"/v1/review/records/{record['id']}/decision"
    world.reviewer().must("POST", path, {"decision": "return", "reason": "请补签到表"})


def test_given_a_return_that_was_mended_then_its_notice_is_unread_no_more(world: World) -> None:
    li = world.professional().enrol()
    record = li.submit()
    returned(world, record)
    world.settle()
    assert unread(li) == {"record_returned"}
    sent = li.application(evidence=[li.upload()], submit=True, reference="JM-2020-0018")
    li.must("PUT", f"/v1/me/records/{record['id']}", sent)
    world.settle()
    assert unread(li) == set()
    returned(world, record)
    world.settle()
    assert unread(li) == {"record_returned"}, "the second return has a notice of its own"
    li.must("POST", f"/v1/me/records/{record['id']}/withdraw")
    world.settle()
    assert unread(li) == set()


def test_given_a_held_certificate_that_is_issued_then_what_held_it_is_unread_no_more(
    world: World,
) -> None:
    li = world.professional().enrol()
    li.study()
    world.accredit(li.submit())
    world.settle()
    assert "certificate_held" in unread(li)
    li.must("POST", "/v1/me/hr-account", {})
    world.settle()
    assert li.get("/v1/me/years/2020").body["certificate"]["state"] == "issued"
    assert "certificate_held" not in unread(li)
    assert "certificate_issued" in unread(li)


def test_given_writes_that_mend_nothing_then_nothing_is_settled() -> None:
    assert tell_mended([{"ApproximateCreationDateTime": 0, "NewImage": {}}]) == 0
