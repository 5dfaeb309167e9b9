#!/usr/bin/env bash
# date-holidays 3.37.0 (npm), China.
# A good guess: its public holidays of a year are the 13 days that the State Council's decree 795 (since 2025) makes
# everybody's, Spring Festival from its eve to the third day and two days of May among them; before 2025 the eve was
# none of the eleven.
# Seen: of 2026 the third day of Spring Festival (19 February) and 2 May are missing, and of 2024 the third day too,
# while the eve, a working day then, is in; the days of women, youth, children and soldiers are of the same type
# "public". Mid-Autumn of 2033 comes a month late: the leap month of that year is the eleventh (GB/T 33661). A deadline
# counted in working days by these ends on a holiday.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit --ignore-scripts date-holidays@3.37.0 > /dev/null
cat > see.cjs <<'J'
const Holidays = require("date-holidays");
const china = new Holidays("CN");
const days = (year) => china.getHolidays(year).filter((each) => each.type === "public").map((each) => each.date.slice(0, 10));
const law = {
  2024: "01-01 02-10 02-11 02-12 04-04 05-01 06-10 09-17 10-01 10-02 10-03",
  2026: "01-01 02-16 02-17 02-18 02-19 04-05 05-01 05-02 06-19 09-25 10-01 10-02 10-03",
  2033: "01-01 01-30 01-31 02-01 02-02 04-04 05-01 05-02 06-01 09-08 10-01 10-02 10-03",
};
for (const [year, written] of Object.entries(law)) {
  const of_law = written.split(" ").map((day) => `${year}-${day}`);
  const known = days(Number(year));
  const missing = of_law.filter((day) => !known.includes(day));
  const more = known.filter((day) => !of_law.includes(day));
  console.log(`${year} missing: ${missing.join(" ")}; more: ${more.join(" ")}`);
}
J
node see.cjs | tee said
grep -q '^2024 missing: 2024-02-12; more: 2024-02-09 2024-03-08 ' said
grep -q '^2026 missing: 2026-02-19 2026-05-02; more: 2026-03-08 ' said
grep -q '^2033 missing: 2033-02-02 2033-05-02 2033-09-08; .* 2033-10-07$' said
