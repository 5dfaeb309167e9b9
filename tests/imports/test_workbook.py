"""Workbooks as people send them: notes beside the table, merged cells, what is too large (R28)."""

import io
import re
from collections.abc import Sequence
from datetime import date
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from chalicelib.imports.gateways.workbook import read_workbook
from chalicelib.platform.rules.refusal import Refusal

HEADINGS = ("流水号", "姓名")
ROWS = (HEADINGS, ("A1", "李䶮"), ("A2", "王伟"))
CELLS = [*ROWS]


def book(**sheets: Sequence[Sequence[str]]) -> Workbook:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for each in rows:
            sheet.append(list(each))
    return made


def has_headings(cells: Sequence[str]) -> bool:
    return set(HEADINGS) <= set(cells)


def saved(made: Workbook) -> io.BytesIO:
    file = io.BytesIO()
    made.save(file)
    return file


def cells(file: io.BytesIO) -> list[tuple[str, ...]]:
    return [line.cells for line in read_workbook(file, has_headings)]


def refused(file: io.BytesIO) -> str:
    with pytest.raises(Refusal) as told:
        list(read_workbook(file, has_headings))
    assert told.value.code == "file_unreadable"
    return told.value.detail


def test_r28_given_notes_beside_the_table_then_the_table_is_read() -> None:
    assert cells(saved(book(数据=ROWS, 说明=[["请勿修改表头"]]))) == CELLS


def test_r28_given_empty_sheets_before_the_table_then_the_table_is_read() -> None:
    assert cells(saved(book(Sheet1=[], Sheet2=[["", " "]], 数据=ROWS))) == CELLS


def test_r28_given_a_second_sheet_of_the_same_headings_then_no_row_is_lost_in_silence() -> None:
    told = refused(saved(book(上半年=ROWS, 说明=[["x"]], 下半年=ROWS[:2])))
    assert "上半年、下半年" in told


def test_r28_given_merged_cells_then_each_row_keeps_its_place() -> None:
    made = book(数据=[HEADINGS, ("A1", "李䶮"), ("A2", "李䶮"), ("A3", "王伟")])
    made.worksheets[0].merge_cells("B2:B3")
    lines = list(read_workbook(saved(made), has_headings))
    assert [(line.number, line.cells) for line in lines] == [
        (1, HEADINGS),
        (2, ("A1", "李䶮")),
        (3, ("A2",)),
        (4, ("A3", "王伟")),
    ]


def test_r28_given_the_space_of_gbk_then_it_is_one_as_in_a_csv() -> None:
    written = book(rows=[HEADINGS, ("史\ue5e5环勤", "2")])
    assert cells(saved(written))[1] == ("史\u3000环勤", "2")


def test_r28_given_headings_alone_then_no_row() -> None:
    assert cells(saved(book(数据=[HEADINGS]))) == [HEADINGS]


def test_r28_given_nothing_at_all_then_it_says_so() -> None:
    assert "没有内容" in refused(saved(book(数据=[])))


WIDE = ("流水号", "姓名", "年度", "学分", "备注")
WIDE_ROWS = (WIDE, ("A1", "李䶮", "2019", "60", "无"))


@pytest.mark.parametrize(
    "other",
    [
        [WIDE[:4], ("A2", "王伟", "2019", "60")],
        [WIDE[::-1], ("无", "60", "2019", "王伟", "A2")],
        [("A2", "王伟", "2019", "60", "无")],
        [("接上表",), ("A2", "王伟", "2019", "60")],
    ],
)
def test_r28_given_rows_on_another_sheet_then_none_is_lost_in_silence(
    other: Sequence[Sequence[str]],
) -> None:
    assert "上半年、下半年" in refused(saved(book(上半年=WIDE_ROWS, 说明=[["x"]], 下半年=other)))


def test_r28_given_a_cover_and_a_title_then_the_table_is_found_with_its_row_numbers() -> None:
    made = book(
        封面=[["2019年度"], ["某某局"]], 数据=[["学分汇总表"], [], *ROWS], 字典=[["1", "公需"]]
    )
    lines = list(read_workbook(saved(made), has_headings))
    assert [(line.number, line.cells) for line in lines] == [
        (3, HEADINGS),
        (4, ("A1", "李䶮")),
        (5, ("A2", "王伟")),
    ]


def test_r28_given_numbers_then_they_are_read_as_the_spreadsheet_shows_them() -> None:
    made = book(数据=[("流水号", "姓名", "a", "b", "c")])
    sheet = made.worksheets[0]
    sheet.append([70932, "李䶮", 7.300000000000001, 30.0, date(2019, 5, 10)])
    sheet["A2"].number_format = "00000000"
    assert cells(saved(made))[1] == ("00070932", "李䶮", "7.3", "30", "2019-05-10")


def test_r28_given_numbers_and_texts_then_it_is_told_which_were_typed_as_text() -> None:
    made = book(数据=[HEADINGS, ("00123", "李䶮")])
    made.worksheets[0].append([456, "王伟"])
    lines = list(read_workbook(saved(made), has_headings))
    assert [line.texts for line in lines] == [{0, 1}, {0, 1}, {1}]
    assert [lines[2].is_text(0), lines[2].is_text(1)] == [False, True]


def test_r28_given_several_cells_at_fault_then_each_is_named() -> None:
    made = book(数据=[("序号", *HEADINGS)])
    made.worksheets[0].append(["=ROW()-1", 440703199809251008, "#N/A"])
    (_, line) = read_workbook(saved(made), has_headings)
    assert [fault.place for fault in line.faults] == [0, 1, 2]


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/workbook.xml", None),
        ("xl/worksheets/sheet1.xml", b"<worksheet"),
        (
            "[Content_Types].xml",
            b"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
        ),
        (
            "xl/styles.xml",
            b"<styleSheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><numFmts><numFmt numFmtId='1e999' formatCode='x'/></numFmts></styleSheet>",
        ),
    ],
)
def test_r28_given_a_damaged_workbook_then_it_is_refused_whatever_breaks(
    part: str, change: bytes | None
) -> None:
    damaged = io.BytesIO()
    with ZipFile(saved(book(数据=ROWS))) as whole, ZipFile(damaged, "w") as packed:
        for each in whole.namelist():
            if each != part:
                packed.writestr(each, whole.read(each))
            elif change is not None:
                packed.writestr(each, change)
    assert "工作簿已损坏" in refused(damaged)


def test_r28_given_a_workbook_with_a_password_then_it_says_what_to_do() -> None:
    content = bytearray(saved(book(数据=ROWS)).getvalue())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(mark, bytes(content)):
            content[found.start() + flags] |= 1
    assert "密码" in refused(io.BytesIO(bytes(content)))
