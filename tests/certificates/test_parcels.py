"""Certificates packed into one ZIP for an administrator (R33)."""

import csv
import io
import json
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from botocore.exceptions import ClientError

from chalicelib.certificates.actions import pack_certificates as packing
from chalicelib.certificates.actions.pack_certificates import always, pack_parcel
from chalicelib.certificates.gateways.certificate_bucket import put_certificate
from chalicelib.certificates.rules import parcel_job
from chalicelib.certificates.store import parcels
from chalicelib.events import queues
from chalicelib.platform.gateways import files
from chalicelib.platform.store.tables import Conflict
from tests.faults import Fault, Killed, Network, every_client
from tests.journey.hurried import Hurried
from tests.journey.world import LI, Client, World
from tests.platform.lists import applied
from tests.processes import alone
from tests.records.province import resident_id

ORDER = {"year": 2020, "territory": "440703"}


def certified(world: World, serial: int = 0) -> str:
    """A certificate that can be downloaded; returns its number."""
    document = {"type": "resident_id", "number": resident_id(serial)} if serial else LI
    one = world.professional(f"li-{serial}").enrol(document=document)
    one.open_hr_account(document=document)
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


def test_r33_given_that_all_is_listed_by_city_then_an_employer_finds_its_people_s_certificates(
    world: World,
) -> None:
    number = certified(world)
    admin = world.administrator()
    applied()
    for name, expected in (("江门市示范会计有限公司", [number]), ("另一单位", [])):
        listed = admin.get(f"/v1/admin/certificates?year=2020&employer={quote(name)}").body
        assert [each["number"] for each in listed["items"]] == expected
        parcel = ordered(admin, employer=name)
        world.settle()
        assert shown(admin, parcel)["total"] == len(expected)


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
    monkeypatch.setattr(parcel_job, "MOST", 0)
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


def test_r33_given_no_time_left_then_the_next_run_goes_on_and_the_zip_is_the_same(
    world: World,
) -> None:
    for serial in range(3):
        # So large that some parts are sent before a run stops, and some bytes are not.
        large = bytes([serial]) * 6 * 1024 * 1024
        put_certificate(certified(world, serial), 1, large, says="other", key=1)
    admin = world.administrator()
    whole, parcel = ordered(admin), ordered(admin)
    pack_parcel(str(whole["id"]))
    for done in (1, 2, 3):
        ordered_of_worker(parcel, Hurried(1))
        assert (shown(admin, parcel)["state"], shown(admin, parcel)["done"]) == ("running", done)
    world.settle()
    assert (shown(admin, parcel)["state"], shown(admin, parcel)["done"]) == ("done", 3)
    assert content(parcel) == content(whole)


def ordered_of_worker(parcel: dict[str, object], context: object) -> None:
    message = {"messageId": "m-1", "body": json.dumps({"archive": parcel["id"]})}
    answer: Any = alone(queues.archive_certificates)({"Records": [message]}, context)
    assert answer == {"batchItemFailures": []}


def no_time() -> bool:
    return False


@pytest.mark.parametrize(("is_time_left", "writes"), [(no_time, 4), (always, 2)])
def test_r33_given_a_run_cut_off_while_it_goes_on_then_the_next_one_ends_it(
    world: World, is_time_left: Callable[[], bool], writes: int
) -> None:
    for serial in range(2):
        certified(world, serial)
    admin = world.administrator()
    counted = {"PutItem", "PutObject", "SendMessage", "UploadPart"}
    for fault, place in product((Fault.NEVER_LANDED, Fault.ANSWER_LOST), range(1, writes + 1)):
        parcel = ordered(admin)
        pack_parcel(str(parcel["id"]), no_time)
        cut_off(parcel, is_time_left, counted, fault, place)
        pack_parcel(str(parcel["id"]))
        assert shown(admin, parcel)["state"] == "done"
        assert len(content(parcel)) == 3


def cut_off(
    parcel: dict[str, object],
    is_time_left: Callable[[], bool],
    counted: set[str],
    fault: Fault,
    place: int,
) -> None:
    """A run that ends at one of its writes."""
    network = Network(every_client(), counted=counted, raises=Killed)
    network.fail(fault, place)
    with network.listening(), pytest.raises(Killed):
        pack_parcel(str(parcel["id"]), is_time_left)
    network.heal()


# moto answers a part of an upload that has ended with a KeyError of its own.
@pytest.mark.ministack(only=True)
def test_r33_given_a_run_cut_off_once_its_zip_is_there_then_the_next_ones_pack_it_anew(
    world: World,
) -> None:
    certified(world)
    admin = world.administrator()
    parcel = ordered(admin)
    pack_parcel(str(parcel["id"]), no_time)
    cut_off(parcel, always, {"CompleteMultipartUpload"}, Fault.ANSWER_LOST, 1)
    with pytest.raises(ClientError):
        pack_parcel(str(parcel["id"]))
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
    pack = packing._pack  # noqa: SLF001 - between its two halves
    once: list[parcel_job.Parcel] = []

    def late(begun: parcel_job.Parcel, *rest: Any) -> None:  # noqa: ANN401 - handed on as they are
        if not once:
            once.append(begun)
            pack_parcel(id_)
        pack(begun, *rest)

    monkeypatch.setattr(packing, "_pack", late)
    with pytest.raises(Conflict):
        pack_parcel(id_)
    kept = parcels.find_parcel(id_)
    assert kept is not None
    assert (kept.is_packed, kept.done) == (True, 1)
