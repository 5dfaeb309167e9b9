#!/bin/bash
# openpyxl 3.1.5: a workbook saved as "Strict Open XML" opens without an error and has no sheet.
# A good guess: ISO/IEC 29500 strict is one of Excel's own .xlsx formats; what cannot be read is refused.
# Seen: load_workbook succeeds (a warning speaks of "specification for 0"), `worksheets` is an empty list: a program that goes over the sheets takes
# the file for an empty one.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv env && env/bin/pip install -q openpyxl==3.1.5
env/bin/python - <<'PY'
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook

made = Workbook()
made.worksheets[0].append(["流水号", "姓名"])
made.save("transitional.xlsx")
with ZipFile("transitional.xlsx") as old, ZipFile("strict.xlsx", "w") as new:
    for name in old.namelist():
        text = old.read(name).decode()
        text = text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            "http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            "http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        new.writestr(name, text)
sheets = [len(load_workbook(name).worksheets) for name in ("transitional.xlsx", "strict.xlsx")]
print("sheets, transitional and strict:", sheets)
assert sheets == [1, 0]
PY
