#!/usr/bin/env bash
# OpenCC 1.4.2 (PyPI), configuration t2s, from traditional to simplified characters.
# A good guess: a name that is written in the mainland's characters already is left as it is; so names of permits of
# Hong Kong and Taiwan can be compared with those of a mainland account by converting both.
# Seen: 昇, 陞, 於 and 乾 are characters of the mainland's own table (通用规范汉字表, 2013), where 升, 于 and 干 are
# others; they are changed, so that the names of two people become one (何昇 and 何升, 於佳 and 于佳). Where a whole word
# is known, it stays (乾隆), and so do 堃, 淼 and 喆, which the table has for names like 昇.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check OpenCC==1.4.2
cat > see.py <<'P'
from opencc import OpenCC

CHANGED = {"何昇": "何升", "周陞": "周升", "於佳": "于佳", "陆乾": "陆干"}
KEPT = ["何升", "于佳", "乾隆", "林堃", "何淼", "方喆", "锺灵"]
convert = OpenCC("t2s").convert
seen = {name: convert(name) for name in [*CHANGED, *KEPT]}
print(" ".join(f"{name}→{became}" for name, became in seen.items()))
raise SystemExit(seen != CHANGED | {name: name for name in KEPT})
P
venv/bin/python see.py
