"""An import whose file has what nobody sees waits until it is confirmed or discarded (R28)."""

import io
from datetime import timedelta

import msgspec
import openpyxl
import pytest

from chalicelib.events.queues import split_import as split_handler
from chalicelib.imports.actions.split_import import DIED, Reading, split_import
from chalicelib.imports.rules.legacy_row import HEADINGS
from chalicelib.imports.store import imports
from chalicelib.platform.gateways import files
from chalicelib.platform.rules.file_bounds import USUAL
from local.context import Context
from tests.faults import Fault, Killed, LostError, Network
from tests.journey.imports import (
    begin,
    counts,
    csv_file,
    imported_file,
    professional,
    put,
    refused_rows,
    row,
    show,
)
from tests.journey.reports import ZHANG, document, year_of
from tests.journey.world import LI, Professional, World


def workbook(*rows: dict[str, str], hidden: tuple[int, ...] = (), merged: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "数据"
    for each in (dict(zip(HEADINGS, HEADINGS, strict=True)), *rows):
        sheet.append(list(each.values()))
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    if merged:
        sheet.merge_cells(merged)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def previewed(world: World, second: dict[str, str] | None = None) -> str:
    offered = begin(world, "2018.xlsx")
    put(offered, workbook(row(), second or professional(), hidden=(3,)))
    world.settle()
    return str(offered["id"])


def etag_of(job: str) -> str:
    found = files.client().head_object(Bucket="import-bucket", Key=f"imports/{job}")
    return str(found["ETag"]).strip('"')


def test_r28_given_hidden_rows_then_they_are_told_and_nothing_is_written_before_it_is_confirmed(
    world: World,
) -> None:
    li = world.professional().enrol()
    job = previewed(world)

    shown = show(world, job)
    assert (shown["state"], counts(shown)) == ("preview", (2, 0, 0, 0))
    (note,) = shown["notes"]
    assert (note["code"], note["sheet"], note["count"]) == ("hidden_rows", "数据", 1)
    assert "第3行" in note["text"]
    assert [each["line"] for each in shown["first_rows"]] == [2, 3]
    first = shown["first_rows"][0]["cells"]
    assert (first["姓名"], first["证件号码"]) == ("李䶮", "440703********107X")
    assert LI["number"] not in str(shown)
    assert year_of(li, 2018)["public"]["accredited"] == "0"

    confirmed = world.administrator().must("POST", f"/v1/admin/imports/{job}/confirm")
    world.settle()

    assert confirmed["state"] == "running"
    assert (show(world, job)["state"], counts(show(world, job))) == ("done", (2, 2, 0, 0))
    assert year_of(li, 2018)["complete"] is True


def test_r28_given_an_ordinary_file_then_it_goes_on_without_asking(world: World) -> None:
    shown = imported_file(world, workbook(row()))
    assert shown["state"] == "done"
    assert {"notes", "first_rows"}.isdisjoint(shown)


def test_r28_given_it_is_discarded_then_it_has_ended_and_nothing_was_written(world: World) -> None:
    li = world.professional().enrol()
    job = previewed(world)
    administrator = world.administrator()

    for _ in range(2):
        ended = administrator.must("POST", f"/v1/admin/imports/{job}/discard")
        assert (ended["state"], counts(ended)) == ("discarded", (0, 0, 0, 0))
    refused = administrator.post(f"/v1/admin/imports/{job}/confirm")
    split_import(job, etag_of(job))
    world.settle()

    assert (refused.status, refused.code) == (409, "import_not_previewed")
    assert show(world, job)["state"] == "discarded"
    assert year_of(li, 2018)["public"]["accredited"] == "0"


def test_r28_given_nothing_to_confirm_then_it_says_so(world: World) -> None:
    administrator = world.administrator()
    job = imported_file(world, csv_file(row()))["id"]
    for verb in ("confirm", "discard"):
        assert administrator.post(f"/v1/admin/imports/{job}/{verb}").code == "import_not_previewed"
        assert administrator.post(f"/v1/admin/imports/nothing/{verb}").status == 404
        city = world.administrator("440700")
        assert city.post(f"/v1/admin/imports/{job}/{verb}").code == "forbidden"


def test_r28_given_a_confirmed_import_then_it_cannot_be_discarded_but_confirmed_again(
    world: World,
) -> None:
    job = previewed(world)
    administrator = world.administrator()
    administrator.must("POST", f"/v1/admin/imports/{job}/confirm")

    assert administrator.post(f"/v1/admin/imports/{job}/discard").code == "import_not_previewed"
    administrator.must("POST", f"/v1/admin/imports/{job}/confirm")
    world.settle()

    assert counts(show(world, job)) == (2, 0, 2, 0)


@pytest.mark.parametrize("claims", [{"name": "李䶮", "id_number": LI["number"]}, {}])
def test_r20_given_a_row_of_who_confirms_then_it_is_refused_and_no_other(
    world: World, claims: dict[str, str]
) -> None:
    confirmer = world.reviewer("440000", "administrator", "second", **claims)
    if not claims:
        Professional(world, "second").enrol()
    other = row(姓名=ZHANG, 证件号码=document(1)["number"], serial="HR2018-2")
    job = previewed(world, other)

    confirmer.must("POST", f"/v1/admin/imports/{job}/confirm")
    world.settle()

    assert counts(show(world, job)) == (2, 0, 1, 1)
    (refused,) = refused_rows(job)
    assert any("不能处理本人的学分记录或信息" in cell for cell in refused)


def test_r28_given_the_message_of_a_confirmation_is_lost_then_confirming_again_sends_it(
    world: World,
) -> None:
    job = previewed(world)
    network = Network(counted={"SendMessage"}, raises=Killed)
    network.fail(Fault.NEVER_LANDED, 1)
    with network.listening(), pytest.raises(Killed):
        world.administrator().post(f"/v1/admin/imports/{job}/confirm")
    network.heal()
    world.settle()
    assert show(world, job)["state"] == "running"

    world.administrator().must("POST", f"/v1/admin/imports/{job}/confirm")
    world.settle()

    assert show(world, job)["state"] == "done"


def test_r28_given_the_file_s_message_comes_again_then_it_still_waits(world: World) -> None:
    job = previewed(world)
    split_import(job, etag_of(job))
    assert show(world, job)["state"] == "preview"
    assert imports.find_chunks(job) == []


def test_r28_given_merged_cells_then_each_of_their_rows_is_refused_by_their_name(
    world: World,
) -> None:
    shown = imported_file(world, workbook(row(), professional(), row("HR0003"), merged="A3:A4"))

    assert counts(shown) == (3, 0, 1, 2)
    told = refused_rows(shown["id"])
    assert [each[0] for each in told] == ["3", "4"]
    assert all("第3–4行合并单元格，请取消合并" in ",".join(each) for each in told)


def test_r28_given_what_is_in_a_file_is_too_large_then_the_import_has_failed_with_the_reason(
    world: World,
) -> None:
    offered = begin(world, "2018.xlsx")
    put(offered, workbook(row(), professional()))
    job = offered["id"]
    split_import(job, etag_of(job), Reading(bounds=USUAL._replace(rows=2)))

    shown = show(world, job)
    assert shown["state"] == "failed"
    assert "过大，请分成几个文件" in shown["failed_because"]


def test_r28_given_no_time_is_left_then_the_import_has_failed_and_is_not_tried_again(
    world: World,
) -> None:
    class Late(Context):
        def get_remaining_time_in_millis(self) -> int:
            return 59_000

    offered = begin(world)
    put(offered, csv_file(row()))
    told = {"s3": {"object": {"key": f"imports/{offered['id']}", "eTag": etag_of(offered["id"])}}}
    body = msgspec.json.encode({"Records": [told]}).decode()
    event = {"Records": [{"messageId": "1", "body": body, "receiptHandle": "r"}]}

    assert split_handler(event, Late("split_import")) == {"batchItemFailures": []}
    world.settle()

    shown = show(world, offered["id"])
    assert shown["state"] == "failed"
    assert "用时过长" in shown["failed_because"]


def dies(job: str, reading: Reading) -> None:
    """Read a file in a process that is gone before it could say so."""
    network = Network(counted={"PutObject"}, raises=Killed)
    network.fail(Fault.NEVER_LANDED, 1)
    with network.listening(), pytest.raises(Killed):
        split_import(job, etag_of(job), reading)
    network.heal()


def test_r28_given_a_reading_that_died_twice_then_it_is_not_tried_again_and_says_why(
    world: World,
) -> None:
    offered = begin(world)
    put(offered, csv_file(row()))
    job, hour = offered["id"], timedelta(hours=1)
    for number in range(2):
        at = world.now + number * hour
        dies(job, Reading(at=at, until=at + hour / 4))

    split_import(job, etag_of(job), Reading(at=world.now + 2 * hour, until=world.now + 3 * hour))
    world.settle()

    shown = show(world, job)
    assert (shown["state"], shown["failed_because"], counts(shown)) == ("failed", DIED, (0,) * 4)


def test_r28_given_a_reading_that_died_once_or_was_broken_off_in_good_order_then_it_is_read(
    world: World,
) -> None:
    offered = begin(world)
    put(offered, csv_file(row()))
    job, hour = offered["id"], timedelta(hours=1)
    dies(job, Reading(at=world.now, until=world.now + hour / 4))
    network = Network(counted={"PutObject"})
    for number in range(1, 6):
        network.fail(Fault.NEVER_LANDED, 1)
        at = world.now + number * hour
        with network.listening(), pytest.raises(LostError):
            split_import(job, etag_of(job), Reading(at=at, until=at + hour / 4))
        network.heal()
    world.settle()

    assert counts(show(world, job)) == (1, 0, 1, 0)
