"""What nobody sees who opens a workbook, and what is merged: told by sheet, row and column (R28)."""

from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from chalicelib.imports.gateways.workbook import read_workbook
from chalicelib.imports.rules.csv_file import Line, Table
from chalicelib.platform.rules.refusal import Refusal
from tests.imports.packages import packed, parts, text_row
from tests.imports.test_workbook import book, saved

HEADINGS = ("流水号", "姓名", "备注")
ROWS = (HEADINGS, *((f"A{number}", "李䶮", "无") for number in range(2, 12)))


def has_headings(cells: Sequence[str]) -> bool:
    return set(HEADINGS) <= set(cells)


def table(made: Workbook) -> Table:
    return read_workbook(saved(made), has_headings, lambda heading: heading in HEADINGS[:2])


def told(made: Workbook) -> list[tuple[str, str, int]]:
    return [(note.code, note.sheet, note.count) for note in table(made).notes]


def of_rows(made: Workbook) -> dict[int, Line]:
    return {line.number: line for line in table(made)}


def test_r28_given_nothing_hidden_then_there_is_nothing_to_tell() -> None:
    made = book(数据=ROWS, 说明=[["请勿修改表头"]])
    made.worksheets[0].row_dimensions[20].hidden = True  # an empty one
    made.worksheets[0].column_dimensions["C"].hidden = True  # one that does not count
    made.worksheets[1].sheet_state = "hidden"
    assert told(made) == []


def test_r28_given_hidden_rows_then_they_are_counted_and_named_in_ranges_and_read_all_the_same() -> (
    None
):
    made = book(数据=ROWS)
    for number in (3, 4, 5, 7, 10, 11):
        made.worksheets[0].row_dimensions[number].hidden = True
    (note,) = table(made).notes
    assert (note.code, note.sheet, note.count) == ("hidden_rows", "数据", 6)
    assert "（第3–5、7、10–11行）" in note.text
    assert len(list(table(made))) == 11


def test_r28_given_rows_above_the_headings_are_hidden_then_that_is_nothing_to_tell() -> None:
    made = book(数据=[["某某局"], *ROWS])
    made.worksheets[0].row_dimensions[1].hidden = True
    assert told(made) == []


def test_r28_given_rows_without_height_or_all_hidden_by_default_then_they_are_hidden() -> None:
    rows = text_row(*HEADINGS) + text_row("A1", "李䶮", more=' ht="0"')
    shown = text_row("A2", "王伟", more=' hidden="0"')
    flat = read_workbook(packed(parts(rows + shown)), has_headings)
    default = parts(rows + shown, before='<sheetFormatPr zeroHeight="1"/>')
    assert [note.count for note in flat.notes] == [1]
    assert [note.count for note in read_workbook(packed(default), has_headings).notes] == [1]


def test_r28_given_a_hidden_column_that_counts_then_it_is_named_by_its_heading() -> None:
    made = book(数据=ROWS)
    made.worksheets[0].column_dimensions["B"].hidden = True
    (note,) = table(made).notes
    assert (note.code, note.count) == ("hidden_columns", 1)
    assert "B列（姓名）" in note.text


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_r28_given_the_one_table_on_a_hidden_sheet_then_it_is_told(state: str) -> None:
    made = book(说明=[["请见"]], 数据=ROWS)
    made.worksheets[1].sheet_state = state
    assert told(made) == [("hidden_table", "数据", 1)]
    assert len(list(table(made))) == 11


def test_r28_given_hidden_sheets_with_rows_beside_the_table_then_the_one_in_sight_is_read() -> None:
    made = book(旧数据=ROWS[:4], 数据=ROWS, 备份=ROWS[:2])
    made.worksheets[0].sheet_state = made.worksheets[2].sheet_state = "hidden"
    assert told(made) == [("hidden_sheets", "旧数据", 2)]
    assert len(list(table(made))) == 11


def test_r28_given_two_hidden_sheets_and_none_in_sight_then_nobody_can_choose() -> None:
    made = book(说明=[["x"]], 上半年=ROWS, 下半年=ROWS)
    made.worksheets[1].sheet_state = made.worksheets[2].sheet_state = "hidden"
    with pytest.raises(Refusal, match="file_unreadable") as refused:
        table(made)
    assert "上半年、下半年" in refused.value.detail


def test_r28_given_merged_rows_then_every_one_of_them_is_at_fault_and_no_other() -> None:
    made = book(数据=ROWS)
    made.worksheets[0].merge_cells("B5:B7")
    rows = of_rows(made)
    assert [number for number, line in rows.items() if line.faults] == [5, 6, 7]
    assert rows[7].faults == ((1, "第5–7行合并单元格，请取消合并并逐行填写"),)


def test_r28_given_cells_merged_across_columns_then_each_that_is_in_the_table_is_at_fault() -> None:
    made = book(数据=ROWS)
    made.worksheets[0].merge_cells("B4:Z4")
    (line,) = [line for line in of_rows(made).values() if line.faults]
    assert (line.number, [fault.place for fault in line.faults]) == (4, [1, 2])
    assert "第4行B–Z列" in line.faults[0].why


def test_r28_given_merged_cells_above_or_beside_the_table_then_nothing_is_at_fault() -> None:
    made = book(数据=[["汇总表"], *ROWS])
    made.worksheets[0].merge_cells("A1:C1")
    made.worksheets[0].merge_cells("E3:F9")
    assert not any(line.faults for line in of_rows(made).values())


def test_r28_given_merged_ranges_that_overlap_then_the_workbook_is_damaged() -> None:
    ranges = '<mergeCell ref="A2:C9"/>' * 4
    made = parts(
        text_row(*HEADINGS) + text_row("A1", "李䶮"), after=f"<mergeCells>{ranges}</mergeCells>"
    )
    with pytest.raises(Refusal, match="file_unreadable"):
        list(read_workbook(packed(made), has_headings))
