"""Who an import credits is told once, afterwards, of all that it brought (R28, R41)."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
import pytest

from chalicelib.imports.actions.import_rows import import_chunk
from chalicelib.imports.actions.tell_import import tell_import
from chalicelib.imports.gateways import import_bucket
from chalicelib.imports.rules.csv_file import read_csv
from chalicelib.imports.rules.examination_row import HEADINGS
from chalicelib.imports.rules.import_job import Chunk
from chalicelib.imports.rules.import_row import raw_rows
from chalicelib.imports.store import imports
from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.imports import (
    begin,
    brought,
    counts,
    csv_file,
    imported,
    professional,
    put,
    result,
    row,
    show,
)
from tests.journey.reports import document, year_of
from tests.journey.world import Professional, World

KIND = "examination_results"


@pytest.fixture
def li(world: World) -> Professional:
    world.now = datetime(2024, 2, 1, 10, tzinfo=SHANGHAI)
    return world.professional().enrol()


def told(li: Professional) -> list[dict[str, Any]]:
    """What a person was told of imports."""
    items = li.get("/v1/me/notices").body["items"]
    return [each for each in items if each["kind"] == "records_imported"]


def test_r41_given_an_import_then_each_person_is_told_once_of_all_that_it_brought(
    world: World, li: Professional
) -> None:
    an = world.professional("an").enrol(document=document(1))
    other = result("经济法", 证件号码=document(1)["number"])

    first = brought(world, KIND, result(), result("经济法"), other, result("财务管理"), result())

    (notice,) = told(li)
    assert "共3项" in notice["text"]
    assert "2023年度全国会计专业技术资格考试（中级）《经济法》" in notice["text"]
    assert len(told(an)) == 1
    brought(world, KIND, result(), other)
    assert (told(li), len(told(an))) == ([notice], 1)
    for _ in range(2):
        tell_import(first["id"], 0)
        import_chunk(first["id"], 0)
    assert (told(li), len(told(an))) == ([notice], 1)


def test_r28_given_an_import_of_the_hr_system_s_records_then_its_people_are_told_too(
    world: World, li: Professional
) -> None:
    imported(world, row(), professional(credits="20"))

    (notice,) = told(li)
    assert "2018年度《管理会计应用指引》" in notice["text"]
    assert "共2项" in notice["text"]


def test_given_chunks_done_before_the_file_is_split_to_its_end_then_splitting_tells(
    world: World, li: Professional
) -> None:
    """A worker may be through before the run that splits has said how many chunks there are."""
    offered = begin(world, "cj.csv", KIND)
    put(offered, csv_file(result(), headings=HEADINGS))
    job = offered["id"]
    lines = read_csv([csv_file(result(), headings=HEADINGS)], lambda _: True)
    import_bucket.put_chunk(job, 0, msgspec.json.encode(list(raw_rows(lines, HEADINGS))))
    imports.add_chunk(Chunk(job=job, number=0, rows=1))
    import_chunk(job, 0)
    assert told(li) == []

    world.settle()

    assert (show(world, job)["state"], len(told(li))) == ("done", 1)


@pytest.mark.parametrize("by", ["stream", "sweep"])
def test_r41_given_rows_that_waited_then_their_person_is_told_and_the_import_s_counts_follow(
    world: World, by: str
) -> None:
    """Whoever enrols and applies before the rows are claimed is met by them all the same."""
    world.now = datetime(2024, 2, 1, 10, tzinfo=SHANGHAI)
    shown = brought(world, KIND, result(), result("财务管理", 姓名="李四"), result("审记"))
    assert counts(shown) == (3, 0, 2, 1)
    hr = imported(world, row())
    li = world.professional().enrol()
    own = li.submit(
        2023,
        form="exam",
        reference="经济法、中级会计实务",
        facts={"papers": 2, "examination": "accounting_qualification"},
        started_on=None,
        ended_on="2023-10-20",
    )["id"]

    world.now += timedelta(hours=1)
    world.settle() if by == "stream" else world.tick("sweep")

    (record,) = year_of(li, 2023)["records"]
    assert (record["id"], record["state"], record["credits"]) == (own, "accredited", "90")
    after = show(world, shown["id"])
    assert counts(after) == (3, 1, 0, 2)
    (late,) = after["refused_later"]
    assert (late["line"], late["code"]) == (3, "name_differs")
    assert counts(show(world, hr["id"])) == (1, 1, 0, 0)
    kinds = [each["kind"] for each in li.get("/v1/me/notices").body["items"]]
    assert kinds.count("report_refused") == 1
    assert kinds.count("record_accredited") == 2
