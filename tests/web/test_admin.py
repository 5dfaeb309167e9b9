"""The administrator's pages at a desk, over what one journey left."""

import io
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from chalicelib.bureaus.rules.territory import PROVINCE, below
from local.client import Client
from local.demo import play
from tests.web.reader import READING, look, sign_in

ROWS = (
    "流水号,姓名,证件类型,证件号码,年度,科目类型,学习内容,学时,学分,完成日期,认定日期,行政区划代码\n"
    "A1,李䶮,居民身份证,44070319950709107X,2018,公需科目,公需科目,24,30,2018-06-01,2018-07-01,440703\n"
    "A2,李䶮,居民身份证,440703199507091071,2018,专业科目,继续教育,24,60,2018-06-01,2018-07-01,440703\n"
)
EVERY_PLACE = len(below(PROVINCE))
PAGES = {
    "admin": "概览",
    "admin/certificates": "证书",
    "admin/archives": "打包下载证书",
    "admin/people": "人员",
    "admin/imports": "导入",
    "admin/policies": "年度政策",
    "admin/sync": "数据对接",
    "admin/cut-offs": "截止情况",
    "admin/courses": "课程",
    "admin/announcements": "公告",
    "admin/staff": "经办人",
}


@pytest.fixture(scope="module")
def played(base: str) -> str:
    """The notice's year 2020, with its one professional."""
    play(base, lambda _text: None)
    return base


@pytest.mark.usefixtures("played")
def test_given_an_administrator_then_every_page_is_there_and_can_be_read(desk: Page) -> None:
    sign_in(desk, "admin")
    for path, title in PAGES.items():
        desk.goto(f"/#/{path}")
        expect(desk.get_by_role("heading", level=1)).to_have_text(title)
        look(desk, path.replace("/", "-"))
    desk.get_by_role("link", name="政策").click()
    desk.get_by_role("button", name="延期或修订").click()
    desk.get_by_label("改为哪一天").fill("2029-12-31")
    desk.get_by_label("生效日期").fill("2029-01-01")
    desk.get_by_label("依据").fill("粤财会〔2026〕9号")
    desk.get_by_label("理由").fill("延期")
    desk.get_by_role("button", name="下一步").click()
    expect(desk.get_by_text("尚未完成").first).to_be_visible(timeout=20_000)
    expect(desk.get_by_role("insertion")).to_have_text("2029年12月31日")
    look(desk, "admin-policies-affected")
    desk.get_by_role("link", name="公开的学分折算标准").click()
    expect(desk.get_by_role("rowheader", name="面授培训", exact=True)).to_be_visible()
    look(desk, "conversions")


def test_r20_given_a_page_of_the_province_then_who_is_not_of_it_is_told_whose_it_is(
    phone: Page,
) -> None:
    sign_in(phone, "reviewer-440703", "/#/admin/imports")
    expect(phone.get_by_role("heading", level=1)).to_have_text("“导入”不在您的权限内")
    expect(phone.get_by_text("这个页面由省级管理员使用")).to_be_visible()
    look(phone, "closed-phone")


@pytest.mark.usefixtures("played")
def test_given_the_overview_then_a_city_is_opened_by_the_keyboard_and_what_is_shown_is_exported(
    desk: Page,
) -> None:
    sign_in(desk, "admin", "/#/admin?year=2020")
    expect(desk.get_by_role("img", name="深圳 不适用")).to_be_visible(timeout=READING)
    tile = desk.get_by_role("link", name=re.compile("江门 [0-9.]+%，已采集[0-9]+人"))
    tile.press("Enter")
    row = desk.get_by_role("row", name="蓬江区")
    expect(row.get_by_role("cell").first).to_have_text(re.compile("^[0-9.]+%$"), timeout=READING)
    rate = row.get_by_role("cell").first.inner_text().removesuffix("%")
    enrolled = row.get_by_role("cell").nth(1).inner_text()
    look(desk, "admin-overview-city")
    desk.go_back()
    expect(tile).to_be_visible(timeout=READING)
    places = desk.get_by_role("region", name="各地完成情况").locator("tbody tr")
    expect(places).to_have_count(21)
    desk.get_by_role("button", name="全部县区").click()
    expect(places).to_have_count(EVERY_PLACE)
    with desk.expect_download() as text:
        desk.get_by_role("button", name="导出CSV").click()
    lines = text.value.path().read_text("utf-8-sig").splitlines()
    assert lines[2].startswith('"数据截至：')
    assert any(line.startswith(f'"江门市蓬江区",{rate},{enrolled},') for line in lines)
    with desk.expect_download() as workbook:
        desk.get_by_role("button", name="导出Excel").click()
    with pytest.warns(UserWarning, match="no default style"):  # Excel and WPS have their own
        sheets = load_workbook(io.BytesIO(workbook.value.path().read_bytes()))
    assert sheets.sheetnames[:2] == ["各地完成情况", "每周办理"]
    cells = [[cell.value for cell in line[:3]] for line in sheets.worksheets[0].iter_rows()]
    assert ["江门市蓬江区", float(rate), int(enrolled)] in cells


@pytest.mark.usefixtures("played")
def test_given_a_person_then_found_by_number_and_the_whole_history_is_shown(desk: Page) -> None:
    sign_in(desk, "admin", "/#/admin/people")
    desk.get_by_label("证件号码").last.fill("44070319950709107X")
    desk.get_by_role("button", name="查找").click()
    desk.get_by_role("link", name="李䶮").click()
    expect(desk.get_by_text("信息采集").last).to_be_visible()
    look(desk, "admin-person")
    desk.get_by_role("button", name="撤销").first.click()
    expect(desk.get_by_role("heading", name="撤销学分")).to_be_visible()
    look(desk, "admin-person-revoke")
    desk.get_by_role("button", name="取消").click()
    expect(desk.get_by_role("heading", name="撤销学分")).to_have_count(0)


@pytest.mark.usefixtures("played")
def test_given_a_file_then_its_rows_are_imported_and_the_bad_one_is_to_be_had(
    desk: Page, tmp_path: Path
) -> None:
    file = tmp_path / "legacy.csv"
    file.write_text(ROWS, "utf-8-sig")
    sign_in(desk, "admin", "/#/admin/imports")
    desk.get_by_text("下载模板").click()
    with desk.expect_download() as template:
        desk.get_by_role("button", name="已认定的学分").click()
    first = load_workbook(io.BytesIO(template.value.path().read_bytes())).worksheets[0][1]
    assert [cell.value for cell in first] == ROWS.splitlines()[0].split(",")
    desk.get_by_label("文件").set_input_files(file)
    desk.get_by_role("button", name="上传并核对").click()
    confirm = desk.get_by_role("button", name="确认导入1行")
    expect(confirm).to_be_visible(timeout=20_000)
    expect(desk.locator(".preview strong").first).to_have_text("已认定的学分（2018、2019年度）")
    expect(desk.get_by_role("cell", name="有误，不导入")).to_contain_text("校验码")
    look(desk, "admin-import-preview")
    confirm.click()
    expect(desk.get_by_text("共2行：已导入1，待本人信息采集0，有误1")).to_be_visible(timeout=20_000)
    look(desk, "admin-import-done")
    with desk.expect_download() as downloading:
        desk.get_by_role("link", name="下载有误的行").first.click()  # the latest import
    assert "校验码" in downloading.value.path().read_text("utf-8-sig")


@pytest.mark.usefixtures("played")
def test_given_certificates_then_they_are_packed_and_the_zip_is_downloaded(desk: Page) -> None:
    sign_in(desk, "admin", "/#/admin/certificates")
    desk.get_by_label("年度").select_option("2020")
    desk.get_by_role("link", name="打包下载").click()
    desk.get_by_role("button", name="开始打包").click()
    expect(desk.get_by_text("共1份，已打包1份")).to_be_visible(timeout=20_000)
    look(desk, "admin-archive-done")
    with desk.expect_download() as downloading:
        desk.get_by_role("button", name="下载ZIP").click()
    with ZipFile(downloading.value.path()) as file:
        assert sorted(name.rpartition(".")[2] for name in file.namelist()) == ["csv", "pdf"]


def test_given_a_role_that_is_granted_then_the_login_lands_at_the_desk(
    desk: Page, base: str
) -> None:
    sign_in(desk, "admin", "/#/admin/staff")
    desk.get_by_role("button", name="授予权限").click()
    desk.get_by_label("姓名", exact=True).fill("王芳")
    desk.get_by_label("登录账号", exact=True).fill("web-reviewer")
    desk.get_by_label("属地：市").select_option(label="珠海市")
    desk.get_by_role("button", name="授予", exact=True).click()
    expect(desk.get_by_text("已授予王芳（web-reviewer）审核人员权限。")).to_be_visible()
    desk.get_by_label("姓名或登录账号").fill("王")
    expect(desk.get_by_role("rowheader", name="王芳")).to_be_visible(timeout=20_000)
    look(desk, "admin-staff-found")
    assert Client(base, "web-reviewer").get("/v1/whoami")["territory"] == "440400"


def test_given_an_announcement_then_who_has_not_signed_in_reads_it(desk: Page, phone: Page) -> None:
    sign_in(desk, "admin", "/#/admin/announcements")
    desk.get_by_label("标题").fill("2020年度登记延期")
    desk.get_by_label("内容").fill("登记截止日延至2020年12月31日。")
    desk.get_by_role("button", name="发布").click()
    expect(desk.get_by_text("公告已发布。")).to_be_visible()
    phone.goto("/")
    expect(phone.get_by_text("登记截止日延至2020年12月31日。")).to_be_visible()
    look(phone, "welcome-announcement-phone")
    desk.get_by_role("button", name="撤下").click()
    desk.get_by_label("撤下理由").fill("内容有误")
    desk.get_by_role("button", name="确定撤下").click()
    expect(desk.get_by_text("还没有公告")).to_be_visible()


def test_given_a_course_that_another_changes_then_both_stand_side_by_side(
    desk: Page, base: str
) -> None:
    other = Client(base, "admin")
    course = other.post("/v1/admin/courses", {"year": 2021, "title": "两人同改的课程"})["id"]
    sign_in(desk, "admin", f"/#/admin/courses/{course}")
    desk.get_by_role("button", name="改名称").click()
    desk.get_by_label("课程名称").fill("我改的名称")
    _change(other, course, title="同事改的名称")
    desk.get_by_role("button", name="保存名称").click()
    sides = desk.get_by_role("row", name="课程名称").get_by_role("cell")
    expect(sides).to_have_text(["课程名称", "同事改的名称", "我改的名称"])
    desk.get_by_role("button", name="保存我填写的").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("我改的名称")
    desk.get_by_role("button", name="添加考题").click()
    desk.get_by_label("题目").fill("我的题目")
    desk.get_by_label("第1项", exact=True).fill("甲")
    desk.get_by_label("第2项", exact=True).fill("乙")
    desk.get_by_label("解析").fill("见准则")
    bank = {"text": "同事的题目", "choices": ["甲", "乙"], "answer": 0, "explanation": "见准则"}
    _change(other, course, examination={"draw": 1, "questions": [bank]})
    desk.get_by_role("button", name="保存题库").click()
    sides = desk.get_by_role("row", name="考题").get_by_role("cell")
    expect(sides).to_have_text(
        ["考题", "1. 同事的题目（甲；乙。答案：甲）", "1. 我的题目（甲；乙。答案：甲）"]
    )
    look(desk, "admin-course-stale")
    desk.get_by_role("button", name="保存我填写的").click()
    expect(desk.get_by_role("button", name="保存题库")).to_have_count(0)
    kept = other.get(f"/v1/admin/courses/{course}")["examination"]["questions"]
    assert [each["text"] for each in kept] == ["我的题目"]


def _change(other: Client, course: str, **said: object) -> None:
    """Change a course as it is now, from another window."""
    path = f"/v1/admin/courses/{course}"
    seen = other.get(path)
    now = {name: seen[name] for name in ("version", "title", "examination")}
    other.put(path, {**now, "lessons": [each["id"] for each in seen["lessons"]], **said})
