#!/usr/bin/env bash
# python-stdnum 2.2 (PyPI), stdnum.cn.uscc.
# A good guess: a unified social credit code (GB 32100-2015) of right length, alphabet and check
# character is valid, whichever department registered its holder.
# Seen: the first character must be a digit there. But the department of the standard's first amendment
# may be a letter: N for agriculture, under which every village's and township's collective economic
# organisation has its code (and keeps accounts), A for units of the forces, Y for others. All of these
# are refused as malformed, though the check character that the same module computes for them is right.
# The other way round, a department that does not exist (0) and a region that none has are valid.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-stdnum==2.2
cat > see.py <<'P'
from stdnum.cn import uscc

MADE = {  # department and kind, region, holder: codes of nobody
    "a company": ("91", "440703", "MA0000000"),
    "a village's collective": ("N2", "440703", "MF0000000"),
    "a unit of the forces": ("A1", "440703", "MB0000000"),
    "another organisation": ("Y1", "440703", "MC0000000"),
    "a department that does not exist": ("00", "440703", "MA0000000"),
    "a region that does not exist": ("91", "000000", "MA0000000"),
}
seen = {}
for what, parts in MADE.items():
    code = "".join(parts)
    code += uscc.calc_check_digit(code)
    seen[what] = uscc.is_valid(code)
    print(f"{what}: {'valid' if seen[what] else 'refused'}")
raise SystemExit([*seen.values()] != [True, False, False, False, True, True])
P
venv/bin/python see.py
