"""The evidence of the demonstration, so that a reviewer has something to read."""

import os
from functools import cache

import typst

PAGE = """
#set page(width: 148mm, height: 105mm, margin: 12mm)
#set text(font: ("Noto Serif CJK SC", "Noto Sans CJK SC"), size: 11pt, lang: "zh")
"""
SHEET = f"""{PAGE}#align(center)[#text(size: 15pt)[面授培训签到表]]
培训：新收入准则与财务报告编制专题面授培训 #h(1fr) 编号：JM-2020-0017 \\
主办：江门市会计学会 #h(1fr) 2020年5月18日至23日
#v(4pt)
#table(columns: (1fr,) * 6, inset: 7pt, align: center,
  ..range(18, 24).map(day => [5月#(day)日]), ..range(6).map(_ => [已签到]))
"""


def attendance_sheet() -> bytes:
    """Draw the attendance sheet of a training as a PDF."""
    return _drawn(SHEET)


@cache
def proof(heading: str, title: str, issuer: str) -> bytes:
    """Draw a plain proof of what somebody took part in or wrote, as a PDF.

    Asked again it is the very same file: a PDF drawn anew says another time, and is another file.
    """
    return _drawn(
        f"""{PAGE}
#align(center + horizon)[#text(size: 15pt)[{heading}]
#v(8pt)
兹证明持有人已完成“{title}”。
#v(8pt)
#align(right)[{issuer}]]
"""
    )


def _drawn(source: str) -> bytes:
    fonts = [os.environ["XUEFEN_FONTS"]] if "XUEFEN_FONTS" in os.environ else []
    drawn: bytes = typst.compile(  # type: ignore[misc]
        source.encode("utf-8"), font_paths=fonts, ignore_system_fonts=True
    )
    return drawn
