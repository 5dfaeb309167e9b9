"""The evidence of the demonstration: an attendance sheet, so that a reviewer has something to read."""

import os

import typst

SHEET = """
#set page(width: 148mm, height: 105mm, margin: 12mm)
#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: 11pt, lang: "zh")
#align(center)[#text(size: 15pt, weight: "bold")[面授培训签到表]]
培训：新收入准则与财务报告编制专题面授培训 #h(1fr) 编号：JM-2020-0017 \\
主办：江门市会计学会 #h(1fr) 2020年5月18日至23日
#v(4pt)
#table(columns: (1fr,) * 6, inset: 7pt, align: center,
  ..range(18, 24).map(day => [5月#(day)日]), ..range(6).map(_ => [已签到]))
"""


def attendance_sheet() -> bytes:
    """Draw the sheet as a PDF."""
    fonts = [os.environ["XUEFEN_FONTS"]] if "XUEFEN_FONTS" in os.environ else []
    source = SHEET.encode("utf-8")
    drawn: bytes = typst.compile(source, font_paths=fonts, ignore_system_fonts=True)  # type: ignore[misc]
    return drawn
