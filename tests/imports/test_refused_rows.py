"""R28: a refused row is shown as it was sent, with all that is wrong with it, in the table and the pages."""

import csv
import io

from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.account_row import ENROLMENT_HEADINGS
from chalicelib.imports.rules.legacy_row import HEADINGS
from chalicelib.platform.store.tables import RegistryItem
from tests.journey.imports import begin, csv_file, imported, put, refused_rows, row, show
from tests.journey.world import LI, World

BAD = {"姓名": "", "年度": "2020", "学分": "abc", "认定日期": "01/02/2019"}
WRONG = "姓名、年度、学分、认定日期"


def pages(world: World, job: str, limit: int) -> list[list[int]]:
    """The lines on each page, from the first to the last."""
    administrator, lines, cursor = world.administrator(), [], ""
    while True:
        page = administrator.must("GET", f"/v1/admin/imports/{job}/refused?limit={limit}{cursor}")
        lines.append([each["line"] for each in page["items"]])
        if not page["next"]:
            return lines
        cursor = f"&cursor={page['next']}"


def test_r28_given_a_row_with_several_faults_then_all_are_told_with_the_row_as_it_was_sent(
    world: World,
) -> None:
    shown = imported(world, row("HR0009", **BAD))

    ((line, serial, number, fields, why, *sent),) = refused_rows(shown["id"])
    assert (line, serial, number, fields) == ("2", "HR0009", "440703********107X", WRONG)
    assert why.startswith("姓名：未填写；年度：")
    assert sent == [
        *("", "居民身份证", "2020", "公需科目", "管理会计应用指引"),
        *("30", "abc", "2020-03-09", "01/02/2019", "440703"),
    ]
    path = f"/v1/admin/imports/{shown['id']}/refused"
    (told,) = world.administrator().must("GET", path)["items"]
    assert told["line"] == 2
    assert [each["field"] for each in told["faults"]] == WRONG.split("、")
    assert told["cells"]["证件号码"] == "440703********107X"
    assert told["cells"]["学分"] == "abc"
    assert list(told["cells"]) == [*HEADINGS]


def test_r28_given_the_table_then_a_spreadsheet_opens_it_as_it_is(world: World) -> None:
    shown = imported(world, row("HR0001", 学习内容="=HYPERLINK()", 学分=""))

    key = f"refused/{shown['id']}.csv"
    found = import_bucket.client().get_object(Bucket="import-bucket", Key=key)
    content = found["Body"].read()
    assert content.startswith(b"\xef\xbb\xbf")
    headings, cells = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    assert headings[:5] == ["行号", "流水号", "证件号码（部分隐藏）", "有误的列", "原因"]
    assert sorted(headings[5:]) == sorted({*HEADINGS} - {"流水号", "证件号码"})
    assert dict(zip(headings, cells, strict=True))["学习内容"] == "'=HYPERLINK()"


def test_r7_given_cells_that_slipped_by_a_column_then_no_identity_number_is_shown(
    world: World,
) -> None:
    slipped = row("HR0001", 姓名=LI["number"], 证件号码="李䶮", 行政区划代码=LI["number"])

    shown = imported(world, slipped)

    (cells,) = refused_rows(shown["id"])
    assert LI["number"] not in "".join(cells)
    path = f"/v1/admin/imports/{shown['id']}/refused"
    assert LI["number"] not in str(world.administrator().must("GET", path))


def test_r7_given_a_refused_enrolment_then_its_mobile_number_is_masked(world: World) -> None:
    bad = {
        "姓名": "李䶮",
        "证件类型": "身份证",
        "证件号码": LI["number"],
        "手机号码": "13800138000",
    }
    offered = begin(world, "existing.csv", "enrolments")
    put(offered, csv_file(bad, headings=ENROLMENT_HEADINGS))
    world.settle()

    (cells,) = refused_rows(show(world, offered["id"])["id"])
    assert "138****8000" in cells
    assert cells[3] == "人员类别、行政区划代码"


def test_r28_given_many_refused_rows_then_they_are_paged_in_the_order_of_the_file(
    world: World,
) -> None:
    rows = [row(f"HR{number:04d}", 学分="" if number % 100 == 0 else "1") for number in range(1100)]
    offered = begin(world)
    put(offered, csv_file(*rows))
    world.settle()
    lines = [number + 2 for number in range(0, 1100, 100)]

    assert pages(world, offered["id"], 200) == [lines]
    assert pages(world, offered["id"], 4) == [lines[:4], lines[4:8], lines[8:]]
    assert pages(world, offered["id"], 5) == [lines[:5], lines[5:10], lines[10:]]


def test_r28_given_no_such_import_or_cursor_then_it_says_so(world: World) -> None:
    administrator = world.administrator()
    job = imported(world, row())["id"]

    assert administrator.get("/v1/admin/imports/nothing/refused").code == "not_found"
    assert pages(world, job, 1) == [[]]
    wrong = administrator.get(f"/v1/admin/imports/{job}/refused?cursor=WyJhIiwiYiJd")
    assert wrong.code == "cursor_invalid"


def test_r28_given_rows_refused_before_they_were_stored_for_pages_then_the_table_has_them(
    world: World,
) -> None:
    job = imported(world, row(学分=""))["id"]
    chunk = RegistryItem.get(f"JOB#{job}", "CHUNK#0000")
    chunk.update([RegistryItem.body.set({**chunk.body, "shows_refused": False})])

    assert pages(world, job, 1) == [[]]
    assert len(refused_rows(job)) == 1
