"""A course prepared elsewhere comes as a package: all faults at once, by file and row, or a draft (R53)."""

import io
import json
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from chalicelib.courses.gateways import course_bucket
from chalicelib.courses.rules.draft import DraftCourse
from chalicelib.courses.store.drafts import find_draft
from chalicelib.imports.actions import read_course_package
from chalicelib.imports.actions.import_course import OutOfTimeError, import_course
from chalicelib.imports.rules.course_import import CourseImportState
from chalicelib.imports.store import course_imports
from chalicelib.platform.gateways import files
from chalicelib.platform.rules.file_bounds import USUAL
from tests.courses.films import SECONDS, film
from tests.journey.world import World

IMPORTS = "/v1/admin/courses/imports"
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:02.000\n第一课\n"
MANIFEST = """
year = 2026
id = "public-2026"
title = "2026年度公需科目（示例）"
questions = "题库.xlsx"
draw = 1

[[lesson]]
title = "第一课"
video = "视频/01.mp4"
captions = "视频/01.vtt"

[[lesson]]
title = "第二课"
text = "02.md"
seconds = 1
"""
ROWS = (
    ("题目", "选项A", "选项B", "答案", "解析"),
    ("会计凭证应保存多少年？", "10年", "30年", "B", "见《会计档案管理办法》。"),
)


def workbook(*rows: tuple[str, ...]) -> bytes:
    book, written = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(written)
    return written.getvalue()


def package(**changed: str | bytes | None) -> bytes:
    """A package that is good, but for what is changed; None leaves a file out."""
    parts = {
        "course.toml": MANIFEST,
        "视频/01.mp4": film(),
        "视频/01.vtt": CAPTIONS,
        "02.md": "# 第二课\n\n字字字字字",
        "题库.xlsx": workbook(*ROWS),
        **changed,
    }
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            if content is not None:
                packed.writestr(name, content)
    return written.getvalue()


def announced(world: World, content: bytes) -> str:
    """Announce a package and put it, as far as S3 telling of it; its id."""
    admin = world.administrator()
    offered = admin.must("POST", IMPORTS, {"filename": "课程.zip", "size": len(content)})
    key = course_bucket.package_key(offered["id"])
    upload = course_bucket.find_upload(key)
    assert upload
    assert [each["number"] for each in offered["parts"]] == [1]
    files.client().upload_part(
        Bucket="course-bucket", Key=key, UploadId=upload, PartNumber=1, Body=content
    )
    job: str = admin.must("POST", f"{IMPORTS}/{offered['id']}/complete")["id"]
    return job


def shown(world: World, job: str) -> dict[str, Any]:
    return world.administrator().must("GET", f"{IMPORTS}/{job}")


def draft() -> DraftCourse | None:
    return find_draft("public-2026")


def has_files(number: int = 1) -> bool:
    """Whether the first lesson has so many files."""
    made = draft()
    return bool(made and made.lessons and len(made.lessons[0].media) >= number)


def test_r53_given_a_package_then_a_draft_is_made_and_what_is_in_it_is_checked(
    world: World,
) -> None:
    job = announced(world, package())
    assert shown(world, job)["state"] == "reading"
    world.settle()
    done = shown(world, job)
    assert (done["state"], done["faults"], done["course"]) == ("done", [], "public-2026")
    course = world.administrator().must("GET", "/v1/admin/courses/public-2026")
    assert course["title"] == "2026年度公需科目（示例）"
    assert [(each["title"], each["state"], each["seconds"]) for each in course["lessons"]] == [
        ("第一课", "ready", SECONDS),
        ("第二课", "ready", 1),
    ]
    assert [each["kind"] for each in course["lessons"][0]["media"]] == ["video", "captions"]
    (question,) = course["examination"]["questions"]
    assert (question["choices"], question["answer"]) == (["10年", "30年"], 1)
    assert [each["code"] for each in course["faults"]] == ["seconds_missing"]
    before = draft()
    import_course(job)
    assert draft() == before, "again changes nothing"


def test_r53_given_a_package_with_faults_then_all_are_told_by_file_and_row_and_nothing_is_made(
    world: World,
) -> None:
    manifest = MANIFEST.replace("视频/01.vtt", "视频/01.srt").replace("第二课", "第二课\\u0007")
    bad = package(
        **{
            "course.toml": manifest,
            "视频/01.mp4": None,
            "02.md": "正文".encode("gb18030"),
            "题库.xlsx": workbook(
                *ROWS, ("没有答案？", "甲", "乙", "", ""), ("", "甲", "甲", "C", "")
            ),
        }
    )
    job = announced(world, bad)
    world.settle()
    told = shown(world, job)
    assert told["state"] == "failed"
    assert {(each["file"], each["row"], each["code"]) for each in told["faults"]} == {
        ("course.toml", 1, "type_unsupported"),
        ("course.toml", 1, "file_absent"),
        ("course.toml", 2, "field_invalid"),
        ("02.md", None, "text_unreadable"),
        ("题库.xlsx", 3, "question_invalid"),
        ("题库.xlsx", 4, "question_invalid"),
    }
    assert draft() is None


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"course.toml": None}, "package_invalid"),
        ({"course.toml": "year = "}, "package_invalid"),
        ({"course.toml": MANIFEST + "\nowner = 1"}, "package_invalid"),
        ({"course.toml": MANIFEST.replace("2026", "2018")}, "field_invalid"),
        ({"course.toml": MANIFEST.replace('id = "public-2026"', 'id = "x"')}, "field_invalid"),
        ({"02.md": "身份证 44070319950709107X 的人"}, "identity_number_in_text"),
        ({"course.toml": MANIFEST.replace("draw = 1", "")}, "examination_incomplete"),
    ],
)
def test_r53_given_what_is_no_course_then_it_says_why(
    world: World, changed: dict[str, str | None], code: str
) -> None:
    job = announced(world, package(**changed))
    assert import_course(job)
    told = shown(world, job)
    assert (told["state"], [each["code"] for each in told["faults"]]) == ("failed", [code])
    assert draft() is None


def test_r53_given_json_and_what_unpacks_to_more_than_is_taken_then_the_list_decides(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = {"year": 2026, "title": "专题", "lesson": [{"title": "课", "text": "02.md"}]}
    content = package(**{"course.toml": None, "course.json": json.dumps(manifest)})
    monkeypatch.setattr(read_course_package, "BOUNDS", USUAL._replace(unpacked_bytes=1000))
    refused = announced(world, content)
    assert import_course(refused)
    assert [each["code"] for each in shown(world, refused)["faults"]] == ["file_unreadable"]
    monkeypatch.setattr(read_course_package, "BOUNDS", USUAL)
    taken = announced(world, content)
    done = import_course(taken)
    assert done
    assert done.state is CourseImportState.DONE
    assert done.course.startswith("public-2026-")


def test_r53_given_runs_that_end_in_between_then_the_next_goes_on_and_nothing_doubles(
    world: World,
) -> None:
    job = announced(world, package())
    for ends in (lambda: draft() is None, lambda: not has_files(), lambda: not has_files(2)):
        with pytest.raises(OutOfTimeError):
            import_course(job, 1, ends)
        kept = course_imports.find_import(job)
        assert kept
        assert not kept.is_settled
    done = import_course(job)
    assert done
    assert done.state is CourseImportState.DONE
    made = draft()
    assert made
    assert [len(each.media) for each in made.lessons] == [2, 1]
    assert len({each.id for each in made.lessons}) == 2


def test_r53_given_a_package_that_has_not_come_then_what_is_missing_is_told(world: World) -> None:
    admin = world.administrator()
    offered = admin.must("POST", IMPORTS, {"filename": "课程.zip", "size": 9})
    for forgotten in (False, True):
        if forgotten:
            course_bucket.drop_upload(course_bucket.package_key(offered["id"]))
        refused = admin.post(f"{IMPORTS}/{offered['id']}/complete")
        assert (refused.status, refused.body["missing"]) == (409, [1])
    assert shown(world, offered["id"])["state"] == "uploading"


def test_r53_given_what_kills_its_reader_then_the_import_fails_in_the_end(world: World) -> None:
    job = announced(world, package())
    assert import_course(job, 4)
    assert [each["code"] for each in shown(world, job)["faults"]] == ["check_failed"]
    assert import_course("nobodys") is None


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"filename": "课程.rar", "size": 5}, "filename"), ({"filename": "a.zip", "size": 0}, "size")],
)
def test_r53_given_what_is_no_package_then_it_is_not_taken(
    world: World, sent: dict[str, object], field: str
) -> None:
    refused = world.administrator().post(IMPORTS, sent)
    assert (refused.status, refused.body["code"]) == (422, "import_invalid")
    assert refused.body["field"] == field
