#!/usr/bin/env bash
# dateparser 1.5.0 (PyPI), the deadlines of Chinese notices.
# A good guess: 9月30日前 ("by 30 September") is that 30 September, as "by 30 September" is, whatever the 前; and
# of a span 2020年4月1日至9月30日 the end is found where its beginning is, in the same year.
# Seen: months and days are counted, 前 is "ago", and the answer is nine months and thirty days before now, without
# a word. search_dates does the same to the end of the span, though there is no 前. With the year written out the
# span is read well, and 2020年9月30日前 is not read at all. A window of make-up study taken from its notice so has
# been closed since the year before.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check \
    dateparser==1.5.0 python-dateutil==2.9.0.post0 pytz==2026.6 regex==2026.11.19 tzlocal==5.4.5
cat > see.py <<'P'
from datetime import datetime

from dateparser import parse
from dateparser.search import search_dates

NOW = {"RELATIVE_BASE": datetime(2020, 4, 1)}
SPAN, WHOLE = "补登时间为2020年4月1日至9月30日", "补登时间为2020年4月1日至2020年9月30日"
alone = {text: parse(text, settings=NOW) for text in ("by 30 September", "9月30日前", "2020年9月30日前")}
ends = {text: search_dates(text, languages=["zh"], settings=NOW)[-1][1] for text in (SPAN, WHOLE)}
for text, found in (alone | ends).items():
    print(text, "->", found and found.date())
september, ago = datetime(2020, 9, 30), datetime(2019, 6, 1)
raise SystemExit([*alone.values(), *ends.values()] != [september, ago, None, ago, september])
P
venv/bin/python see.py
