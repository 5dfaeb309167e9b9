#!/usr/bin/env bash
# Noto Serif CJK as Debian 12 packages it (fonts-noto-cjk 1:20220127+repack1-1, version 2.001), beside
# Noto Serif SC 2.003 (npm @expo-google-fonts/noto-serif-sc 0.4.3); fonttools 4.68.0.
# A good guess: the collection's Simplified Chinese face shows every character of a Chinese name in the
# mainland's form.
# Seen: for 博 and 允 that face has the very glyphs of the Japanese one, which look otherwise; the
# newer release has forms of its own for them. Code points, text layer and PDF/A know nothing of it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check fonttools==4.68.0
apt-get -qq -o APT::Sandbox::User=root download fonts-noto-cjk=1:20220127+repack1-1
dpkg-deb -x fonts-noto-cjk_*.deb debian
npm pack --silent @expo-google-fonts/noto-serif-sc@0.4.3 >/dev/null
tar xzf ./*.tgz
cat > see.py <<'P'
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

COLLECTION = "debian/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
japanese, chinese = (TTFont(COLLECTION, fontNumber=face, lazy=True) for face in (0, 2))
newer = TTFont("package/400Regular/NotoSerifSC_400Regular.ttf", lazy=True)


def box(font, character):
    """The outline's bounds, in thousandths of its size."""
    glyphs = font.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[font.getBestCmap()[ord(character)]].draw(pen)
    return tuple(round(1000 * each / font["head"].unitsPerEm) for each in pen.bounds)


same = []
for character in "博允骨":
    names = [font.getBestCmap()[ord(character)] for font in (japanese, chinese)]
    same.append(names[0] == names[1])
    print(character, "Japanese and Chinese face:", *names, "same glyph" if same[-1] else "two glyphs",
          "bounds", box(chinese, character), "newer", box(newer, character))
raise SystemExit(same != [True, True, False])
P
venv/bin/python see.py
