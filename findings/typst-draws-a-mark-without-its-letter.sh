#!/usr/bin/env bash
# typst 0.15.2 (PyPI), Source Serif 4 (npm @expo-google-fonts/source-serif-4 0.4.1), pypdf, pillow.
# A good guess: a PDF/A export that succeeds and whose text layer says "ɔ̀" shows an ɔ with a grave;
# typst refuses PDF/A where a character has no glyph. And a font that has a letter's mark but not the
# letter would be passed over for the next font.
# Seen: fonts are taken cluster by cluster, and a font that has the mark alone draws the mark alone:
# the page shows a lonely grave, while a text reader still finds both characters.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check typst==0.15.2 pypdf==7.1.1 pypdfium2==5.15.2 pillow==13.0.0
npm pack --silent @expo-google-fonts/source-serif-4@0.4.1 >/dev/null
tar xzf ./*.tgz
mkdir fonts && cp package/300Light/*.ttf fonts/
cat > see.py <<'P'
import sys
from io import BytesIO
from pathlib import Path
import pypdfium2, typst
from PIL import ImageChops
from pypdf import PdfReader

fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[Path("fonts")])

def drawn(text):
    source = f'#set page(width: 60pt, height: 60pt, margin: 15pt)\n#set text(font: "Source Serif 4", size: 24pt, fallback: false)\n{text}'
    try:
        pdf = typst.compile(source.encode(), format="pdf", font_paths=fonts, pdf_standards="a-2b")
    except typst.TypstError as error:
        return None, str(error), None
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=4).to_pil().convert("L")
    box = ImageChops.invert(picture).getbbox()
    return PdfReader(BytesIO(pdf)).pages[0].extract_text(), box, (box[3] - box[1]) if box else 0

for text in ("o\u0300", "\u0254", "\u0254\u0300"):
    print(ascii(text), *map(ascii, drawn(text)))
alone, whole = drawn("\u0254\u0300"), drawn("o\u0300")
seen = alone[0] is not None and alone[2] < whole[2] / 2
print("the mark is drawn without its letter, and no error" if seen else "the behaviour has changed")
sys.exit(0 if seen else 1)
P
venv/bin/python see.py
