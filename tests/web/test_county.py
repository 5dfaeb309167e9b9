"""The county that `make run` plays, as its reviewer and its people find it."""

import pytest
from playwright.sync_api import Page, Route, expect

from local.county import OTHER_NAME, play_county
from tests.web.reader import look, sign_in


@pytest.fixture(scope="module", autouse=True)
def _played(base: str) -> None:
    play_county(base, lambda _text: None)


def test_given_a_file_of_two_people_then_the_reviewer_is_warned_beside_it(desk: Page) -> None:
    sign_in(desk, "reviewer-440703")
    desk.get_by_role("button", name="企业会计准则实务面授培训").first.click()
    expect(desk.get_by_role("alert")).to_contain_text("与其他人提交的材料完全相同")
    look(desk, "county-desk")


def test_given_an_address_that_has_ended_then_the_file_is_asked_for_again(desk: Page) -> None:
    def ended(route: Route) -> None:
        route.fulfill(status=403)

    desk.route("**/evidence/**", ended)
    sign_in(desk, "reviewer-440703")
    desk.get_by_role("button", name="增值税政策与纳税申报").click()
    expect(desk.get_by_role("alert")).to_contain_text("材料没有打开")
    look(desk, "county-desk-file-unread")
    desk.unroute("**/evidence/**")
    desk.get_by_role("button", name="重试").click()
    expect(desk.locator("iframe")).to_be_visible()


def test_given_a_returned_record_then_its_owner_sees_the_field_and_the_reason(phone: Page) -> None:
    sign_in(phone, "demo-su")
    phone.get_by_role("link", name="去补正").click()
    expect(phone.get_by_text("与参会证明上的编号不一致")).to_be_visible()
    look(phone, "county-mend-phone")


def test_given_two_names_then_the_holder_reads_which_and_what_to_do(phone: Page) -> None:
    sign_in(phone, "demo-zhong", "/#/year/2020/certificate")
    expect(phone.get_by_text("姓名不一致")).to_be_visible()
    look(phone, "county-held-phone")
    phone.get_by_role("link", name="对照两边的信息").click()
    expect(phone.get_by_text(OTHER_NAME).first).to_be_visible()
    look(phone, "county-compared-phone")
