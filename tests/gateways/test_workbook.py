"""Workbooks as people send them: notes beside the table, merged cells, what is too large (R28)."""

import io
from collections.abc import Sequence
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from chalicelib.gateways.workbook import MOST_SHARED_BYTES, read_workbook
from chalicelib.rules.refusal import Refusal

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


def saved(made: Workbook) -> io.BytesIO:
    file = io.BytesIO()
    made.save(file)
    return file


def cells(file: io.BytesIO) -> list[tuple[str, ...]]:
    return [line.cells for line in read_workbook(file)]


def refused(file: io.BytesIO) -> str:
    with pytest.raises(Refusal) as told:
        list(read_workbook(file))
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
    lines = list(read_workbook(saved(made)))
    assert [(line.number, line.cells) for line in lines] == [
        (1, HEADINGS),
        (2, ("A1", "李䶮")),
        (3, ("A2",)),
        (4, ("A3", "王伟")),
    ]


def test_r28_given_headings_alone_then_no_row() -> None:
    assert cells(saved(book(数据=[HEADINGS]))) == [HEADINGS]


def test_r28_given_nothing_at_all_then_no_line() -> None:
    assert cells(saved(book(数据=[]))) == []


def test_r28_given_texts_that_would_fill_the_machine_then_refused_before_they_are_unpacked() -> (
    None
):
    file = saved(book(数据=ROWS))
    with (
        ZipFile(file, "a", ZIP_DEFLATED) as packed,
        packed.open("xl/more/sharedStrings.xml", "w") as part,
    ):
        for _ in range(MOST_SHARED_BYTES // 2**20 + 1):
            part.write(bytes(2**20))
    assert "过大" in refused(file)
