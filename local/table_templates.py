"""`python -m local.table_templates`: makes the workbooks that people fill in and import, anew.

openpyxl writes them (it is for the tests' workbooks as well); a test compares their cells with
`chalicelib/imports/rules/table_template.py`, and imports each.
"""

from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from chalicelib.imports.gateways.table_templates import FOLDER
from chalicelib.imports.rules.table_template import TEMPLATES, TableTemplate

TABLE, NOTES = "填写", "填写说明"
AS_TEXT = "@"
MADE = datetime(2026, 11, 30, tzinfo=UTC).replace(tzinfo=None)
GREY = Font(italic=True, color="808080")
HEAD = PatternFill("solid", fgColor="EFE7DA")


def workbook_of(template: TableTemplate) -> Workbook:
    """The workbook of a table: what is filled in, and how."""
    book = Workbook()
    book.properties.created = book.properties.modified = MADE
    sheet = book.worksheets[0]
    sheet.title = TABLE
    sheet.append(list(template.headings))
    sheet.append(list(template.row))
    for number, heading in enumerate(template.headings, 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.number_format = AS_TEXT
        column.width = max(
            14, 2 * len(heading) + 4, 1.2 * len(template.row[number - 1].encode("gbk"))
        )
        head, example = sheet.cell(1, number), sheet.cell(2, number)
        head.font, head.fill = Font(bold=True), HEAD
        head.number_format = example.number_format = AS_TEXT
        example.font = GREY
    sheet.freeze_panes = "A2"
    notes = book.create_sheet(NOTES)
    notes.column_dimensions["A"].width = 100
    for line in template.notes:
        notes.append([line])
        notes.cell(notes.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    return book


def main(folder: Path = FOLDER) -> None:
    """Write all of them, and say so."""
    folder.mkdir(exist_ok=True)
    for name, template in TEMPLATES.items():
        workbook_of(template).save(folder / f"{name}.xlsx")
        print(f"· {name}.xlsx")


if __name__ == "__main__":
    main()
