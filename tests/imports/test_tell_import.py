"""Who an import credits is told once, afterwards, of all that it brought (R28, R41)."""

from datetime import datetime
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
    csv_file,
    imported,
    professional,
    put,
    result,
    row,
    show,
)
from tests.journey.reports import document
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
