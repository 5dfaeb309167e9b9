"""R32: every character that is printed has a glyph, and what has none stops the certificate.

The fonts must be there: `python -m local.fonts`. Characters beyond Noto Serif SC come with the
Debian packages alone.
"""

import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import typst

from chalicelib.certificates.gateways.renderer import Printed, Undrawable, render, undrawable
from tests.certificates.printed import CERTIFICATE, RECORD, text

NAMES = [
    "李䶮",
    "陈𫖯",
    "迪丽热巴·迪力木拉提",
    "JOHN SMITH",
    "㛃𬱖𠅤𪚥",
    "𰻞龥〇",
    "O'Neil",
    "O’Neil",
    "José Kovač-Łukasiewicz",
    "\U00031350",  # Extension H, unassigned to Python 3.11
]
NOT_DRAWN = {
    "no font has it": "\U0002ebf0",
    "private use that BabelStone Han maps": "\ue000",
    "private use for a standard character": "\ue863",
    "control": "\x01",
    "tab": "\t",
    "line feed": "\n",
    "soft hyphen": "\u00ad",
    "zero-width space": "\u200b",
    "right-to-left override": "\u202e",
    "byte order mark": "\ufeff",
    "line separator": "\u2028",
    "lone surrogate": "\ud800",
    "unassigned": "\u0378",
    "noncharacter": "\uffff",
    "Hangul filler": "\u3164",
    "variation selector": "\ufe00",
    "supplementary variation selector": "\U000e0100",
}
FAMILIES = (
    "Noto Serif SC",
    "Noto Serif",
    "Noto Serif CJK SC",
    "HanaMinB",
    "HanaMinA",
    "BabelStone Han",
)
PAGE_HEIGHT = 841.89  # points


@pytest.mark.parametrize("name", NAMES)
def test_r32_given_any_name_when_rendered_then_it_stands_verbatim(name: str) -> None:
    printed = replace(CERTIFICATE, name=name)
    assert undrawable(printed) == frozenset()
    assert f"\n{name}\n证件号码" in text(printed)


@pytest.mark.parametrize("character", NOT_DRAWN.values(), ids=list(NOT_DRAWN))
def test_r32_given_a_character_without_glyph_when_asked_then_it_is_undrawable(
    character: str,
) -> None:
    printed = replace(CERTIFICATE, name=f"李{character}明")
    assert undrawable(printed) == {character}
    with pytest.raises(Undrawable) as stopped:
        render(printed)
    assert stopped.value.characters == {character}
    assert f"U+{ord(character):04X}" in str(stopped.value)


@pytest.mark.parametrize(
    "printed",
    [
        replace(CERTIFICATE, authority="\U0002ebf0局"),
        replace(CERTIFICATE, document_number="\U0002ebf0"),
        replace(CERTIFICATE, verify_url="https://example.org/\U0002ebf0"),
        replace(CERTIFICATE, records=(RECORD, replace(RECORD, title="\U0002ebf0"))),
        replace(CERTIFICATE, records=(RECORD, replace(RECORD, form_label="\U0002ebf0"))),
    ],
    ids=["authority", "document", "address", "title", "form"],
)
def test_r32_given_no_glyph_in_any_field_when_asked_then_it_is_undrawable(printed: Printed) -> None:
    assert undrawable(printed) == {"\U0002ebf0"}


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("李\u0301", {"\u0301"}),
        ("а\u0301", {"\u0301"}),  # Cyrillic
        ("か\u309a", {"\u309a"}),
        ("1\u0301", {"\u0301"}),
        ("李\u302a", {"\u302a"}),
        ("   ", {" "}),
        ("\u3000", {"\u3000"}),
        ("", {" "}),
    ],
)
def test_r32_given_a_mark_without_a_place_or_nothing_to_see_when_asked_then_it_is_held(
    name: str, missing: set[str]
) -> None:
    assert undrawable(replace(CERTIFICATE, name=name)) == missing


@pytest.mark.parametrize(
    "text", ["Kovač çй ё", "Nguyễn Thị Ánh", "Ọ̀ṣun g̃ ɛ́", "한글", "が"], ids=ascii
)
def test_r32_given_letters_taken_apart_when_rendered_then_it_is_the_file_of_the_composed_ones(
    text: str,
) -> None:
    apart, composed = (
        replace(CERTIFICATE, name=form, authority=form, records=(replace(RECORD, title=form),))
        for form in (unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text))
    )
    assert apart != composed
    assert undrawable(apart) == frozenset()
    assert render(apart) == render(composed)


def typst_draws(characters: str) -> bool:
    """What typst itself says under PDF/A-2a and PDF/UA-1, asked without our own check."""
    head = '#set document(title: "x")\n#set text(font: '
    source = f"{head}{FAMILIES}, fallback: false)\n#sys.inputs.text".replace("'", '"')
    folder = Path(os.environ.get("XUEFEN_FONTS", ".cache/fonts"))
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
    try:
        typst.compile(
            source.encode(),
            format="pdf",
            font_paths=fonts,
            sys_inputs={"text": characters},
            pdf_standards=["a-2a", "ua-1"],
        )
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return False
    return True


@pytest.mark.parametrize(
    "drawn", ["㐀龥𠀀𫜴𫠝𬺡𮯠𰀀鿿", "〇·•・‧．’—“”《》（）、。", "ÀéčŁżßƠạ", *NAMES]
)
def test_r32_given_characters_held_drawable_when_typst_is_asked_then_it_agrees(drawn: str) -> None:
    assert undrawable(replace(CERTIFICATE, name=drawn)) == frozenset()
    assert typst_draws(drawn)


@pytest.mark.parametrize(
    "missing", ["\U0002ebf0", "\U0002f800\U0003fffd", "\ue000", "\ue863", "\x01", "\uffff"]
)
def test_r32_given_a_character_held_undrawable_when_typst_is_asked_then_it_refuses(
    missing: str,
) -> None:
    assert undrawable(replace(CERTIFICATE, name=missing))
    assert not typst_draws(missing)


def picture_of(name: str) -> bytes:
    """The pixels between the line above the name and the line below it."""
    page = pypdfium2.PdfDocument(render(replace(CERTIFICATE, name=name)))[0]
    drawn = page.get_textpage()
    start = drawn.get_text_range().index("兹证明")
    _, above, *_ = drawn.get_charbox(start)
    *_, below = drawn.get_charbox(drawn.get_text_range().index("证件号码", start))
    picture = page.render(scale=2).to_pil().convert("L")
    top, bottom = (round((PAGE_HEIGHT - height) * 2) for height in (above, below))
    return picture.crop((150, top, picture.width - 150, bottom)).tobytes()


def test_r32_given_characters_held_drawable_when_looked_at_then_each_has_a_shape_of_its_own() -> (
    None
):
    characters = "䶮𫖯㛃𬱖𠅤𪚥𰻞\U00031350·é’'李"
    pictures = {picture_of(character) for character in characters}
    assert len(pictures) == len(characters)
    assert all(min(picture) < 100 for picture in pictures)


def test_r32_given_no_fonts_when_asked_then_it_says_how_to_get_them(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from chalicelib.certificates.gateways import renderer; renderer._drawn()",
        ],
        env={**os.environ, "XUEFEN_FONTS": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "FontsMissing" in done.stderr
    assert "python -m local.fonts" in done.stderr
