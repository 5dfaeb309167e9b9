#!/bin/bash
# openpyxl 3.1.5: a carriage return in a cell comes back as the seven characters _x000D_.
# A good guess: ECMA-376 part 1, 22.9.2.19 (ST_Xstring) writes what XML cannot hold as _xHHHH_, as Excel
# and XlsxWriter do, so a reader of strings turns it back.
# Seen: the value has "_x000D_" in it; the literal text "_x000D_", which writers escape as
# "_x005F_x000D_", is unescaped, so that the two cannot be told apart. Titles pasted from Windows show it.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv env && env/bin/pip install -q openpyxl==3.1.5 XlsxWriter==3.2.9
env/bin/python - <<'PY'
from openpyxl import load_workbook
from xlsxwriter import Workbook

made = Workbook("texts.xlsx")
sheet = made.add_worksheet()
sheet.write(0, 0, "准则\r\n新")
sheet.write(0, 1, "_x000D_")
made.close()
values = [cell.value for cell in load_workbook("texts.xlsx").worksheets[0][1]]
print([ascii(value) for value in values])
assert values == ["准则_x000D_\n新", "_x000D_"]
PY
