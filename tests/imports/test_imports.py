"""What the HR system accredited for 2018 and 2019 comes in by a file (R28), through the app's door."""

import io
from datetime import timedelta
from zipfile import ZipFile

import msgspec
import openpyxl
import pytest

from chalicelib.events.queues import split_import as split_handler
from chalicelib.imports.actions.import_rows import import_chunk
from chalicelib.imports.actions.split_import import split_import
from chalicelib.imports.rules.legacy_row import HEADINGS
from chalicelib.imports.store import imports
from chalicelib.platform.gateways import files
from chalicelib.platform.store import tables
from chalicelib.records.store import years
from tests.journey.imports import (
    begin,
    counts,
    csv_file,
    imported,
    imported_file,
    professional,
    put,
    refused_rows,
    row,
    show,
)
from tests.journey.reports import document, online, provider, year_of
from tests.journey.world import World


def test_r28_given_a_file_then_its_rows_are_accredited_records_of_their_person(
    world: World,
) -> None:
    li = world.professional().enrol()

    shown = imported(world, row(), professional(credits="22.509"))

    year = year_of(li, 2018)
    assert (shown["state"], counts(shown)) == ("done", (2, 2, 0, 0))
    assert "refused_url" not in shown
    assert year["public"]["accredited"] == "30"
    assert year["professional"]["accredited"] == "22.5"
    (public, _) = sorted(year["records"], key=lambda record: record["reference"])
    assert (public["source"], public["state"], public["territory"]) == (
        "hr_legacy",
        "accredited",
        "440703",
    )
    assert public["rule"]["source"] == "粤财会函〔2020〕4号 一（四）"


def test_r28_given_the_same_file_twice_and_two_files_that_share_rows_then_nothing_doubles(
    world: World,
) -> None:
    li = world.professional().enrol()
    imported(world, row(), professional(credits="20"))

    twice = imported(world, row(), professional(credits="20"))
    shared = imported(world, row(), professional("HR0003", credits="5"))

    assert (counts(twice), twice["unchanged"]) == ((2, 2, 0, 0), 2)
    assert (counts(shared), shared["unchanged"]) == ((2, 2, 0, 0), 1)
    assert year_of(li, 2018)["public"]["accredited"] == "30"
    assert year_of(li, 2018)["professional"]["accredited"] == "25"


@pytest.mark.parametrize("enrolled", [True, False])
@pytest.mark.parametrize(
    "changes",
    [
        {"学分": "29"},
        {"学习内容": "另一课程"},
        {"姓名": "李四"},
        {"证件号码": document(7)["number"]},
    ],
)
def test_r28_given_another_content_under_a_serial_then_its_line_is_refused(
    world: World, changes: dict[str, str], *, enrolled: bool
) -> None:
    if enrolled:
        world.professional().enrol()
    imported(world, row())

    shown = imported(world, {**row(), **changes}, professional())

    assert shown["refused"] == 1
    assert refused_rows(shown["id"])[0][:2] == ["2", "HR0001"]
    assert refused_rows(shown["id"])[0][3] == "流水号"


def test_r28_given_the_same_serial_twice_in_one_file_then_the_first_line_counts(
    world: World,
) -> None:
    li = world.professional().enrol()

    shown = imported(world, row(), row(), row(学分="20"))

    assert (counts(shown), shown["unchanged"]) == ((3, 2, 0, 1), 1)
    assert year_of(li, 2018)["public"]["accredited"] == "30"
    assert refused_rows(shown["id"])[0][0] == "4"


def test_r28_given_bad_rows_among_good_ones_then_each_is_named_and_no_good_one_is_lost(
    world: World,
) -> None:
    li = world.professional().enrol()
    wrong = professional("=HYPERLINK", 学分="abc")

    shown = imported(world, row("HR 1"), row(), wrong, row("HR0009", 姓名="李四"))

    rows = refused_rows(shown["id"])
    assert counts(shown) == (4, 1, 0, 3)
    assert shown["refused_url"].startswith("http")
    assert [(line, serial, field) for line, serial, _, field, *_sent in rows] == [
        ("2", "HR 1", "流水号"),
        ("4", "'=HYPERLINK", "学分"),
        ("5", "HR0009", "姓名"),
    ]
    assert {each[2] for each in rows} == {"440703********107X"}
    assert year_of(li, 2018)["public"]["accredited"] == "30"


def test_r28_given_a_person_who_enrols_later_then_sixty_rows_are_claimed(world: World) -> None:
    rows = [professional(f"HR{number:04d}", credits="1") for number in range(100, 160)]

    shown = imported(world, row(), *rows)
    again = imported(world, row(), *rows)
    li = world.professional().enrol()
    world.settle()

    assert counts(shown) == counts(again) == (61, 0, 61, 0)
    assert again["unchanged"] == 61
    year = year_of(li, 2018)
    assert (year["complete"], year["certificate"]["state"]) == (True, "certified_by_hr")
    assert len(year["records"]) == 61
    assert counts(imported(world, *rows)) == (60, 60, 0, 0)


def test_r28_given_an_enrolment_in_the_midst_of_an_import_then_no_row_is_lost(
    world: World,
) -> None:
    job = begin(world)["id"]
    put({"fields": {"key": f"imports/{job}"}}, csv_file(row(), professional()))
    li = world.professional()

    def enrol_first(**_event: object) -> None:
        client.meta.events.unregister("before-call.dynamodb.TransactWriteItems", enrol_first)
        li.enrol()

    client = tables._connection().client  # noqa: SLF001 - no other way in
    client.meta.events.register("before-call.dynamodb.TransactWriteItems", enrol_first)
    world.settle()

    assert counts(show(world, job)) == (2, 2, 0, 0)
    assert year_of(li, 2018)["complete"] is True


def test_r28_given_a_year_complete_by_imported_records_alone_then_it_owes_no_sync(
    world: World,
) -> None:
    li = world.professional().enrol()
    li.open_hr_account()

    imported(world, row(), professional())
    world.settle()

    assert year_of(li, 2018)["certificate"] == {
        "state": "certified_by_hr",
        "number": None,
        "version": None,
        "since": None,
        "issued_on": None,
        "held_because": None,
    }
    person_year = years.find_year(li.must("GET", "/v1/me")["id"], 2018)
    assert person_year is not None
    assert person_year.owed is None


def test_r28_given_an_imported_record_is_revoked_then_the_year_is_not_the_hr_system_s_any_more(
    world: World,
) -> None:
    li = world.professional().enrol()
    imported(world, row(), professional())
    (record, _) = sorted(year_of(li, 2018)["records"], key=lambda each: each["reference"])

    world.administrator().must("POST", f"/v1/admin/records/{record['id']}/revoke", {"reason": "误"})
    world.settle()

    assert year_of(li, 2018)["certificate"]["state"] == "none"


def test_r24_given_the_imported_public_subject_then_professional_credits_are_made_up(
    world: World,
) -> None:
    li = world.professional().enrol()
    li.open_hr_account()
    imported(world, row(), professional(credits="20"))

    made_up = li.submit(2018, facts={"days": 4})
    world.accredit(made_up)
    world.settle()

    year = year_of(li, 2018)
    assert (year["complete"], year["professional"]["accredited"]) == (True, "60")
    assert year["certificate"]["state"] == "issued"
    too_much = li.post("/v1/me/years/2018/records", li.application(reference="又一次"))
    assert too_much.code == "professional_subject_complete"


def test_r24_given_no_imported_public_subject_then_the_notice_s_article_is_told(
    world: World,
) -> None:
    li = world.professional().enrol()
    imported(world, row(学分="29"), professional(credits="20"), row("HR0005", 年度="2019"))

    refused = li.post("/v1/me/years/2018/records", li.application())

    assert refused.code == "public_subject_incomplete"
    assert "粤财会函〔2020〕4号第一部分第（四）项" in refused.body["detail"]
    assert li.post("/v1/me/years/2019/records", li.application()).status == 201


def test_r24_given_rows_and_reports_wait_then_the_public_subject_is_claimed_first(
    world: World,
) -> None:
    made_up = online("JM-1", hours="8", year=2018, completed_on="2020-05-20")
    provider(world).report(made_up)
    imported(world, row())

    li = world.professional().enrol()
    world.settle()

    assert year_of(li, 2018)["professional"]["accredited"] == "20"


def test_r28_given_a_row_of_another_name_waits_then_it_can_be_imported_once_that_is_mended(
    world: World,
) -> None:
    imported(world, row(姓名="李龙"))
    li = world.professional().enrol()
    world.settle()
    assert year_of(li, 2018)["public"]["accredited"] == "0"

    shown = imported(world, row())

    assert counts(shown) == (1, 1, 0, 0)
    assert year_of(li, 2018)["public"]["accredited"] == "30"


def test_r29_given_a_row_of_another_name_and_a_lost_enrolment_then_the_sweep_frees_its_serial(
    world: World,
) -> None:
    imported(world, row(姓名="李龙"))
    li = world.professional().enrol()
    world.now += timedelta(minutes=6)
    world.tick("sweep")

    shown = imported(world, row())

    assert counts(shown) == (1, 1, 0, 0)
    assert year_of(li, 2018)["public"]["accredited"] == "30"


def workbook(*rows: list[object]) -> bytes:
    book = openpyxl.Workbook()
    for each in (list(HEADINGS), *rows):
        book.worksheets[0].append(each)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_r28_given_a_workbook_then_it_is_read_as_a_csv_file_is(world: World) -> None:
    li = world.professional().enrol()
    cells = list(row().values())
    typed = [*cells[:4], 2018, "专业科目", "新准则", 20, 22.5, 43168, 43451, 440703]
    formula = [*cells[:8], "=15+15", *cells[9:]]
    number = [*cells[:3], 440703199507091070, *cells[4:]]

    shown = imported_file(
        world, workbook(cells, [], ["HR0002", *typed[1:]], ["HR0003", *formula[1:]], number)
    )

    assert counts(shown) == (4, 2, 0, 2)
    assert year_of(li, 2018)["professional"]["accredited"] == "22.5"
    assert [(each[0], each[3]) for each in refused_rows(shown["id"])] == [
        ("5", "学分"),
        ("6", "证件号码"),
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (csv_file(headings=HEADINGS[1:]), "流水号"),
        (csv_file(row(), headings=(*HEADINGS, "姓名")), "姓名"),
        (b"PK\x03\x04 broken", "工作簿已损坏"),
        (csv_file(row()).replace(b",", b";"), "英文逗号"),
        (csv_file(row()).replace(b",", b"\t"), "英文逗号"),
        (b"\r\n\r\n", "没有内容"),
    ],
)
def test_r28_given_a_file_that_cannot_be_read_then_the_import_has_failed_and_says_why(
    world: World, content: bytes, told: str
) -> None:
    shown = imported_file(world, content)

    assert shown["state"] == "failed"
    assert told in shown["failed_because"]


def test_r28_given_a_workbook_that_breaks_off_then_what_came_before_is_accounted_for(
    world: World,
) -> None:
    rows = [
        list(row(f"HR{number:04d}", **{"学分": "无"} if number == 7 else {}).values())
        for number in range(700)
    ]
    broken = io.BytesIO()
    with ZipFile(io.BytesIO(workbook(*rows))) as whole, ZipFile(broken, "w") as packed:
        for part in whole.namelist():
            content = whole.read(part)
            is_sheet = part.startswith("xl/worksheets/")
            packed.writestr(part, content[: len(content) * 19 // 20] if is_sheet else content)

    shown = imported_file(world, broken.getvalue())

    assert shown["state"] == "failed"
    assert "工作簿已损坏" in shown["failed_because"]
    assert counts(shown) == (500, 0, 499, 1)
    assert shown["refused_url"]
    assert [each[:2] for each in refused_rows(shown["id"])] == [["9", "HR0007"]]


def test_r28_given_imports_then_their_progress_shows_and_they_are_listed_latest_first(
    world: World,
) -> None:
    first = begin(world)
    administrator = world.administrator()
    assert show(world, first["id"])["state"] == "waiting"
    put(first, csv_file(*(row(f"HR{number}") for number in range(501))))
    etag = files_etag(first["id"])

    split_import(first["id"], etag)
    import_chunk(first["id"], 1)

    assert show(world, first["id"])["state"] == "running"
    assert counts(show(world, first["id"])) == (501, 0, 1, 0)
    second = begin(world, "2019.xlsx")
    page = administrator.must("GET", "/v1/admin/imports?limit=1")
    assert [each["id"] for each in page["items"]] == [second["id"]] or page["next"]
    rest = administrator.must("GET", f"/v1/admin/imports?limit=1&cursor={page['next']}")
    assert {each["id"] for each in (*page["items"], *rest["items"])} == {first["id"], second["id"]}


def files_etag(job: str) -> str:
    found = files.client().head_object(Bucket="import-bucket", Key=f"imports/{job}")
    return str(found["ETag"]).strip('"')


def test_r28_given_a_second_file_in_its_place_then_it_is_not_taken(world: World) -> None:
    li = world.professional().enrol()
    offered = begin(world)
    put(offered, csv_file(row()))
    world.settle()
    put(offered, csv_file(row(), professional()))
    world.settle()

    assert counts(show(world, offered["id"])) == (1, 1, 0, 0)
    assert year_of(li, 2018)["professional"]["accredited"] == "0"


def test_r28_given_the_last_worker_died_before_the_table_then_the_file_s_message_ends_it(
    world: World,
) -> None:
    shown = imported(world, row("HR 1"))
    job = imports.find_job(shown["id"])
    assert job is not None
    unfinished = msgspec.structs.replace(job, totals=None, version=job.version + 1)
    imports.put_job(unfinished, job.version)
    files.client().delete_object(Bucket="import-bucket", Key=f"refused/{job.id}.csv")
    told = {"s3": {"object": {"key": f"imports/{job.id}", "eTag": job.etag}}}
    body = msgspec.json.encode({"Records": [told]}).decode()

    split_handler({"Records": [{"messageId": "1", "body": body, "receiptHandle": "r"}]}, None)

    assert show(world, job.id)["state"] == "done"
    assert len(refused_rows(job.id)) == 1


def test_r28_given_another_kind_or_type_of_file_then_it_is_refused_with_what_can_be_done(
    world: World,
) -> None:
    administrator = world.administrator()
    kind = administrator.post("/v1/admin/imports", {"filename": "a.csv", "kind": "people"})
    old = administrator.post("/v1/admin/imports", {"filename": "a.xls"})

    assert (kind.status, kind.code, kind.body["field"]) == (422, "import_invalid", "kind")
    assert (old.code, old.body["field"]) == ("import_invalid", "filename")
    assert administrator.get("/v1/admin/imports/nothing").status == 404


def test_r20_given_a_city_s_administrator_then_imports_are_the_province_s(world: World) -> None:
    city = world.administrator("440700")
    job = begin(world)["id"]

    assert city.post("/v1/admin/imports", {"filename": "a.csv"}).code == "forbidden"
    assert city.get(f"/v1/admin/imports/{job}").code == "forbidden"
    assert city.get("/v1/admin/imports").code == "forbidden"


def test_r28_given_a_repeated_request_then_it_is_the_same_import(world: World) -> None:
    administrator = world.administrator()
    first = administrator.post("/v1/admin/imports", {"filename": "a.csv"}, key="k")
    again = administrator.post("/v1/admin/imports", {"filename": "a.csv"}, key="k")
    other = administrator.post("/v1/admin/imports", {"filename": "b.csv"}, key="k")

    assert first.body["id"] == again.body["id"]
    assert other.code == "idempotency_key_reused"


def test_r28_given_a_test_message_and_a_broken_one_then_only_the_broken_one_fails(
    world: World,
) -> None:
    del world
    bodies = [msgspec.json.encode({"Event": "s3:TestEvent"}).decode(), "{"]
    records = [
        {"messageId": str(number), "body": body, "receiptHandle": "r"}
        for number, body in enumerate(bodies)
    ]

    answer = split_handler({"Records": records}, None)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}]}
