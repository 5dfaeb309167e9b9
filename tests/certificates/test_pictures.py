"""R32: what is printed looks as it should: the ink of thousands of names against another program's.

The text of a PDF is no proof: a letter that was never drawn is still in it.
"""

import os
import random
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice, pairwise, product

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from chalicelib.certificates.gateways.renderer import render
from chalicelib.identity.rules.name import parse_name
from chalicelib.platform.rules.drawn import can_be_drawn
from tests.certificates.drawn_apart import drawn_apart
from tests.certificates.printed import CERTIFICATE, RECORD

SCALE = 6
EM = round(8.5 * SCALE)
"""Pixels: titles of records are set in 8.5 points."""
TITLES = (99.0, 312.0)
"""Points from the left: the column of the titles."""
RULES_ALONE = 385.0
"""Points from the left: beside the forms of study, where a table has nothing but its rules."""
FOOT = 771.0
"""Points from above: where the margin begins."""
WHITE, PALE = 250, 200  # from the one on nothing is drawn, below the other something

# Two programs smooth the edges of a stroke differently, and place it within a pixel of each other:
# windows of a fifth of an em, moved by a pixel, differ by a sixth of black at most. An accent or a
# dot that is missing, or elsewhere, fills a third of such a window or more; a letter, all of it.
# The width of a line may differ by what is rounded on its way.
WINDOW = 3
ONE_OF = int(os.environ.get("XUEFEN_NAMES_ONE_OF", "8"))
"""One of how many names is looked at: of all of them, before a release."""
TOLERANCE = 70
WIDER = 3
PLACES = sorted(product((-1, 0, 1), repeat=2), key=lambda place: abs(place[0]) + abs(place[1]))

HAN = [
    *(chr(point) for point in (*range(0x3400, 0x4DC0, 5), *range(0x4E00, 0xA000, 4))),
    *map(chr, range(0x20000, 0x323B0, 47)),
    *"〇々﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩䶮𫖯㛃𬱖𠅤𪚥𰻞博允",
]
DOTS = "·•・‧．"
MINORITY = [
    "迪丽热巴",
    "阿不都",
    "买买提江",
    "古丽娜尔",
    "尼玛",
    "扎西",
    "次仁",
    "热依汗",
    "吾买尔",
]
SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
VIETNAMESE = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Thị Ánh Ướt Ỹ Ặc"
)
AZERBAIJANI = "Əliyev Məmmədov Hüseynov İbrahimova Şəhriyar Çingiz Ağayev Gülnarə Qızı Ülviyyə"
WEST_AFRICAN = "Ọláwálé Ẹ̀bùn Ṣọ́lá Kɔ́jó Ɛ́sì Ŋútsú Ɖéŋú Ƒìɖélé Ɣàlí Ɔ̀kpɔ́ ɔ̃́bɛ̀ Akɔ̃̀ Àdùkẹ́ Ọ̀ṣun"
OTHERS = [
    "JOHN SMITH",
    "O'Neil",
    "O’Neil",
    "O‘Neil",
    "CHAN, TAI MAN",
    "D'Souza-Łukasiewicz",
    "José Kovač",
    "Žižek Škoda",
    "Dvořák Ångström",
    "Þórður Ðæg",
    "Ștefan Țepeș",
    "Ġorġ Ħal",
    "Ŵyn Ŷâ",
    "g̃uarani",
    "Ĳsbrand",
    "Ŀl",
    "Ǆordan",
    "佐々木",
]
LETTERS = [
    chr(point) for point in (*range(0xC0, 0x250), *range(0x250, 0x2B0), *range(0x1E00, 0x1F00))
]
MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0324\u0327\u0328\u0331"


def names() -> list[str]:
    """Names of every script that R3 lets in, the same ones every time."""
    chance = random.Random(32)  # noqa: S311 - no secret
    made = [*_han(chance), *_minority(chance), *_latin(chance), *OTHERS]
    return [parse_name(name) for name in made if can_be_drawn(name)]


def _han(chance: random.Random) -> Iterator[str]:
    drawn = [character for character in HAN if can_be_drawn(character)]
    chance.shuffle(drawn)
    for start in range(0, len(drawn), 12):
        yield "".join(drawn[start : start + 12])
    for _ in range(200):
        yield chance.choice(SURNAMES) + "".join(chance.sample(drawn, chance.randint(1, 3)))


def _minority(chance: random.Random) -> Iterator[str]:
    for _ in range(120):
        yield chance.choice(DOTS).join(chance.sample(MINORITY, chance.randint(2, 3)))


def _latin(chance: random.Random) -> Iterator[str]:
    """Composed and taken apart, as keyboards of different systems type them."""
    words = [*VIETNAMESE.split(), *AZERBAIJANI.split(), *WEST_AFRICAN.split()]
    letters = [letter for letter in LETTERS if letter not in "×÷ƻǀǁǂǃʔ"]
    chance.shuffle(letters)
    words += ["n" + "".join(letters[at : at + 5]) for at in range(0, len(letters), 5)]
    words += [f"m{letter}{mark}n" for letter in "aegiɛɔŋnostuyəcxOƐƆ" for mark in MARKS]
    for word in words:
        for form in ("NFC", "NFD"):
            yield unicodedata.normalize(form, f"{word} {chance.choice(words)}")


# The pictures


def printed(titles: list[str]) -> Iterator[Image.Image]:
    """Each title as a certificate shows it, in order: what stands between the table's rules."""
    records = tuple(replace(RECORD, title=title) for title in titles)
    pages = pypdfium2.PdfDocument(render(replace(CERTIFICATE, records=records)))
    return islice(chain.from_iterable(map(_cells, pages)), len(titles))


def _cells(page: pypdfium2.PdfPage) -> Iterator[Image.Image]:
    text = page.get_textpage()
    _, under_heading, *_ = text.get_charbox(text.get_text_range().index("认定日期"))
    picture = page.render(scale=SCALE, grayscale=True).to_pil()
    column = picture.crop(
        (round(RULES_ALONE * SCALE), 0, round(RULES_ALONE * SCALE) + 1, picture.height)
    )
    grey = column.tobytes()
    lines = range(round((page.get_height() - under_heading) * SCALE), round(FOOT * SCALE))
    rules = [y for y in lines if grey[y] < WHITE <= grey[y - 1]]
    left, right = (round(edge * SCALE) for edge in TITLES)
    for above, below in pairwise(rules):
        yield picture.crop((left, above + 4, right, below - 2))


def ink(picture: Image.Image) -> Image.Image:
    """What is drawn, white on black, without the paper around it; full strokes are full white."""
    drawn = ImageChops.invert(picture)
    box = drawn.point(lambda grey: 255 * (grey > 255 - PALE)).getbbox()
    assert box, "nothing is drawn"
    cut = drawn.crop(box)
    full = cut.getextrema()[1]
    return cut.point(lambda grey: min(255, grey * 255 // full))


def differs(seen: Image.Image, wanted: Image.Image) -> int:
    """How much the most different spot differs: 0 for none, 255 for black where there is white."""
    if abs(seen.width - wanted.width) > WIDER or abs(seen.height - wanted.height) > WIDER:
        return 255
    size = (max(seen.width, wanted.width), max(seen.height, wanted.height))
    blurred, other = (
        _padded(part, size).filter(ImageFilter.BoxBlur(WINDOW)) for part in (seen, wanted)
    )
    least = 255
    for right, down in PLACES:
        moved = ImageChops.offset(other, right, down)
        least = min(least, ImageChops.difference(blurred, moved).getextrema()[1])
        if least <= TOLERANCE:
            break
    return least


def _padded(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    padded = Image.new("L", (size[0] + 2 * WINDOW, size[1] + 2 * WINDOW))
    padded.paste(picture, (WINDOW, WINDOW))
    return padded


def test_r32_given_thousands_of_names_when_printed_then_the_ink_is_that_of_another_program() -> (
    None
):
    every = names()
    assert len(every) > 2000
    looked_at = every[::ONE_OF]
    unlike = {
        name: how_much
        for name, seen in zip(looked_at, printed(looked_at), strict=True)
        if (how_much := differs(ink(seen), ink(drawn_apart(name, EM)))) > TOLERANCE
    }
    assert unlike == {}


@pytest.mark.parametrize(
    ("name", "faulty"),
    [
        ("Kovač", "Kovac"),
        ("Àdùkẹ́", "Àdùkẹ"),
        ("mạn", "man"),
        ("g̃uarani", "\u02dcuarani"),
        ("Nguyễn", "Nguyên"),
        ("李博", "李愽"),
        ("扎西·次仁", "扎西次仁"),
        ("O'Neil", "ONeil"),
    ],
)
def test_r32_given_what_a_font_may_lose_when_compared_then_it_is_noticed(
    name: str, faulty: str
) -> None:
    assert differs(ink(drawn_apart(faulty, EM)), ink(drawn_apart(name, EM))) > TOLERANCE
