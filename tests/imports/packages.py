"""Workbooks put together part by part, as programs write them that no library of ours is."""

import io
from zipfile import ZIP_DEFLATED, ZipFile

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATED = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def relations(*targets: tuple[str, str], related: str = RELATED) -> str:
    """A part of relations: kinds and targets, named rId1 on."""
    said = "".join(
        f'<Relationship Id="rId{number}" Type="{related}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'


def parts(
    rows: str,
    *,
    before: str = "",
    after: str = "",
    texts: str = "",
    styles: str = "",
    props: str = "",
    state: str = "",
    main: str = TRANSITIONAL,
    related: str = RELATED,
) -> dict[str, str]:
    """The parts of a workbook of one sheet; `rows` is what stands in its sheetData."""
    hidden = f' state="{state}"' if state else ""
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml"), related=related),
        "xl/workbook.xml": (
            f'<workbook xmlns="{main}" xmlns:r="{related}">{props}'
            f'<sheets><sheet name="数据" sheetId="1"{hidden} r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
            related=related,
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{texts}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}">{styles}</styleSheet>',
        "xl/worksheets/sheet1.xml": (
            f'<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
        ),
    }


def packed(content: dict[str, str]) -> io.BytesIO:
    """The package of some parts."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as package:
        for name, text in content.items():
            package.writestr(name, text)
    file.seek(0)
    return file


def text_row(*cells: str, more: str = "") -> str:
    """A row of texts that stand in their cells, without references."""
    said = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f"<row{more}>{said}</row>"
