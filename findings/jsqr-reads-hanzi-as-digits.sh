#!/usr/bin/env bash
# jsqr 1.4.0 (npm), codes by segno 1.6.6, second opinion zxing-cpp 3.1.1 (PyPI).
# A good guess: a QR code in the mode of China's own standard (GB/T 18284, mode 1101, Hanzi) is read, or is answered
# as every code that cannot be read: with null.
# Seen: jsQR does not know the mode and reads on. The next four bits say which set of characters it is, 0001, which it
# takes for the mode of digits: the answer is a number that nobody wrote. Where the bits do not happen to be digits
# the answer is null. Whoever scans a name or a title of such a code gets a wrong text, not a failure.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check segno==1.6.6 zxing-cpp==3.1.1 pillow==12.2.0
npm install --silent --no-fund --no-audit --ignore-scripts jsqr@1.4.0 > /dev/null
cat > draw.py <<'P'
import json

import segno
import zxingcpp
from PIL import Image

TEXT = "会计继续教育"
for mode in ("byte", "hanzi"):
    code = segno.make_qr(TEXT, mode=mode, error="m")
    code.save(f"{mode}.png", scale=8)
    picture = Image.open(f"{mode}.png").convert("RGBA")
    with open(f"{mode}.json", "w") as file:
        json.dump([*picture.size, list(picture.tobytes())], file)
    assert zxingcpp.read_barcode(picture).text == TEXT
P
venv/bin/python draw.py
cat > see.cjs <<'J'
const jsQR = require("jsqr");
for (const mode of ["byte", "hanzi"]) {
  const [width, height, pixels] = require(`./${mode}.json`);
  console.log(mode, jsQR(new Uint8ClampedArray(pixels), width, height)?.data);
}
J
node see.cjs | tee said
grep -qx 'byte 会计继续教育' said && grep -Eqx 'hanzi [0-9]{10,}' said
