"""What is kept of the certificate's fonts: only what is drawn, and every character once.

Fonts and renderer have to fit into a Lambda function. Each character is drawn by the first
typeface that has it, so the later ones keep what those before them lack; a letter and its marks
always stay together, because a text is shaped by clusters, not by characters.
"""

import re
import shutil
import unicodedata
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from fontTools.unicodedata import script

TEMPLATE = Path(__file__).resolve().parents[1] / "chalicelib/certificates/gateways/certificate.typ"
MARKS = range(0x300, 0x370)
"""The marks that a Latin letter may carry (Combining Diacritical Marks)."""
BOLD_LABELS = "NotoSerifSC-Bold-labels.ttf"
LATIN = "NotoSerif-Light-Latin.ttf"

_SIMPLIFIED_CHINESE = 2  # the face of that number in Noto's collections
_NEVER_DRAWN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Mn", "Mc", "Me"})
"""Control, format, surrogate, Private Use, separators, and marks, which need a letter below."""
_UNASSIGNED = "Zzzz"
_SHORT = 8  # bytes of an outline in CFF that may be nothing but a width

# What is drawn as nothing (Default_Ignorable_Code_Point), what a shaper takes apart into a vowel
# and a mark (Thai and Lao AM), and skin tones, which join whatever stands before them.
_NOT_ALONE = re.compile(
    "[\u0e33\u0eb3\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\U0001f3fb-\U0001f3ff"
    "\U000e0000-\U000e0fff]"
)


@dataclass(frozen=True, slots=True)
class Typeface:
    """A font of a package, and the name of the file that keeps a part of it, or it whole."""

    source: Path
    kept: str
    features: tuple[str, ...] = ()
    face: int = -1
    whole: bool = False


def keep(npm: Path, debian: Path | None, target: Path) -> None:
    """Write the parts that are drawn into `target`.

    Args:
        npm: the folder of Noto Serif SC's and Noto Serif's weights.
        debian: the folder of Debian's fonts, None where there is no apt.
        target: an empty folder.
    """
    first, latin = _of_npm(npm)
    covered = drawable(first)
    _subset(first, target, covered)
    letters = set(filter(_is_latin, drawable(latin)))
    _subset(latin, target, letters | set(MARKS))
    covered |= letters
    for typeface in _rare(debian) if debian else ():
        lacking = drawable(typeface, besides=covered)
        _keep_lacking(typeface, target, lacking)
        covered |= lacking
    bold = Typeface(npm / "700Bold/NotoSerifSC_700Bold.ttf", BOLD_LABELS)
    _subset(bold, target, set(map(ord, labels())))


def _keep_lacking(typeface: Typeface, target: Path, lacking: set[int]) -> None:
    if typeface.whole:
        shutil.copy(typeface.source, target / typeface.kept)
    else:
        _subset(typeface, target, lacking)


def _of_npm(npm: Path) -> tuple[Typeface, Typeface]:
    """The two of npm; the light weight is that of the other's Latin letters."""
    regular, light = npm / "400Regular", npm / "300Light"
    return (
        Typeface(regular / "NotoSerifSC_400Regular.ttf", "NotoSerifSC-Regular.ttf", ("kern",)),
        Typeface(light / "NotoSerif_300Light.ttf", LATIN, ("kern", "ccmp", "mark", "mkmk")),
    )


def _rare(debian: Path) -> tuple[Typeface, ...]:
    truetype = debian / "truetype"
    return (
        Typeface(
            debian / "opentype/noto/NotoSerifCJK-Regular.ttc",
            "NotoSerifCJKsc-Regular.otf",
            face=_SIMPLIFIED_CHINESE,
        ),
        # Hardly anything of it is drawn by others, and taking that out is slow.
        Typeface(truetype / "hanazono/HanaMinB.ttf", "HanaMinB.ttf", whole=True),
        Typeface(truetype / "hanazono/HanaMinA.ttf", "HanaMinA.ttf"),
        Typeface(truetype / "babelstone/BabelStoneHan.ttf", "BabelStoneHan.ttf"),
    )


def labels() -> set[str]:
    """The bold is drawn for fixed words alone, so it needs no character besides theirs."""
    return {character for character in TEMPLATE.read_text("utf-8") if character.isprintable()}


def _is_latin(point: int) -> bool:
    return script(chr(point)) == "Latn" and unicodedata.east_asian_width(chr(point)) != "F"


def drawable(typeface: Typeface, besides: AbstractSet[int] = frozenset()) -> set[int]:
    """The code points of which a font has a picture, each of them its own composed form.

    Args:
        typeface: the font.
        besides: what need not be looked at.
    """
    with TTFont(typeface.source, fontNumber=typeface.face, lazy=True) as font:
        has_ink = _ink(font)
        return {
            point
            for point, glyph in font.getBestCmap().items()
            if point not in besides
            and _may_be_drawn(chr(point))
            and (unicodedata.category(chr(point)) == "Zs" or has_ink(glyph))
        }


def _may_be_drawn(character: str) -> bool:
    return (
        unicodedata.category(character) not in _NEVER_DRAWN
        and script(character) != _UNASSIGNED
        and unicodedata.normalize("NFC", character) == character
        and not _NOT_ALONE.match(character)
    )


def _ink(font: TTFont) -> Callable[[str], bool]:
    """Whether a glyph takes room and shows something, and not the box of a missing one."""
    outline = _outlines(font)
    missing, widths = outline(".notdef"), font["hmtx"]

    def has_ink(glyph: str) -> bool:
        drawn = outline(glyph)
        return bool(drawn) and drawn != missing and widths[glyph][0] > 0

    return has_ink


def _outlines(font: TTFont) -> Callable[[str], object]:
    """The outline of a glyph, comparable and false if there is none."""
    if "glyf" in font:  # as it stands in the file: most fonts have tens of thousands of them
        places, data = font["loca"], font.reader["glyf"]
        number = font.getGlyphID
        return lambda glyph: data[places[number(glyph)] : places[number(glyph) + 1]]
    glyphs, strings = font.getGlyphSet(), font["CFF "].cff[0].CharStrings

    def drawn(glyph: str) -> object:
        program = strings[glyph].bytecode
        if len(program) > _SHORT:
            return program
        pen = RecordingPen()
        glyphs[glyph].draw(pen)
        return pen.value

    return drawn


def _subset(typeface: Typeface, target: Path, characters: Iterable[int]) -> None:
    options = subset.Options(
        font_number=typeface.face,
        layout_features=list(typeface.features),
        name_IDs=["*"],
        notdef_outline=True,
        hinting=False,
    )
    # Nothing is set vertically, and these tables serve no horizontal text.
    options.drop_tables += ["BASE", "DSIG", "FFTM", "VORG", "meta", "vhea", "vmtx"]
    font = subset.load_font(str(typeface.source), options, dontLoadGlyphNames=True)
    subsetter = subset.Subsetter(options)
    wanted = set(characters)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    kept = target / typeface.kept
    subset.save_font(font, str(kept), options)
    print(f"  {kept.name}: {len(wanted)} 字 / characters, {kept.stat().st_size / 1e6:.1f} MB")
