"""The shapes that characters have in a font, and those that 通用规范汉字表 is printed in.

`standard_shapes.txt` has its 8,105 characters (国发〔2013〕23号; as Unihan's kTGHZ2013 lists them), each
with a digest of the outline that Noto Serif SC 2.003 has for it, taken from the package as it is
published: `python -m tests.certificates.shapes NotoSerifSC_400Regular.ttf`.
"""

import hashlib
import sys
from io import BytesIO
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

FILE = Path(__file__).with_name("standard_shapes.txt")


def standard_shapes() -> dict[str, str]:
    """Each character of the table with the digest of its shape."""
    lines = FILE.read_text("utf-8").splitlines()
    return {line[0]: line[2:] for line in lines}


class Shapes:
    """What a font draws."""

    def __init__(self, file: Path) -> None:
        self._font = TTFont(BytesIO(file.read_bytes()), lazy=True)
        self._glyphs, self._mapped = self._font.getGlyphSet(), self._font.getBestCmap()

    def has(self, character: str) -> bool:
        """Whether the font maps a character."""
        return ord(character) in self._mapped

    def outline(self, character: str) -> list[tuple[str, tuple[object, ...]]]:
        """The strokes of the pen, one after the other."""
        pen = DecomposingRecordingPen(self._glyphs)
        self._glyphs[self._mapped[ord(character)]].draw(pen)
        return pen.value

    def digest(self, character: str) -> str:
        """A short digest of the outline."""
        return hashlib.sha256(repr(self.outline(character)).encode()).hexdigest()[:6]


if __name__ == "__main__":
    shapes = Shapes(Path(sys.argv[1]))
    FILE.write_text("".join(f"{one} {shapes.digest(one)}\n" for one in standard_shapes()), "utf-8")
