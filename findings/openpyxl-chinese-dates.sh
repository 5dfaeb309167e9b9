#!/bin/bash
# openpyxl 3.1.5: dates under the formats 27 to 36 and 50 to 58, which Chinese Excel and WPS name by
# number alone, are no dates.
# A good guess: ECMA-376 part 1, 18.8.30 lists them for zh-cn (31 is yyyy"年"m"月"d"日"), so a cell of
# style 31 reads as a date as one of style 14 does.
# Seen: the bare count of days, is_date False and the format "General"; of a workbook that counts from
# 1904 that count, read as one from 1900, is a day four years and a day too early.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv env && env/bin/pip install -q openpyxl==3.1.5 XlsxWriter==3.2.9
env/bin/python - <<'PY'
from datetime import date, timedelta

from openpyxl import load_workbook
from xlsxwriter import Workbook

made = Workbook("dates.xlsx", {"date_1904": True})
sheet = made.add_worksheet()
for row, number in enumerate((14, 31)):
    sheet.write_datetime(row, 0, date(2019, 3, 9), made.add_format({"num_format": number}))
made.close()
system, chinese = (row[0] for row in load_workbook("dates.xlsx").worksheets[0].iter_rows())
print("14:", system.value, system.is_date)
print("31:", chinese.value, chinese.number_format, chinese.is_date)
print("31, taken for a count from 1900:", date(1899, 12, 30) + timedelta(days=chinese.value))
assert system.value.date() == date(2019, 3, 9)
assert (chinese.value, chinese.number_format, chinese.is_date) == (42071, "General", False)
PY
