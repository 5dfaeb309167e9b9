"""Files of the HR system's records, for tests: written, uploaded, read to their end."""

import csv
import io
from typing import Any

import openpyxl

from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.headings import HEADINGS_OF
from chalicelib.imports.rules.import_job import ImportKind
from chalicelib.imports.rules.legacy_row import HEADINGS
from chalicelib.platform.gateways import files
from tests.journey.world import LI, World


def row(serial: str = "HR0001", **changes: str) -> dict[str, str]:
    """Li's public subject of 2018, thirty credits; of another 年度, its days are of that year."""
    year = changes.get("年度", "2018")
    return {
        "流水号": serial,
        "姓名": "李䶮",
        "证件类型": "居民身份证",
        "证件号码": LI["number"],
        "年度": "2018",
        "科目类型": "公需科目",
        "学习内容": "管理会计应用指引",
        "学时": "30",
        "学分": "30",
        "完成日期": f"{year}-03-09",
        "认定日期": f"{year}-12-17",
        "行政区划代码": "440703",
        **changes,
    }


def result(paper: str = "中级会计实务", year: int = 2023, **changes: str) -> dict[str, str]:
    """A paper that Li passed."""
    return {
        "姓名": "李䶮",
        "证件类型": "居民身份证",
        "证件号码": LI["number"],
        "考试": "全国会计专业技术资格考试（中级）",
        "科目": paper,
        "年度": str(year),
        "合格日期": f"{year}-10-20",
        "证书或成绩单编号": f"GD{year}-001",
        **changes,
    }


def professional(serial: str = "HR0002", credits: str = "60", **changes: str) -> dict[str, str]:  # noqa: A002 - the glossary's word
    """Li's professional subject of 2018."""
    stated = {"科目类型": "专业科目", "学习内容": "政府会计准则制度", "学分": credits, **changes}
    return row(serial, **stated)


def csv_file(*rows: dict[str, str], headings: tuple[str, ...] = HEADINGS) -> bytes:
    """A CSV file as a spreadsheet writes it, in UTF-8."""
    written = io.StringIO()
    writer = csv.DictWriter(written, headings, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def workbook(*rows: dict[str, str]) -> bytes:
    """A workbook whose cells are all text."""
    book = openpyxl.Workbook()
    for cells in (list(HEADINGS), *(list(each.values()) for each in rows)):
        book.worksheets[0].append(cells)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def begin(world: World, filename: str = "2018.csv", kind: str = "legacy_records") -> dict[str, Any]:
    """Announce a file as the province's administrator."""
    asked = {"filename": filename, "kind": kind}
    return world.administrator().must("POST", "/v1/admin/imports", asked)


def put(offered: dict[str, Any], content: bytes) -> None:
    """Put a file where the signed form would."""
    files.client().put_object(Bucket="import-bucket", Key=offered["fields"]["key"], Body=content)


def show(world: World, job: str) -> dict[str, Any]:
    """How far an import is."""
    return world.administrator().must("GET", f"/v1/admin/imports/{job}")


def imported(world: World, *rows: dict[str, str]) -> dict[str, Any]:
    """Import rows to the end."""
    return imported_file(world, csv_file(*rows))


def imported_file(world: World, content: bytes) -> dict[str, Any]:
    """Import a file to the end."""
    offered = begin(world)
    put(offered, content)
    world.settle()
    return show(world, offered["id"])


def counts(shown: dict[str, Any]) -> tuple[int, int, int, int]:
    """Rows: all, imported, waiting, refused."""
    return shown["rows"], shown["imported"], shown["waiting"], shown["refused"]


def refused_rows(job: str) -> list[list[str]]:
    """The table of refused rows without its headings, as a spreadsheet reads it."""
    key = f"refused/{job}.csv"
    found = import_bucket.client().get_object(Bucket="import-bucket", Key=key)
    text = found["Body"].read().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def brought(world: World, kind: str, *rows: dict[str, str]) -> dict[str, Any]:
    """What became of a file of another kind: accounts that exist already, results of examinations."""
    offered = begin(world, "existing.csv", kind)
    put(offered, csv_file(*rows, headings=HEADINGS_OF[ImportKind(kind)]))
    world.settle()
    return show(world, offered["id"])
