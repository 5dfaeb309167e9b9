"""R1, R19: whose a record is, where the path names it and nobody has looked up the login before."""

import pytest

from tests.journey.world import Professional, World


@pytest.fixture
def li(world: World) -> Professional:
    """Somebody who is enrolled."""
    enrolled = world.professional()
    enrolled.enrol()
    return enrolled


@pytest.mark.parametrize(
    ("method", "verb"), [("GET", ""), ("POST", "/submit"), ("POST", "/withdraw")]
)
def test_r1_given_a_login_then_only_its_own_record_is_there_and_only_while_it_is_its(
    world: World, li: Professional, method: str, verb: str
) -> None:
    draft = li.application(evidence=[li.upload()])
    record = li.must("POST", "/v1/me/years/2020/records", draft)["id"]
    path = f"/v1/me/records/{record}{verb}"
    wang, bound = world.professional("wang"), world.professional("li anew")
    assert wang.send(method, path).code == "not_enrolled"
    wang.enrol(document={"type": "passport", "number": "E12345678"})
    assert wang.send(method, path).code == "not_found"

    person = li.must("GET", "/v1/me")["id"]
    world.administrator().must(
        "POST",
        f"/v1/admin/professionals/{person}/login",
        {"sub": "li anew", "reason": "手机遗失，已核对证件"},
    )

    assert li.send(method, path).code == "not_enrolled"
    assert bound.must(method, path)["id"] == record


@pytest.mark.parametrize("record", ["x", "nobody0000000000-2020-000000000000"])
def test_given_no_such_record_then_the_login_is_looked_up_and_told_so(
    world: World, li: Professional, record: str
) -> None:
    path = f"/v1/me/records/{record}"
    assert world.professional("wang").get(path).code == "not_enrolled"
    assert li.get(path).code == "not_found"
