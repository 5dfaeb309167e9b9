"""Rosters that come in files, and what must have become of each row (R40)."""

from tests.journey.imports import csv_file
from tests.journey.reports import document
from tests.torture.certificates import Items
from tests.torture.imports import FIRST_LINE, refused_lines
from tests.torture.model import Province, RosterRow

HEADINGS = ("姓名", "证件类型", "证件号码", "天数")


def file_of(rows: tuple[RosterRow, ...]) -> bytes:
    """The file that a clerk uploads."""
    return csv_file(*(_cells(each) for each in rows), headings=HEADINGS)


def _cells(row: RosterRow) -> dict[str, str]:
    return {
        "姓名": row.name,
        "证件类型": "居民身份证",
        "证件号码": document(row.number)["number"],
        "天数": str(row.days),
    }


def require_rosters(province: Province, registry: Items) -> None:
    """Every file is through; each row was counted once, and one that was not refused is in the roster."""
    for job in province.rosters:
        body = registry[f"JOB#{job.id}", "JOB"]["body"]
        totals = {name: int(number) for name, number in body["totals"].items()}
        refused = refused_lines(job.id)
        assert totals["rows"] == len(job.rows)
        assert totals.get("refused", 0) == len(refused)
        settled = sum(totals.get(name, 0) for name in ("imported", "waiting", "refused"))
        assert settled == len(job.rows), "a row was lost or doubled"
        kept = {
            item["body"]["masked_number"]
            for (pk, _), item in registry.items()
            if pk == f"REPORT#{job.plan}"
        }
        for place, row in enumerate(job.rows):
            written = document(row.number)["number"]
            is_kept = f"{written[:6]}{'*' * 8}{written[-4:]}" in kept
            assert is_kept or place + FIRST_LINE in refused, f"a row is nowhere: {row}"
