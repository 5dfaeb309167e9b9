"""Everything about oneself in one document, and nothing about anybody else."""

from tests.journey.world import LI, World


def test_r7_given_a_year_then_its_owner_exports_all_of_it_masked(world: World) -> None:
    li = world.professional().enrol()
    li.open_hr_account()
    li.study()
    record = li.submit()
    world.accredit(record)
    world.settle()
    other = world.professional("wang").enrol(
        "王伟", document={"type": "passport", "number": "E12345678"}
    )

    exported = li.must("GET", "/v1/me/export")
    assert exported["profile"] == li.must("GET", "/v1/me")
    assert exported["hr_account"] == li.must("GET", "/v1/me/hr-account")
    assert exported["years"] == li.must("GET", "/v1/me/years")["items"]
    assert exported["notices"] == li.must("GET", "/v1/me/notices")["items"]
    (accredited,) = [
        line
        for line in exported["history"]
        if (line["record"], line["to"]) == (record["id"], "accredited")
    ]
    assert accredited["by"].startswith("bureau:440703")
    assert LI["number"] not in str(exported)
    assert "王伟" not in str(exported)
    assert other.must("GET", "/v1/me/export")["history"][0]["what"] == "enrolled"


def test_given_nobody_enrolled_then_there_is_nothing_to_export(world: World) -> None:
    assert world.professional().get("/v1/me/export").code == "not_enrolled"
