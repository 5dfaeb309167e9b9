"""R34, R47: the code has 61 modules at most with the longest statement, and scans when stamped on."""

import re
from decimal import Decimal

import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image, ImageDraw

from chalicelib.certificates.gateways.qr_code import qr_code
from chalicelib.certificates.rules.certificate import Snapshot
from tests.certificates.statements import LONGEST_NAMES, SNAPSHOT, address

SCALE, QUIET = 6, 4
LONGEST_HOST = "x" * 56
FULLEST = replace(SNAPSHOT, year=2030, version=9999, general_knowledge=Decimal(30))


def code_of(snapshot: Snapshot, host: str) -> str:
    printed, digits = address(snapshot, host).split("#")
    return qr_code(printed, digits)


def side_of(svg: str) -> int:
    found = re.search(r'viewBox="0 0 (\d+) \1"', svg)
    assert found
    return int(found[1])


def picture(svg: str) -> Image.Image:
    """The code in pixels, with the quiet zone that the paper has around it."""
    side = (side_of(svg) + 2 * QUIET) * SCALE
    drawn = Image.new("L", (side, side), 255)
    for left, row, wide in re.findall(r"M(\d+) (\d+)h(\d+)v1h", svg):
        x, y = (int(each) + QUIET for each in (left, row))
        drawn.paste(0, tuple(SCALE * each for each in (x, y, x + int(wide), y + 1)))
    return drawn


def scanned(drawn: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(drawn)]


@pytest.mark.parametrize("name", LONGEST_NAMES)
def test_r47_given_the_longest_of_everything_then_the_code_has_61_modules_and_scans(
    name: str,
) -> None:
    fullest = replace(FULLEST, name=name)
    svg = code_of(fullest, LONGEST_HOST)
    assert side_of(svg) <= 61
    assert re.fullmatch(
        r"https://x+/verify/M3UBV-UACAF-UK62B\?v=9999#[0-9]+", *scanned(picture(svg))
    )
    assert side_of(code_of(FULLEST, "x" * 80)) <= 65, "a longer host gives a larger code, not none"


def test_r34_given_no_statement_then_the_code_is_the_address_alone() -> None:
    printed = address().split("#")[0]
    assert scanned(picture(qr_code(printed, ""))) == [printed]


@pytest.mark.parametrize("host", ["xuefen.czt.gd.gov.cn", "x" * 40, LONGEST_HOST])
@pytest.mark.parametrize("ink", [0, 255])
def test_r34_given_a_round_stamp_over_a_tenth_of_the_code_then_it_scans(
    host: str, ink: int
) -> None:
    drawn = picture(code_of(SNAPSHOT, host))
    middle, radius = drawn.width / 2, (drawn.width - 2 * QUIET * SCALE) * 0.18
    for x, y in ((0, 0), (0, radius), (radius, 0), (radius, radius)):
        stamped = drawn.copy()
        left, top = middle + x - radius, middle + y - radius
        ImageDraw.Draw(stamped).ellipse((left, top, left + 2 * radius, top + 2 * radius), fill=ink)
        assert scanned(stamped)
