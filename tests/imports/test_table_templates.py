"""Workbooks to fill in: as the rules have them, importable as they are, their example never imported (R28, R40)."""

import io
from base64 import b64decode
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from openpyxl import load_workbook

from chalicelib.imports.gateways.table_templates import FOLDER
from chalicelib.imports.gateways.workbook import read_workbook
from chalicelib.imports.rules.heading_line import are_headings, parse_headings
from chalicelib.imports.rules.import_job import ImportKind
from chalicelib.imports.rules.report_cells import parse_reported
from chalicelib.imports.rules.roster_cells import parse_roster_row
from chalicelib.imports.rules.table_cell import NAME, NUMBER, Cells
from chalicelib.imports.rules.table_template import EXAMPLE, TEMPLATES
from chalicelib.plans.rules.plan import Taught
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.refusal import Refusal
from local.table_templates import workbook_of
from tests.employers.codes import RED
from tests.journey.imports import begin, counts, put, show
from tests.journey.world import LI, World

SAID = Taught(
    title="新收入准则培训",
    content="收入确认",
    days=3,
    starts_on=date(2026, 1, 5),
    ends_on=date(2026, 1, 7),
    place="江门",
    expected=40,
)
OF_ADMINISTRATORS = [each for each in TEMPLATES if each in set(ImportKind) - {"rosters"}]


def cells_of(book: Any) -> list[list[tuple[object, ...]]]:  # noqa: ANN401 - openpyxl ships no types
    return [[tuple(cell.value for cell in row) for row in sheet] for sheet in book.worksheets]


def test_given_the_rules_then_the_workbooks_are_as_they_have_them() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(TEMPLATES)
    for name, template in TEMPLATES.items():
        kept = load_workbook(FOLDER / f"{name}.xlsx")
        wanted = "python -m local.table_templates"
        assert cells_of(kept) == cells_of(workbook_of(template)), wanted
        assert {cell.number_format for row in kept.worksheets[0] for cell in row} == {"@"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_given_a_workbook_then_its_table_is_found_beside_the_notes(name: str) -> None:
    template = TEMPLATES[name]
    with (FOLDER / f"{name}.xlsx").open("rb") as file:
        table = read_workbook(file, lambda cells: are_headings(cells, template.headings))
        headings, example = list(table.lines)
    assert (headings.cells, example.cells) == (tuple(template.headings), template.row)
    assert table.notes == ()
    assert EXAMPLE in template.row


@pytest.mark.parametrize("name", OF_ADMINISTRATORS)
def test_r28_given_a_workbook_filled_in_then_its_rows_come_in_and_the_example_does_not(
    world: World, name: str
) -> None:
    world.now = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
    shown = world.professional("anybody").must("GET", f"/v1/imports/templates/{name}")
    book = load_workbook(io.BytesIO(b64decode(shown["content"])))
    example = dict(zip(shown["headings"], shown["example"], strict=True))
    own = {
        NAME: "李䶮",
        NUMBER: LI["number"],
        "统一社会信用代码": RED,
        "名称": "红星公司",
        "流水号": "HR1",
    }
    book.worksheets[0].append([own.get(each, example[each]) for each in shown["headings"]])
    filled = io.BytesIO()
    book.save(filled)
    offered = begin(world, shown["filename"], name)
    put(offered, filled.getvalue())
    world.settle()
    found = show(world, str(offered["id"]))
    rows, imported, waiting, refused = counts(found)
    assert (found["state"], rows, imported + waiting, refused) == ("done", 2, 1, 1)


def test_r40_given_the_tables_of_others_then_the_example_is_refused_for_its_owner_alone() -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
    for name, read in reading(at).items():
        template = TEMPLATES[name]
        example = dict(zip(template.headings, template.row, strict=True))
        filled = example | {NAME: "李䶮", NUMBER: LI["number"]}
        read(Cells(parse_headings(template.headings, template.headings), list(filled.values())))
        with pytest.raises(Refusal) as refused:
            read(
                Cells(parse_headings(template.headings, template.headings), list(example.values()))
            )
        assert {each.field for each in refused.value.facts["faults"]} == {NAME, NUMBER}


def reading(at: datetime) -> dict[str, Callable[[Cells], object]]:
    """How the rows of clerks' and providers' tables are read."""
    day = at.date()
    days, hours = (SAID, msgspec.structs.replace(SAID, days=None, hours=Decimal(12)))
    return {
        "rosters": lambda line: parse_roster_row(line, days, today=day),
        "rosters_hours": lambda line: parse_roster_row(line, hours, today=day),
        "reports": lambda line: parse_reported(line, provider="p", number=1, at=at),
    }


def test_given_no_such_table_then_there_is_none(world: World) -> None:
    assert world.professional("anybody").get("/v1/imports/templates/diplomas").code == "not_found"
