"""Whatever a workbook says of itself, no more of it is held or gone through than its bounds (R28).

Each is met by a harmless file just beyond a bound that was lowered, and not by one within it.
"""

import io
from collections.abc import Sequence
from itertools import count
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from chalicelib.imports.gateways.workbook import read_workbook
from chalicelib.platform.rules.file_bounds import Bounds
from chalicelib.platform.rules.refusal import Refusal
from tests.imports.packages import packed, parts, relations, text_row

HEADINGS = ("流水号", "姓名")
HEAD = text_row(*HEADINGS)
ROWS = HEAD + text_row("A1", "李䶮") + text_row("A2", "王伟")
USUAL = parts(ROWS, texts="<si><t>A</t></si>" * 3, styles="<cellXfs><xf/><xf/><xf/></cellXfs>")
MERGED = '<mergeCell ref="A9:A10"/><mergeCell ref="B9:B10"/><mergeCell ref="C9:C10"/>'


def has_headings(cells: Sequence[str]) -> bool:
    return set(HEADINGS) <= set(cells)


def read(content: dict[str, str], **bounds: int) -> int:
    file = packed(content)
    return len(list(read_workbook(file, has_headings, bounds=Bounds()._replace(**bounds))))


def refused(file: io.BytesIO, bounds: Bounds = Bounds()) -> str:  # noqa: B008 - it cannot be changed
    with pytest.raises(Refusal, match="file_unreadable") as told:
        list(read_workbook(file, has_headings, bounds=bounds))
    return told.value.detail


def sized(part: str) -> int:
    return len(USUAL[part].encode())


@pytest.mark.parametrize(
    ("bound", "most", "content"),
    [
        ("entries", 7, USUAL),
        ("unpacked_bytes", sum(sized(part) for part in USUAL), USUAL),
        ("held_bytes", max(sized(part) for part in USUAL if "sheet" not in part), USUAL),
        ("text_bytes", sized("xl/sharedStrings.xml"), USUAL),
        ("texts", 3, USUAL),
        ("styles", 3, USUAL),
        ("sheets", 1, USUAL),
        ("rows", 3, USUAL),
        ("columns", 2, USUAL),
        ("cells", 6, USUAL),
        ("depth", 6, USUAL),
        ("merged", 3, parts(ROWS, after=f"<mergeCells>{MERGED}</mergeCells>")),
    ],
)
def test_r28_given_a_bound_then_what_is_at_it_is_read_and_what_is_beyond_is_refused(
    bound: str, most: int, content: dict[str, str]
) -> None:
    assert read(content, **{bound: most}) == 3
    told = refused(packed(content), Bounds()._replace(**{bound: most - 1}))
    assert "请分成几个文件" in told


def test_r28_given_parts_by_any_name_then_what_is_held_of_them_is_bounded() -> None:
    made = {**USUAL, "xl/odd.xml": USUAL["xl/sharedStrings.xml"]}
    del made["xl/sharedStrings.xml"]
    made["xl/_rels/workbook.xml.rels"] = relations(
        ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "odd.xml")
    )
    assert read(made, texts=3) == 3
    assert "解压后过大" in refused(packed(made), Bounds()._replace(texts=2))


def test_r28_given_a_list_of_parts_that_is_long_then_it_is_refused_before_it_is_read() -> None:
    file = packed(USUAL)
    with ZipFile(file) as package:
        listed = package.start_dir, len(file.getvalue()) - package.start_dir - 22
    assert "过大" in refused(file, Bounds()._replace(directory_bytes=listed[1] - 1))
    assert len(list(read_workbook(file, has_headings))) == 3


def test_r28_given_a_tag_without_end_then_it_is_refused_before_all_of_it_is_held() -> None:
    made = {**USUAL, "xl/worksheets/sheet1.xml": f'<worksheet><x y="{"z" * 70_000}"/></worksheet>'}
    assert "过大" in refused(packed(made), Bounds()._replace(token_bytes=60_000))


def test_r28_given_names_that_all_differ_then_they_are_refused() -> None:
    names = "".join(f"<e{number}/>" for number in range(60))
    made = parts(ROWS, after=names)
    assert read(made, names=100) == 3
    assert "过大" in refused(packed(made), Bounds()._replace(names=60))


def test_r28_given_a_text_longer_than_a_cell_holds_then_its_beginning_is_kept() -> None:
    made = parts(HEAD + text_row("长" * 20_000), texts=f"<si><t>{'x' * 20_000}</t></si>")
    bounds = Bounds()._replace(cell_characters=5_000)
    line = list(read_workbook(packed(made), has_headings, bounds=bounds))[1]
    assert line.cells == ("长" * 5_000,)


def test_r28_given_hidden_columns_without_end_then_the_workbook_is_damaged() -> None:
    made = parts(ROWS, before="<cols>" + '<col min="1" max="1" hidden="1"/>' * 3 + "</cols>")
    assert read(made, columns=3) == 3
    assert "已损坏" in refused(packed(made), Bounds()._replace(columns=2))


def test_r28_given_a_document_type_then_it_is_refused_with_whatever_it_declares() -> None:
    made = {**USUAL}
    made["xl/sharedStrings.xml"] = '<!DOCTYPE sst [<!ENTITY a "b">]><sst><si><t>&a;</t></si></sst>'
    assert "已损坏" in refused(packed(made))


def test_r28_given_two_sheets_of_one_part_then_the_workbook_is_damaged() -> None:
    made = {**USUAL}
    made["xl/workbook.xml"] = made["xl/workbook.xml"].replace(
        "</sheets>", '<sheet name="二" sheetId="2" r:id="rId1"/></sheets>'
    )
    assert "已损坏" in refused(packed(made))


def test_r28_given_a_part_twice_or_packed_in_another_way_then_the_workbook_is_damaged() -> None:
    twice, other = packed(USUAL), io.BytesIO()
    with ZipFile(twice, "a", ZIP_DEFLATED) as package:
        package.writestr("XL/workbook.xml", USUAL["xl/workbook.xml"])
    with ZipFile(other, "w", ZIP_BZIP2) as package:
        for name, text in USUAL.items():
            package.writestr(name, text)
    assert "已损坏" in refused(twice)
    assert "已损坏" in refused(other)


def test_r28_given_no_time_left_then_reading_ends_with_what_to_do() -> None:
    asked = count()
    with pytest.raises(Refusal, match="file_unreadable") as told:
        list(read_workbook(packed(USUAL), has_headings, still_time=lambda: next(asked) < 3))
    assert "用时过长" in told.value.detail


def test_r28_given_the_end_of_a_package_with_long_numbers_then_they_count() -> None:
    content = packed(USUAL).getvalue()
    place = content.rindex(b"PK\x05\x06")
    at = int.from_bytes(content[place + 16 : place + 20], "little")
    size = int.from_bytes(content[place + 12 : place + 16], "little")
    long_end = (
        b"PK\x06\x06"
        + (44).to_bytes(8, "little")
        + b"\x2d\x00" * 2
        + bytes(8)
        + (7).to_bytes(8, "little") * 2
        + size.to_bytes(8, "little")
        + at.to_bytes(8, "little")
    )
    locator = b"PK\x06\x07" + bytes(4) + place.to_bytes(8, "little") + (1).to_bytes(4, "little")
    file = io.BytesIO(content[:place] + long_end + locator + content[place:])

    assert len(list(read_workbook(file, has_headings))) == 3
    assert "过大" in refused(file, Bounds()._replace(entries=6))
