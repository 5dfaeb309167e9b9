"""Workbooks as every program writes them: strict, with prefixes, without shared texts, from 1904 (R28)."""

import io
from collections.abc import Sequence
from datetime import date

import pytest

from chalicelib.imports.gateways.workbook import read_workbook
from chalicelib.imports.rules.csv_file import Line
from tests.imports.packages import STRICT, STRICT_RELATED, packed, parts, relations, text_row

HEADINGS = ("流水号", "姓名", "日期")
HEAD = text_row(*HEADINGS)
DATED = '<cellXfs><xf numFmtId="0"/><xf numFmtId="{format}"/></cellXfs>'


def lines(file: io.BytesIO) -> list[Line]:
    def has_headings(cells: Sequence[str]) -> bool:
        return set(HEADINGS) <= set(cells)

    return list(read_workbook(file, has_headings))


def cells(content: dict[str, str]) -> list[tuple[str, ...]]:
    head, *rest = lines(packed(content))
    assert head.cells == HEADINGS
    return [line.cells for line in rest]


def test_r28_given_a_strict_workbook_then_its_rows_and_dates_are_read() -> None:
    row = (
        '<row r="2"><c r="A2" t="inlineStr"><is><t>A1</t></is></c>'
        '<c r="C2" t="d"><v>2019-03-09T00:00:00</v></c></row>'
    )
    assert cells(parts(HEAD + row, main=STRICT, related=STRICT_RELATED)) == [
        ("A1", "", "2019-03-09")
    ]


def test_r28_given_names_with_prefixes_then_they_are_the_same() -> None:
    made = parts(HEAD + text_row("A1", "李䶮"))
    for part, text in made.items():
        if part.startswith("xl/work"):
            plain = text.replace('xmlns="', 'xmlns:x="').replace("</", "</x:")
            made[part] = plain.replace("<", "<x:").replace("<x:/x:", "</x:")
    made["xl/_rels/workbook.xml.rels"] = relations(("worksheet", "/xl/worksheets/sheet1.xml"))

    assert "<x:row>" in made["xl/worksheets/sheet1.xml"]
    assert cells(made) == [("A1", "李䶮")]


def test_r28_given_parts_by_other_names_then_they_are_found_by_what_they_are() -> None:
    made = parts(HEAD + '<row><c t="s"><v>0</v></c></row>', texts="<si><t>A1</t></si>")
    made["book/it.xml"] = made.pop("xl/workbook.xml")
    made["book/t.xml"] = made.pop("xl/sharedStrings.xml")
    made["Sheet.xml"] = made.pop("xl/worksheets/sheet1.xml")
    made["_rels/.rels"] = relations(("officeDocument", "/Book/it.xml"))
    made["book/_rels/it.xml.rels"] = relations(
        ("worksheet", "../sheet.xml"), ("sharedStrings", "t.xml")
    )
    assert cells(made) == [("A1",)]


def test_r28_given_texts_in_runs_and_how_they_are_spoken_then_the_text_alone_is_read() -> None:
    spoken = '<rPh sb="0" eb="1"><t>リ</t></rPh><phoneticPr fontId="1"/>'
    texts = f"<si><r><t>李</t></r><r><rPr><b/></rPr><t>䶮</t></r>{spoken}</si>"
    row = (
        f'<row><c t="inlineStr"><is><r><t>A</t></r><r><t>1</t></r>{spoken}</is></c>'
        '<c t="s"><v>0</v></c></row>'
    )
    (line,) = lines(packed(parts(HEAD + row, texts=texts)))[1:]
    assert (line.cells, line.texts) == (("A1", "李䶮"), {0, 1})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("准则_x000D_\n新", "准则\r\n新"),
        ("_x005F_x000D_", "_x000D_"),
        ("a_x000_b", "a_x000_b"),
        ("_x6587_", "文"),
    ],
)
def test_r28_given_what_xml_cannot_hold_then_it_is_read_as_it_is_meant(
    written: str, meant: str
) -> None:
    shared = parts(HEAD + '<row><c t="s"><v>0</v></c></row>', texts=f"<si><t>{written}</t></si>")
    inline = parts(HEAD + text_row(written))
    assert cells(shared) == cells(inline) == [(meant,)]


@pytest.mark.parametrize("number", [14, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
def test_r28_given_a_date_in_a_format_of_the_system_then_it_is_that_day_from_1904_too(
    number: int,
) -> None:
    styles = DATED.format(format=number)
    of_1900 = parts(HEAD + '<row><c r="C2" s="1"><v>43533</v></c></row>', styles=styles)
    of_1904 = parts(
        HEAD + '<row><c r="C2" s="1"><v>42071</v></c></row>',
        styles=styles,
        props='<workbookPr date1904="1"/>',
    )
    assert cells(of_1900) == cells(of_1904) == [("", "", date(2019, 3, 9).isoformat())]


@pytest.mark.parametrize("number", [20, 32, 45, 55])
def test_r28_given_a_time_of_day_then_its_cell_is_at_fault(number: int) -> None:
    row = '<row><c r="C2" s="1"><v>0.5</v></c></row>'
    (line,) = lines(packed(parts(HEAD + row, styles=DATED.format(format=number))))[1:]
    assert [(fault.place, "时间格式" in fault.why) for fault in line.faults] == [(2, True)]


def test_r28_given_numbers_under_formats_then_they_are_read_as_shown_and_are_no_texts() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="&quot;HR&quot;00000000"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="2"/></cellXfs>'
        '<dxfs><dxf><numFmt numFmtId="164" formatCode="0.0"/></dxf></dxfs>'
    )
    row = (
        '<row><c s="1"><v>70932</v></c><c s="2"><v>22.509</v></c><c t="b"><v>1</v></c>'
        '<c t="str"><v>00123</v></c></row>'
    )
    (line,) = lines(packed(parts(HEAD + row, styles=styles)))[1:]
    assert (line.cells, line.texts) == (("HR00070932", "22.51", "TRUE"), frozenset())


def test_r28_given_a_format_that_cannot_be_read_then_the_fault_names_it() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="[DBNum1]0"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="79"/></cellXfs>'
    )
    row = '<row><c s="1"><v>12</v></c><c s="2"><v>12</v></c></row>'
    (line,) = lines(packed(parts(HEAD + row, styles=styles)))[1:]
    assert ["[DBNum1]0" in line.faults[0].why, "79号格式" in line.faults[1].why] == [True, True]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('<c t="e"><v>#N/A</v></c>', "错误值"),
        ("<c><f>1+1</f><v>2</v></c>", "公式"),
        ('<c t="str"><f>A1</f><v>x</v></c>', "公式"),
        ("<c><f>1+1</f></c>", "公式"),
        ("<c><v>440703199809251008</v></c>", "丢失末尾数字"),
        ("<c><v>4.40703199809251E+17</v></c>", "丢失末尾数字"),
        ("<c><v>1e999</v></c>", "丢失末尾数字"),
        ("<c><v>nan</v></c>", "丢失末尾数字"),
        ("<c><v>12a</v></c>", "无法读取"),
    ],
)
def test_r28_given_a_cell_that_can_only_be_guessed_then_it_is_at_fault(
    cell: str, told: str
) -> None:
    (line,) = lines(packed(parts(f"{HEAD}<row>{cell}</row>")))[1:]
    assert [(fault.place, told in fault.why) for fault in line.faults] == [(0, True)]


def test_r28_given_a_sheet_without_any_references_and_blank_styled_cells_then_rows_keep_their_places() -> (
    None
):
    rows = f'{HEAD}<row r="3"/><row><c s="0"/><c t="inlineStr"><is><t>李</t></is></c></row>'
    (line,) = lines(packed(parts(rows)))[1:]
    assert (line.number, line.cells) == (4, ("", "李"))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="2"/>',
        '<row r="3"/><row r="2"/>',
        '<row r="2"><c r="B2"/><c r="A2"/></row>',
        '<row r="2"><c r="A2"/><c r="A2"/></row>',
        '<row r="2"><c r="2"/></row>',
        '<row r="x"/>',
        '<row><c t="s"><v>7</v></c></row>',
    ],
)
def test_r28_given_rows_or_cells_that_cannot_be_then_the_workbook_is_damaged(rows: str) -> None:
    file = packed(parts(HEAD + rows))
    with pytest.raises(Exception, match="file_unreadable"):
        lines(file)


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("xl/workbook.bin", "XLSB"),
        ("content.xml", "ODS"),
        ("word/document.xml", "Word"),
    ],
)
def test_r28_given_another_package_then_it_is_named_with_what_to_do(part: str, told: str) -> None:
    with pytest.raises(Exception, match="file_unreadable") as refused:
        lines(packed({"[Content_Types].xml": "<Types/>", part: "<x/>"}))
    assert told in refused.value.detail  # type: ignore[attr-defined]  # a Refusal, by its code above
