"""The restore drill: one table comes back minutes stale, the other is ahead (R29, R31).

Nothing that the HR side has is lost, no certificate gets a second number, and once people and
bureaus have done again what was lost, both sides agree.
"""

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.audit.commands import audit_verify
from chalicelib.certificates.store import certificates
from chalicelib.platform.actions.run import Unfinished
from chalicelib.upkeep.commands import resync
from tests.journey.world import Professional, World

MINUTE = timedelta(minutes=1)
KEY = ("pk", "sk")
Items = list[dict[str, Any]]


def backup(world: World, table: str) -> Items:
    items: Items = world.cloud.client("dynamodb").scan(TableName=table)["Items"]
    return items


def restore(world: World, table: str, items: Items) -> None:
    """The table as it was; its stream tells of it, which a real one would not: all the harder."""
    client = world.cloud.client("dynamodb")
    kept = [{name: item[name] for name in KEY} for item in items]
    for item in backup(world, table):
        if (key := {name: item[name] for name in KEY}) not in kept:
            client.delete_item(TableName=table, Key=key)
    for item in items:
        client.put_item(TableName=table, Item=item)


def go_on(world: World) -> None:
    """Five minutes pass, streams are read, the sweep comes round."""
    world.settle()
    world.now += 5 * MINUTE
    with suppress(Unfinished):  # what is older than the HR side has seen is left and told
        world.tick("sweep")
    world.settle()


def year(li: Professional) -> dict[str, Any]:
    shown: dict[str, Any] = li.must("GET", "/v1/me/years/2020")
    return shown


def certificate(li: Professional) -> tuple[str, int, str]:
    shown = year(li)["certificate"]
    return shown["state"], shown["version"], shown["number"]


def half_done(world: World) -> tuple[Professional, dict[str, Any]]:
    """The public subject is complete, the professional record waits for its bureau."""
    li = world.professional().enrol()
    li.open_hr_account()
    li.study()
    record = li.submit()
    go_on(world)
    return li, record


def test_r31_given_a_registry_that_lost_an_accreditation_then_its_certificate_stays_and_agrees_again(
    world: World,
) -> None:
    li, record = half_done(world)
    stale = backup(world, "RegistryTable")
    world.accredit(record)
    go_on(world)
    issued = certificate(li)
    assert issued[:2] == ("issued", 1)
    restore(world, "RegistryTable", stale)
    go_on(world)
    assert world.accredit(li.submit(reference="JM-2", facts={"days": 1})).status == 200
    resync.main(world.now)
    go_on(world)
    assert year(li)["complete"] is False
    assert world.professional("x").get(f"/v1/certificates/{issued[2]}").body["state"] == "valid"
    assert world.accredit(record).status == 200
    go_on(world)
    assert certificate(li) == issued, "the same record counts again: nothing new to print"
    assert waiting(world) == []


def waiting(world: World) -> list[Any]:
    admin = world.administrator()
    world.now += timedelta(days=30)
    items: list[Any] = admin.must("GET", "/v1/admin/sync?state=overdue")["items"]
    return [each for each in items if each["waits_for"] != "notify"]


def test_r31_given_records_that_are_gone_altogether_then_done_again_they_make_the_next_version(
    world: World,
) -> None:
    li = world.professional().enrol()
    li.open_hr_account()
    go_on(world)
    stale = backup(world, "RegistryTable")
    li.study()
    world.accredit(li.submit())
    go_on(world)
    first = certificate(li)
    restore(world, "RegistryTable", stale)
    go_on(world)
    world.accredit(li.submit())
    resync.main(world.now)
    go_on(world)
    kept = certificates.find_by_number(first[2])
    assert kept is not None
    assert (kept.state.value, kept.version) == ("issued", 1), "an incomplete year proves nothing"
    li.study()
    go_on(world)
    assert certificate(li) == ("issued", 2, first[2])
    assert certificates.find_snapshot(kept.person, 2020, 1) is not None
    assert li.post("/v1/me/years/2020/certificate/download").status == 200
    assert waiting(world) == []


def test_r31_given_a_registry_that_lost_a_revocation_then_never_issued_again_from_what_is_older(
    world: World,
) -> None:
    li, record = half_done(world)
    world.accredit(record)
    go_on(world)
    stale = backup(world, "RegistryTable")
    revoke = f"/v1/admin/records/{record['id']}/revoke"
    world.administrator().must("POST", revoke, {"reason": "材料不实"})
    go_on(world)
    assert certificate(li)[0] == "revoked"
    restore(world, "RegistryTable", stale)
    assert resync.main(world.now) == "1 years wait for the sync"
    go_on(world)
    assert year(li)["complete"] is True
    kept = certificates.find_certificate(record["id"][:16], 2020)
    assert kept is not None
    assert (kept.state.value, kept.version) == ("revoked", 1)
    _, lost = audit_verify.verify(world.now, {"--tables"})
    assert [(each.place, each.fault.value) for each in lost] == [
        (f"moves/{record['id']}/000003", "truncated")
    ], "the archive tells what was lost"
    world.administrator().must("POST", revoke, {"reason": "材料不实"})
    go_on(world)
    assert certificate(li)[0] == "revoked"
    assert waiting(world) == []


def test_r6_given_a_registry_that_lost_a_correction_then_the_correction_done_again_agrees(
    world: World,
) -> None:
    li, record = half_done(world)
    stale = backup(world, "RegistryTable")
    li.must("PATCH", "/v1/me", {"employer": "江门市新会会计有限公司"})
    world.accredit(record)
    go_on(world)
    first = certificate(li)
    restore(world, "RegistryTable", stale)
    world.accredit(record)
    go_on(world)
    assert certificate(li) == first
    letters = world.administrator().must("GET", "/v1/admin/dead-letters")["items"]
    told = {(item["professional"], item["year"]) for each in letters for item in each["items"]}
    assert (record["id"][:16], 2020) in told, "an administrator sees whose year it is"
    li.must("PATCH", "/v1/me", {"employer": "江门市新会会计有限公司"})
    go_on(world)
    assert certificate(li) == first
    assert waiting(world) == []


@pytest.mark.parametrize("with_revocation", [False, True])
def test_r31_given_an_hr_table_that_comes_back_stale_then_a_resync_decides_again_under_one_number(
    world: World, *, with_revocation: bool
) -> None:
    li, record = half_done(world)
    if not with_revocation:
        stale = backup(world, "HrTable")
    world.accredit(record)
    go_on(world)
    issued = certificate(li)
    if with_revocation:
        stale = backup(world, "HrTable")
        path = f"/v1/admin/records/{record['id']}/revoke"
        world.administrator().must("POST", path, {"reason": "材料不实"})
        go_on(world)
    before = certificate(li)
    restore(world, "HrTable", stale)
    go_on(world)
    assert certificate(li) != before, "nobody knows yet"
    assert resync.main(world.now) == "1 years wait for the sync"
    assert resync.main(world.now) == "0 years wait for the sync"
    go_on(world)
    assert certificate(li) == before
    assert before[2] == issued[2]
    assert waiting(world) == []
    if not with_revocation:
        assert li.post("/v1/me/years/2020/certificate/download").status == 200


def test_given_the_commands_without_their_environment_then_they_say_what_is_missing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HR_TABLE")
    with pytest.raises(SystemExit, match="HR_TABLE"):
        resync.main(world.now)
    with pytest.raises(SystemExit, match="HR_TABLE"):
        audit_verify.main([], world.now)
