#!/usr/bin/env bash
# python-stdnum 2.2 (PyPI), stdnum.cn.ric.
# A good guess: a number of GB 11643-1999 whose digits and check character are right is valid, whoever
# holds it; and nobody is born in the year 2099.
# Seen: the first six digits are looked up in a table by the year of birth, but the code is that of the
# place where the number was given, often decades later. Whoever was born in 1958 and got a number of a
# county made in the nineties is refused, so is every residence permit of Taiwan residents (830000), and
# those of Hong Kong and Macao residents born before the handover; births to come are valid.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check python-stdnum==2.2
cat > see.py <<'P'
from stdnum.cn import ric
from stdnum.iso7064 import mod_11_2

MADE = {  # place, birth, serial: numbers of nobody
    "a county of 1994, born 1958": ("440704", "19580101", "000"),
    "the same county, born 2001": ("440704", "20010101", "000"),
    "Taiwan resident's permit": ("830000", "19900101", "000"),
    "Hong Kong resident's permit, born 1961": ("810000", "19610101", "000"),
    "born in 2099": ("440703", "20990101", "000"),
}
seen = {}
for what, parts in MADE.items():
    number = "".join(parts)
    number += mod_11_2.calc_check_digit(number)
    seen[what] = ric.is_valid(number)
    print(f"{what}: {'valid' if seen[what] else 'refused'}")
raise SystemExit([*seen.values()] != [False, True, False, False, True])
P
venv/bin/python see.py
