#!/usr/bin/env bash
# Chalice 1.34.0 packages pymediainfo 7.0.1 for Python 3.11 without its native library, and says nothing.
#
# A good guess: the wheel of pymediainfo, which brings libmediainfo, is taken for Lambda, or packaging fails and names it,
# as it does where a package has no wheel at all.
# Seen: the wheel is tagged manylinux_2_27 and Chalice takes up to 2.26 for Python 3.11; so it builds the package from its
# source, which is pure Python, succeeds and holds no libmediainfo.so: importing it works, opening any file does not. What
# the library in the wheel needs of the C library is of 2.25, so it would run. A layer has to fetch the wheel by its tag.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3.11 -m venv "$folder/venv" 2>/dev/null || python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check chalice==1.34.0 pymediainfo==7.0.1

cat >"$folder/packaged.py" <<'PYTHON'
import re
import sys
from importlib.metadata import files
from pathlib import Path

from chalice.deploy.packager import DependencyBuilder
from chalice.utils import OSUtils

place = Path(sys.argv[1])
(place / "requirements.txt").write_text("pymediainfo==7.0.1\n")
DependencyBuilder(OSUtils()).build_site_packages("cp311", str(place / "requirements.txt"), str(place / "out"))
packaged = sorted(each.name for each in (place / "out/pymediainfo").iterdir())
print("packaged for cp311:", packaged)
(wheel,) = [each.locate() for each in files("pymediainfo") if each.name.startswith("libmediainfo")]
needed = {tuple(map(int, each.split(b"."))) for each in re.findall(rb"GLIBC_(\d+\.\d+)", Path(wheel).read_bytes())}
print("in the wheel:", Path(wheel).name, "which needs a C library of", max(needed))
assert not [each for each in packaged if each.startswith("libmediainfo")], "the library is packaged now"
assert max(needed) <= (2, 26), "the library needs a newer C library than Lambda's Python 3.11 has"
PYTHON
"$folder/venv/bin/python" "$folder/packaged.py" "$folder"
