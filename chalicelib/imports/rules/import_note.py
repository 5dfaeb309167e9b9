"""What a file has that nobody sees who opens it: told before anything of it is written (R28)."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

MOST_RANGES = 20
"""How many ranges of rows are named; of more only the number is told."""


class Hidden(StrEnum):
    """What is hidden."""

    ROWS = "hidden_rows"
    COLUMNS = "hidden_columns"
    TABLE = "hidden_table"
    SHEETS = "hidden_sheets"


class Note(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is hidden, how much of it, on which sheet, and in words what confirming means."""

    code: Hidden
    sheet: str
    count: int
    text: str


def hidden_rows(sheet: str, numbers: Sequence[int]) -> Note:
    """Rows that are hidden, or left out by a filter, and not empty.

    Args:
        sheet: the title of their sheet.
        numbers: theirs, in order.
    """
    text = (
        f"工作表“{sheet}”有{len(numbers)}行被隐藏或筛选掉（第{in_ranges(numbers)}行）。"
        "继续导入时这些行一并导入；不应导入的，请放弃，删除这些行后重新上传。"
    )
    return Note(Hidden.ROWS, sheet, len(numbers), text)


def hidden_columns(sheet: str, columns: Sequence[tuple[str, str]]) -> Note:
    """Columns that are hidden and count: the letters and the heading of each."""
    named = "、".join(f"{letters}列（{heading}）" for letters, heading in columns)
    text = f"工作表“{sheet}”的{named}被隐藏。继续导入时照常读取；请先取消隐藏核对内容。"
    return Note(Hidden.COLUMNS, sheet, len(columns), text)


def hidden_table(sheet: str) -> Note:
    """The one table is on a sheet that is hidden."""
    text = f"数据在隐藏的工作表“{sheet}”中。继续导入时导入该表；不应导入的，请放弃。"
    return Note(Hidden.TABLE, sheet, 1, text)


def hidden_sheets(sheets: Sequence[str]) -> Note:
    """Sheets besides the table's that are hidden and have rows like its own."""
    named = "、".join(f"“{sheet}”" for sheet in sheets)
    text = (
        f"隐藏的工作表{named}也有数据。继续导入时不导入其中的行；"
        "应导入的，请放弃，取消隐藏并合并到一个工作表后重新上传。"
    )
    return Note(Hidden.SHEETS, sheets[0], len(sheets), text)


def in_ranges(numbers: Iterable[int]) -> str:
    """Numbers in order as people name them: 5–7、9."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    named = [str(low) if low == high else f"{low}–{high}" for low, high in ranges[:MOST_RANGES]]
    return "、".join(named) + ("等" if len(ranges) > MOST_RANGES else "")
