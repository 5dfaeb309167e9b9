"""A phone on a poor network: nothing typed is lost, nothing is sent twice; and the page is small."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from local.client import Client
from local.demo import DOCUMENT, NAME
from local.sheet import attendance_sheet
from tests.web.conftest import PATIENCE
from tests.web.reader import look, scrolls_sideways, sign_in, small_targets

MOST_BYTES = 100_000
TITLE = "政府会计准则面授培训"


def enrolled(base: str, login: str, **changes: object) -> Client:
    """A professional of the notice's year who has opened nothing yet."""
    person = Client(base, login)
    told = {"name": NAME, "document": DOCUMENT, "territory": "440703", "employment": "unemployed"}
    person.post("/v1/me", {**told, **changes})
    return person


def by_passport(base: str, login: str, number: str) -> Client:
    """Li Yan, who enrolled by a passport."""
    document = {"type": "passport", "number": number}
    return enrolled(base, login, document=document, name="李岩")


def fill(page: Page, sheet: Path) -> None:
    page.get_by_label("面授培训").check()
    page.get_by_label("天数").fill("2")
    page.get_by_label("学习内容").fill(TITLE)
    page.get_by_label("完成日期").fill("2020-05-23")
    page.get_by_label("证明材料").set_input_files(sheet)
    expect(page.get_by_text("✓ 签到表.pdf")).to_be_visible()


@pytest.mark.usefixtures("notice_year")
def test_given_an_answer_that_is_lost_then_the_repeat_makes_no_second_record(
    phone: Page, base: str, tmp_path: Path
) -> None:
    number = "440703199204112785"
    person = enrolled(base, "web-lost", document={"type": "resident_id", "number": number})
    sheet = tmp_path / "签到表.pdf"
    sheet.write_bytes(attendance_sheet())
    sign_in(phone, "web-lost", "/#/year/2020/register")
    fill(phone, sheet)
    left = [3]

    def lose(route: Route) -> None:
        """The request arrives, its answer does not: three times, as a browser tries."""
        if route.request.method == "POST" and left[0]:
            left[0] -= 1
            route.fetch()
            route.abort()
        else:
            route.continue_()

    phone.route("**/v1/me/years/2020/records", lose)
    phone.get_by_role("button", name="下一步：核对").click()
    phone.get_by_role("button", name="提交认定").click()
    said = phone.get_by_role("alert")
    expect(said).to_contain_text("重复提交不会产生两条记录", timeout=PATIENCE)
    look(phone, "register-offline-phone")
    phone.reload()
    expect(phone.get_by_text(TITLE)).to_be_visible()
    expect(phone.get_by_text("签到表.pdf")).to_be_visible()
    phone.get_by_role("button", name="提交认定").click()
    expect(phone.get_by_text("提交回执")).to_be_visible()
    assert len(person.get("/v1/me/years/2020")["records"]) == 1


@pytest.mark.usefixtures("notice_year")
def test_given_a_file_that_is_still_on_its_way_then_nothing_goes_on_without_it(
    phone: Page, base: str, tmp_path: Path
) -> None:
    number = "440703199204112806"
    enrolled(base, "web-slow", document={"type": "resident_id", "number": number})
    sheet, second = tmp_path / "签到表.pdf", tmp_path / "结业证明.pdf"
    sheet.write_bytes(attendance_sheet())
    second.write_bytes(attendance_sheet() + b"\n")
    sign_in(phone, "web-slow", "/#/year/2020/register")
    fill(phone, sheet)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    phone.route("**/v1/me/uploads/*/check", hold)
    with phone.expect_request("**/v1/me/uploads/*/check"):
        phone.get_by_label("证明材料").set_input_files(second)
    phone.get_by_role("button", name="下一步：核对").click()
    said = phone.get_by_role("alert")
    expect(said).to_contain_text("结业证明.pdf还在上传")
    assert small_targets(phone) == []
    held.pop().continue_()
    expect(phone.get_by_text("✓ 结业证明.pdf")).to_be_visible()
    expect(said).to_have_count(0)

    phone.get_by_role("button", name="结业证明.pdf").click()
    with phone.expect_request("**/v1/me/uploads/*/check"):
        phone.get_by_label("证明材料").set_input_files(second)
    phone.get_by_role("button", name="结业证明.pdf").click()
    held.pop().continue_()
    phone.get_by_role("button", name="下一步：核对").click()
    expect(phone.get_by_role("heading", name="核对后提交")).to_be_visible()
    expect(phone.get_by_text("结业证明.pdf")).to_have_count(0)


def test_given_an_address_of_a_page_of_ones_own_then_whoever_has_not_enrolled_is_asked_to_and_once(
    phone: Page, base: str
) -> None:
    sign_in(phone, "web-not-enrolled", "/#/year/2026/register")
    heading = phone.get_by_role("heading", level=1)
    expect(heading).to_have_text("您的姓名")
    enrolled(base, "web-not-enrolled", document={"type": "passport", "number": "E87651234"})
    phone.reload()
    expect(heading).to_have_text("账号")


def test_given_the_first_page_then_it_is_small_over_the_wire_and_asks_nobody_else(
    phone: Page, base: str
) -> None:
    session = phone.context.new_cdp_session(phone)
    session.send("Network.enable")
    sizes: list[float] = []
    addresses: list[str] = []

    def finished(event: dict[str, Any]) -> None:
        sizes.append(event["encodedDataLength"])

    session.on("Network.loadingFinished", finished)
    phone.on("request", lambda request: addresses.append(request.url))
    phone.goto("/")
    phone.wait_for_load_state("networkidle")
    assert 10_000 < sum(sizes) <= MOST_BYTES
    assert all(address.startswith(base) for address in addresses)


def test_given_text_at_twice_its_size_then_nothing_is_cut_off(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("heading", level=1).wait_for()
    phone.evaluate("document.documentElement.style.fontSize = '212.5%'")
    assert not scrolls_sideways(phone)


def test_given_the_page_then_its_policy_lets_no_inline_script_run(phone: Page) -> None:
    answered = phone.goto("/")
    assert answered
    policy = answered.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
