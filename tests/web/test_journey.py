"""The whole journey, clicked through as each of its people: from a fresh login to the certificate."""

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from msgspec.structs import replace
from PIL import Image
from playwright.sync_api import Page, Route, expect

from local.client import Client
from local.demo import START, study_hours
from local.sheet import attendance_sheet
from tests.certificates.statements import SNAPSHOT, address, published
from tests.web.reader import READING, look, sign_in

NAME = "李䶮"
NUMBER = "44070319910307453X"
"""Not that of the demonstration, which other tests of the same cloud may have played."""
TITLE = "新收入准则专题面授培训"
REASON = "签到表只有5天，请核对天数"


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def go_on(page: Page) -> None:
    page.get_by_role("button", name="继续", exact=True).click()


def enrol(page: Page) -> None:
    """One thing at a time; a wrong number is explained at its field before one goes on."""
    sign_in(page, "web-li")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("请填写姓名")
    page.get_by_label("姓名").fill(NAME)
    go_on(page)
    heading(page, "您的证件")
    page.get_by_label("证件号码").fill("440703199103074531")
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("校验码")
    assert page.evaluate("document.activeElement.id") == "error-summary"
    look(page, "enrol-wrong-phone")
    page.get_by_label("证件号码").fill(NUMBER)
    go_on(page)
    page.get_by_label("单位（选填）").fill("江门市示范会计有限公司")
    look(page, "enrol-employment-phone")
    go_on(page)
    page.get_by_label("市", exact=True).select_option(label="江门市")
    go_on(page)
    county = page.get_by_label("县（市、区）")
    expect(county).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("市", exact=True)).not_to_have_attribute("aria-invalid", "true")
    county.select_option(label="蓬江区")
    expect(page.get_by_role("alert")).to_have_count(0)
    look(page, "enrol-territory-phone")
    go_on(page)
    page.get_by_label("开始从事会计工作的日期").fill("2016-07-11")
    go_on(page)
    expect(page.get_by_text("江门市蓬江区")).to_be_visible()
    page.get_by_role("button", name="更改开始从事会计工作").click()
    page.get_by_label("开始从事会计工作的日期").fill("2016-07-01")
    go_on(page)
    expect(page.get_by_text("2016年7月1日")).to_be_visible()
    look(page, "enrol-check-phone")
    page.get_by_role("button", name="确认并提交").click()


def open_hr_account(page: Page) -> None:
    heading(page, "开立省继续教育系统账号")
    look(page, "hr-account-phone")
    page.get_by_role("button", name="用以上信息开立").click()
    heading(page, "账号")
    expect(page.get_by_text("两边一致", exact=True)).to_be_visible()
    look(page, "account-phone")


def study(page: Page, base: str) -> None:
    """The player begins; the hours prescribed pass on the server's clock; it goes on where it was."""
    page.get_by_role("link", name="公需科目", exact=True).click()
    page.get_by_role("button", name="开始学习").click()
    expect(page.get_by_role("button", name="暂停")).to_be_visible()
    look(page, "study-phone")
    page.get_by_role("button", name="暂停").click()
    study_hours(Client(base, "web-li"), START, lambda _text: None)
    page.reload()
    expect(page.get_by_text("公需科目学分已自动登记并认定")).to_be_visible()


def register(page: Page, sheet: Path) -> None:
    page.get_by_role("link", name="我的年度").click()
    expect(page.get_by_text("还差60学分：远程24小时，或面授6天，12月31日前")).to_be_visible()
    look(page, "year-phone")
    page.get_by_role("link", name="登记专业科目学分").click()
    page.get_by_label("面授培训").check()
    mend_all_at_once(page)
    page.get_by_label("天数").fill("6")
    expect(page.get_by_text("按规定折算60学分")).to_be_visible()
    page.get_by_label("学习内容").fill(TITLE)
    page.get_by_label("完成日期").fill("2020-05-23")
    photographs(page)
    page.get_by_label("证明材料").set_input_files(sheet)
    expect(page.get_by_text("✓ 签到表.pdf")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    look(page, "register-phone")
    hand_in(page, "register-check-phone")
    said = page.get_by_text("由广东省江门市蓬江区财政局认定")
    expect(said).to_be_visible(timeout=READING)
    look(page, "record-submitted-phone")
    page.get_by_role("button", name="签到表.pdf").click()
    expect(page.locator(".words")).to_contain_text("JM-2020-0017")


def mend_all_at_once(page: Page) -> None:
    """An empty form says all that it lacks in one go, each at its field; what is mended is said no more."""
    page.get_by_role("button", name="下一步：核对").click()
    said = page.get_by_role("alert")
    for each in ("请填写天数", "请填写学习内容", "请填写完成日期", "请上传证明材料"):
        expect(said).to_contain_text(each)
    page.get_by_label("学习内容").fill(TITLE)
    expect(said).not_to_contain_text("请填写学习内容")


def photographs(page: Page) -> None:
    """An iPhone's photograph becomes a JPEG where the browser can read it; where not, it is said how to save it as one."""
    field = page.get_by_label("证明材料")
    unread = b"\0\0\0\x1cftypheic" + bytes(40)
    offered: list[str] = []
    page.on("request", lambda asked: offered.append(asked.url) if "/uploads" in asked.url else None)
    field.set_input_files({"name": "IMG_1.HEIC", "mimeType": "image/heic", "buffer": unread})
    said = page.locator(".field").filter(has=field).get_by_text("请改为JPG再选")
    expect(said).to_contain_text("“设置-相机-格式”中选“兼容性最佳”")
    assert offered == [], "it is refused before anything is uploaded"
    page.get_by_role("button", name="IMG_1.HEIC").click()
    drawn = BytesIO()
    Image.new("RGB", (60, 80)).save(drawn, "AVIF")
    read = drawn.getvalue()
    field.set_input_files({"name": "IMG_2.HEIC", "mimeType": "image/heic", "buffer": read})
    expect(page.get_by_text("✓ IMG_2.jpg")).to_be_visible()
    page.get_by_role("button", name="IMG_2.jpg").click()


def hand_in(page: Page, name: str) -> None:
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", name="核对后提交")).to_be_visible()
    look(page, name)
    page.get_by_role("button", name="提交认定").click()
    expect(page.get_by_text("提交回执")).to_be_visible()


def as_s3(route: Route) -> None:
    """Answer as S3 does to an address signed as an attachment; the emulator leaves the header out."""
    answered = route.fetch()
    route.fulfill(
        response=answered, headers={**answered.headers, "content-disposition": "attachment"}
    )


def send_back(page: Page) -> None:
    """The reviewer sees the file beside the facts, and returns the record by keyboard."""
    page.route("**/evidence/**", as_s3)
    sign_in(page, "reviewer-440703")
    page.get_by_role("button", name=TITLE).click()
    expect(page.locator(".pages canvas")).to_be_visible()
    expect(page.locator(".words")).to_contain_text("JM-2020-0017")
    page.get_by_role("button", name="向右转").click()
    expect(page.locator(".words[data-main-rotation='90']")).to_contain_text("JM-2020-0017")
    look(page, "desk")
    page.keyboard.press("r")
    expect(page.get_by_label("理由")).to_be_focused()
    page.get_by_text("指明有误的内容").click()
    page.get_by_label("天数").check()
    page.get_by_role("button", name="确定退回").click()
    expect(page.get_by_role("alert").first).to_contain_text("请填写理由")
    page.get_by_label("理由").fill(REASON)
    look(page, "desk-return")
    page.get_by_role("button", name="确定退回").click()
    expect(page.get_by_text("已退回。")).to_be_visible()
    leave_the_desk(page)


def leave_the_desk(page: Page) -> None:
    """What is decided waits ten seconds for whoever would undo it; who leaves sends it."""
    with page.expect_request("**/v1/review/records/*/decision"):
        page.reload()
    page.wait_for_load_state("networkidle")


def mend(page: Page) -> None:
    """Three taps: to the record, the marked field, send."""
    page.get_by_role("link", name="我的年度").click()
    expect(page.get_by_text(REASON)).to_be_visible()
    look(page, "year-returned-phone")
    page.get_by_role("link", name="去补正").click()
    page.get_by_label("天数").fill("6")
    look(page, "mend-phone")
    hand_in(page, "mend-check-phone")


def accredit(page: Page) -> None:
    page.reload()
    page.get_by_role("button", name=TITLE).click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_role("group", name="办理")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_text("已认定。")).to_be_visible()
    leave_the_desk(page)


def hold_certificate(page: Page) -> None:
    page.get_by_role("link", name="我的年度").click()
    # Drawn by what came first, and then by the page.
    picture = page.get_by_role("img", name="2020年度继续教育证书第一页")
    expect(picture).to_be_visible(timeout=READING)
    look(page, "year-finished-phone")
    page.get_by_role("link", name="查看证书").click()
    expect(page.get_by_role("img", name="证书验证二维码")).to_be_visible()
    look(page, "certificate-phone")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="下载证书").click()
    certificate = downloading.value.path().read_bytes()
    assert certificate.startswith(b"%PDF")
    with page.expect_download() as downloading:
        page.get_by_text("存入电子钱包", exact=True).click()
        page.get_by_role("button", name="下载电子凭证").click()
    assert downloading.value.suggested_filename == "credential-2020.jwt"
    assert downloading.value.path().read_text("ascii").count(".") == 2
    page.get_by_role("link", name="打开验证页").click()
    heading(page, "证书有效")
    page.get_by_label("核对持证人姓名").fill(NAME)
    page.get_by_role("button", name="核对").click()
    expect(page.get_by_text("姓名一致。")).to_be_visible()
    assert "name=" not in page.url
    look(page, "verify-phone")
    number = page.url.split("/verify/")[1].split("?")[0]
    verify_paper(page, certificate)
    verify_statement(page, number)
    for number_typed, said in ((number, "证书有效"), (f"{number[:-1]}-", "查无此证")):
        page.goto("/verify")
        page.get_by_label("证书或证明编号").fill(number_typed)
        page.get_by_role("button", name="验证").click()
        heading(page, said)
    look(page, "verify-unknown-phone")


SCRIPTS = "performance.getEntriesByType('resource').filter(each => /[.]js$/.test(each.name)).length"


def verify_paper(page: Page, certificate: bytes) -> None:
    """Who has the paper scans its code: it says what the server says; the file is the issued one."""
    page.goto(scanned(certificate))
    expect(page.get_by_text("二维码的签名有效")).to_be_visible()
    expect(page.get_by_role("row", name="姓名")).to_contain_text(NAME)
    expect(page.get_by_text("不一致")).to_have_count(0)
    # The client would come along with any module shared with it, and take the code for its own address.
    assert page.evaluate(SCRIPTS) == 1
    of_file = page.get_by_label("选择PDF文件")
    for content, told in ((certificate, "文件一致"), (certificate + b"\n", "文件不符")):
        of_file.set_input_files(
            {"name": "证书.pdf", "mimeType": "application/pdf", "buffer": content}
        )
        expect(page.get_by_text(told)).to_be_visible()
    look(page, "verify-paper-phone")


def scanned(certificate: bytes) -> str:
    """What the code of a certificate says."""
    document = pypdfium2.PdfDocument(certificate)
    (code,) = zxingcpp.read_barcodes(document[len(document) - 1].render(scale=3).to_pil())
    return str(code.text)


def verify_statement(page: Page, number: str) -> None:
    """What differs from what the server says is marked; without the server the code still speaks."""
    keys = {"keys": [published()]}
    page.route("**/.well-known/jwks.json", lambda route: route.fulfill(json=keys))
    said = replace(SNAPSHOT, number=number, name=NAME, professional=Decimal(90))
    page.goto("/verify")  # another code on the same page is verified with the keys that it has
    page.goto(address(said).replace("https://example.org", ""))
    expect(page.get_by_text("二维码的签名有效")).to_be_visible()
    expect(page.get_by_role("row", name="专业科目")).to_contain_text("不一致")
    expect(page.get_by_role("row", name="公需科目")).not_to_contain_text("不一致")
    page.emulate_media(color_scheme="dark")
    look(page, "verify-statement-phone-dark")
    page.emulate_media(color_scheme="light")
    page.goto("/verify")
    page.route("**/v1/certificates/**", lambda route: route.abort())
    page.get_by_label("证书或证明编号").fill(address(said))
    page.get_by_role("button", name="验证").click()
    expect(page.get_by_text("本系统现在没有答复")).to_be_visible()
    expect(page.get_by_role("row", name="姓名")).to_contain_text(NAME)
    look(page, "verify-offline-phone")
    page.unroute_all()


@pytest.mark.usefixtures("notice_year")
def test_given_a_fresh_login_then_everything_up_to_the_certificate_is_clicked_through(
    phone: Page, desk: Page, base: str, tmp_path: Path
) -> None:
    sheet = tmp_path / "签到表.pdf"
    sheet.write_bytes(attendance_sheet())
    enrol(phone)
    open_hr_account(phone)
    study(phone, base)
    register(phone, sheet)
    send_back(desk)
    mend(phone)
    accredit(desk)
    hold_certificate(phone)
