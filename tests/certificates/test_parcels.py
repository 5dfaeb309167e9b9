"""Certificates packed into one ZIP for an administrator (R33)."""

import csv
import io
from datetime import timedelta
from zipfile import ZipFile

import pytest

from chalicelib.certificates.actions import pack_certificates as packing
from chalicelib.certificates.actions.pack_certificates import pack_parcel
from chalicelib.certificates.rules import parcel_job
from chalicelib.certificates.store import parcels
from chalicelib.platform.gateways import files
from chalicelib.platform.store.tables import Conflict
from tests.faults import Fault, Killed, Network, every_client
from tests.journey.world import LI, Client, World

ORDER = {"year": 2020, "territory": "440703"}


def certified(world: World) -> str:
    """A certificate that can be downloaded; returns its number."""
    one = world.professional().enrol()
    one.open_hr_account()
    one.study()
    world.accredit(one.submit())
    world.settle()
    return str(one.get("/v1/me/years/2020").body["certificate"]["number"])


def ordered(admin: Client, **changes: object) -> dict[str, object]:
    answer = admin.send("POST", "/v1/admin/archives", ORDER | changes)
    assert answer.status == 202, answer
    return answer.body


def shown(admin: Client, parcel: dict[str, object]) -> dict[str, object]:
    return admin.get(f"/v1/admin/archives/{parcel['id']}").body


def content(parcel: dict[str, object]) -> dict[str, bytes]:
    found = files.client().get_object(Bucket="import-bucket", Key=f"archives/{parcel['id']}.zip")
    with ZipFile(io.BytesIO(found["Body"].read())) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


@pytest.mark.ministack
def test_r33_given_certificates_then_they_come_in_one_zip_with_a_table(world: World) -> None:
    number = certified(world)
    admin = world.administrator()
    parcel = ordered(admin)
    assert (parcel["state"], parcel["total"], "url" in parcel) == ("queued", None, False)

    world.settle()

    done = shown(admin, parcel)
    assert (done["state"], done["done"], done["total"]) == ("done", 1, 1)
    assert str(done["url"]).startswith("http")
    packed = content(parcel)
    assert sorted(packed) == [f"{number}-v1.pdf", "证书清单.csv"]
    assert packed[f"{number}-v1.pdf"].startswith(b"%PDF-")
    (row,) = csv.DictReader(io.StringIO(packed["证书清单.csv"].decode("utf-8-sig")))
    assert (row["证书编号"], row["姓名"], row["文件"]) == (number, "李䶮", f"{number}-v1.pdf")
    assert LI["number"] not in str(packed)


def test_r33_given_an_employer_then_only_theirs(world: World) -> None:
    certified(world)
    admin = world.administrator()
    parcel = ordered(admin, employer="另一单位")
    world.settle()
    assert shown(admin, parcel)["total"] == 0
    assert list(content(parcel)) == ["证书清单.csv"]


def test_r20_given_another_s_territory_or_archive_then_it_is_not_to_be_had(world: World) -> None:
    admin = world.administrator("440700")
    refused = admin.send("POST", "/v1/admin/archives", ORDER | {"territory": "440100"})
    assert (refused.status, refused.body["code"]) == (403, "forbidden")
    parcel = ordered(admin)
    other = world.administrator()
    assert other.get(f"/v1/admin/archives/{parcel['id']}").status == 404
    assert other.get("/v1/admin/archives").body["items"] == []
    assert [each["id"] for each in admin.get("/v1/admin/archives").body["items"]] == [parcel["id"]]


def test_r33_given_a_repeat_then_one_archive_and_its_message_may_come_twice(world: World) -> None:
    certified(world)
    admin = world.administrator()
    first, second = (
        admin.send("POST", "/v1/admin/archives", ORDER, key="k-1").body for _ in range(2)
    )
    assert first["id"] == second["id"]
    other = admin.send("POST", "/v1/admin/archives", ORDER | {"employer": "a"}, key="k-1")
    assert other.body["code"] == "idempotency_key_reused"
    world.settle()
    pack_parcel(str(first["id"]))
    assert shown(admin, first)["done"] == 1


def test_r33_given_too_many_then_it_says_how_to_narrow(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    certified(world)
    for module in (parcel_job, packing):
        monkeypatch.setattr(module, "MOST", 0)
    admin = world.administrator()
    parcel = ordered(admin)
    world.settle()
    failed = shown(admin, parcel)
    assert failed["state"] == "failed"
    assert "请选择下级行政区划或填写工作单位" in str(failed["failed_because"])


def test_r33_given_a_week_then_it_has_expired_and_one_never_packed_has_failed(
    world: World,
) -> None:
    admin = world.administrator()
    parcel = ordered(admin)
    world.settle()
    never = ordered(admin)
    world.now += timedelta(days=8)
    assert shown(admin, parcel)["state"] == "expired"
    assert "url" not in shown(admin, parcel)
    assert "请重新打包" in str(shown(admin, never)["failed_because"])


def test_r33_given_a_packer_killed_at_any_write_then_the_next_run_ends_it(world: World) -> None:
    certified(world)
    admin = world.administrator()
    counted = {"PutItem", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload"}
    for landed in (False, True):
        for place in range(1, 6):
            parcel = ordered(admin)
            network = Network(every_client(), counted=counted, raises=Killed)
            network.fail(Fault.ANSWER_LOST if landed else Fault.NEVER_LANDED, place)
            with network.listening(), pytest.raises(Killed):
                pack_parcel(str(parcel["id"]))
            network.heal()
            pack_parcel(str(parcel["id"]))
            assert shown(admin, parcel)["state"] == "done"
            assert len(content(parcel)) == 2


def test_r33_given_two_packers_at_once_then_the_later_one_packs(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    certified(world)
    admin = world.administrator()
    parcel = ordered(admin)
    id_ = str(parcel["id"])
    pack, once = packing._pack, []  # noqa: SLF001 - between its two halves

    def late(begun: parcel_job.Parcel, found: list[object]) -> None:
        if not once:
            once.append(begun)
            pack_parcel(id_)
        pack(begun, found)

    monkeypatch.setattr(packing, "_pack", late)
    with pytest.raises(Conflict):
        pack_parcel(id_)
    kept = parcels.find_parcel(id_)
    assert kept is not None
    assert (kept.is_packed, kept.done) == (True, 1)
