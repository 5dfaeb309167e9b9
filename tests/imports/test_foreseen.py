"""What an import would do is told before anything of it is written, whatever it holds (R28)."""

from typing import Any

import pytest

from chalicelib.imports.actions.split_import import split_import
from chalicelib.imports.rules.headings import HEADINGS_OF
from chalicelib.imports.rules.import_job import ImportKind
from chalicelib.platform.gateways import files
from chalicelib.platform.store.tables import HrItem, RegistryItem
from tests.employers.codes import BLUE
from tests.employers.test_loaded import employer
from tests.faults import Fault, Killed, Network
from tests.imports.test_import_accounts import li
from tests.imports.test_import_previews import etag_of
from tests.imports.test_provider_imports import row as reported
from tests.imports.test_provider_imports import table
from tests.journey.imports import csv_file, put, refused_rows, result, row, show
from tests.journey.reports import document, provider
from tests.journey.world import LI, Client, World
from tests.plans.teaching import approved, clerk_of
from tests.plans.test_roster_files import AFTER, IMPORTS, book
from tests.records.province import resident_id

BEFORE = "/v1/admin/imports"
OTHER = {"姓名": "王芳", "证件号码": document(3)["number"]}
ROWS: dict[ImportKind, tuple[dict[str, str], ...]] = {
    ImportKind.EMPLOYERS: (employer(), employer(BLUE, "蓝天学会"), employer(), employer("", "")),
    ImportKind.ENROLMENTS: (li(), li(**OTHER), li(**OTHER), li(证件号码="440703")),
    ImportKind.HR_ACCOUNTS: (li(), li(**OTHER), li(**OTHER), li(证件号码="440703")),
    ImportKind.LEGACY_RECORDS: (
        row(),
        row("HR2", **OTHER),
        row("HR2", **OTHER),
        row("HR3", 学分="多"),
    ),
    ImportKind.EXAMINATION_RESULTS: (
        result(year=2019),
        result(year=2019, **OTHER),
        result(year=2019, **OTHER),
        result("没有", 2019),
    ),
}
"""Each in a file that holds a row, another one, that again, and one that is refused."""


def kept() -> set[str]:
    """All that the tables hold, but for imports themselves, what calls leave, and who signs in."""
    items = (item for model in (RegistryItem, HrItem) for item in model.scan())
    own = ("JOB#", "CALL#", "STAFF#")
    return {str(item.attribute_values) for item in items if not item.pk.startswith(own)}


def files_of(job: str) -> set[str]:
    """What the bucket holds of an import."""
    found = files.client().list_objects_v2(Bucket="import-bucket").get("Contents", [])
    return {each["Key"] for each in found if job in each["Key"]}


def announced(by: Client, file: bytes, path: str = BEFORE, **sent: object) -> str:
    """A file that is to be shown first, as it lies in the bucket."""
    body = {"filename": "名单.xlsx" if file[:2] == b"PK" else "名单.csv", "preview": True, **sent}
    offered = by.must("POST", path, body)
    put(offered, file)
    return str(offered["id"])


def foretold(shown: dict[str, Any]) -> tuple[int, int, int, int]:
    told = shown["foretold"]
    return told["new"], told["waiting"], told["unchanged"], told["refused"]


def became(shown: dict[str, Any]) -> tuple[int, int, int]:
    """What is new, unchanged and refused, in the end."""
    brought = shown["imported"] + shown["waiting"]
    return brought - shown["unchanged"], shown["unchanged"], shown["refused"]


@pytest.mark.parametrize("kind", ROWS)
def test_r28_given_a_kind_that_its_headings_say_then_what_is_foretold_is_what_becomes_of_it(
    world: World, kind: ImportKind
) -> None:
    administrator = world.administrator()
    file = csv_file(*ROWS[kind], headings=tuple(HEADINGS_OF[kind]))
    before = kept()
    job = announced(administrator, file, kind="recognised")
    world.settle()

    shown = show(world, job)
    assert (shown["kind"], shown["state"], shown["rows"]) == (kind, "preview", 4)
    assert shown["foretold"]["whole"] is shown["counted"] is True
    new, waiting, unchanged, refused = foretold(shown)
    assert (new + waiting, unchanged, refused) == (2, 1, 1)
    assert (shown["imported"], shown["refused"]) == (0, 0)
    first = shown["first_rows"]
    assert [each["outcome"] for each in first][2:] == ["same", "refused"]
    (wrong,) = administrator.must("GET", f"{BEFORE}/{job}/refused")["items"]
    assert wrong["line"] == 5
    assert all(each["why"] in first[3]["why"] for each in wrong["faults"])
    assert len(refused_rows(job)) == 1
    assert kept() == before

    administrator.must("POST", f"{BEFORE}/{job}/confirm")
    world.settle()

    done = show(world, job)
    assert (done["state"], became(done)) == ("done", (2, 1, 1))
    assert "foretold" not in done
    again = announced(administrator, file, kind=kind)
    world.settle()
    assert foretold(show(world, again)) == (0, 0, 3, 1)


def test_r40_given_a_roster_and_a_table_of_reports_then_they_are_foretold_through_their_doors(
    world: World,
) -> None:
    clerk, school = clerk_of(world), provider(world)
    plan = approved(world, clerk)
    world.now = AFTER
    world.professional().enrol()
    people = [("李䶮", LI["number"], 2), ("陈静", resident_id(1), 3), ("王1", "440703", 4)]
    reports = table(
        reported("李䶮", LI["number"], "A", form="远程", amount="2.5"),
        reported("陈静", resident_id(1), "C", form="面授培训", amount="2"),
        reported("王1", "440703", "E"),
    )
    world.settle()
    before = kept()
    of_plan = announced(clerk, book(*people), IMPORTS, plan=plan["id"])
    of_school = announced(school, reports, "/v1/provider/imports")
    world.settle()

    for by, path, job in (
        (clerk, IMPORTS, of_plan),
        (school, "/v1/provider/imports", of_school),
    ):
        shown = by.must("GET", f"{path}/{job}")
        assert (shown["state"], foretold(shown)) == ("preview", (1, 1, 0, 1))
        assert len(by.must("GET", f"{path}/{job}/refused")["items"]) == 1
        assert len(files_of(job)) == 5
    assert {each for each in kept() - before if "roster" not in each} == set()

    clerk.must("POST", f"{IMPORTS}/{of_plan}/confirm")
    ended = school.must("POST", f"/v1/provider/imports/{of_school}/discard")
    world.settle()
    assert became(clerk.must("GET", f"{IMPORTS}/{of_plan}")) == (2, 0, 1)
    assert ended["state"] == "discarded"
    assert school.must("GET", "/v1/provider/reports")["items"] == []
    assert files_of(of_school) == set()
    assert "李䶮" not in str(
        [item.attribute_values for item in RegistryItem.query(f"JOB#{of_school}")]
    )


@pytest.mark.parametrize(
    ("kind", "headings", "because"),
    [
        ("hr_accounts", HEADINGS_OF[ImportKind.LEGACY_RECORDS], "已认定的学分"),
        ("recognised", ("姓名", "证件类型", "证件号码", "天数"), "培训计划编号"),
        ("recognised", ("姓名", "电话"), "最接近"),
    ],
)
def test_r28_given_headings_that_say_something_else_then_nothing_is_imported(
    world: World, kind: str, headings: tuple[str, ...], because: str
) -> None:
    """Credits that were uploaded as accounts became accounts, at once and for ever."""
    before = kept()
    sent = {"filename": "2018.csv", "kind": kind}
    offered = world.administrator().must("POST", BEFORE, sent)
    put(offered, csv_file(row(), headings=headings))
    world.settle()

    shown = show(world, offered["id"])
    assert (shown["state"], shown["rows"]) == ("failed", 0)
    assert because in shown["failed_because"]
    assert kept() == before


def test_r28_given_a_preview_that_broke_off_then_it_cannot_be_confirmed_before_it_is_whole(
    world: World,
) -> None:
    administrator = world.administrator()
    job = announced(administrator, csv_file(row(), row("HR2", **OTHER)), kind="recognised")
    network = Network(counted={"PutObject"}, raises=Killed)
    network.fail(Fault.NEVER_LANDED, 1)
    with network.listening(), pytest.raises(Killed):
        split_import(job, etag_of(job))
    network.heal()

    shown = show(world, job)
    assert (shown["state"], shown["counted"], shown["foretold"]["whole"]) == (
        "preview",
        False,
        False,
    )
    assert [each["cells"]["姓名"] for each in shown["first_rows"]] == ["李䶮", "王芳"]
    assert administrator.post(f"{BEFORE}/{job}/confirm").code == "import_being_read"

    world.settle()
    assert foretold(show(world, job)) == (0, 2, 0, 0)
    world.settle()
    ended = administrator.must("POST", f"{BEFORE}/{job}/discard")
    assert "foretold" not in ended
