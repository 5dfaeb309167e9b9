"""Signing in by OIDC with PKCE, in a browser."""

import pytest
from playwright.sync_api import Page, Route, expect

from local.client import Client
from local.demo import enrol
from tests.web.reader import look, sign_in


def test_given_nobody_signed_in_then_the_first_page_says_what_one_can_do_here(phone: Page) -> None:
    phone.goto("/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("会计专业技术人员继续教育学分")
    look(phone, "welcome-phone")


def test_given_a_client_that_is_late_then_what_was_pressed_before_it_came_is_done(
    phone: Page,
) -> None:
    phone.route("**/assets/index-*.js", lambda route: route.abort())
    phone.goto("/")
    expect(phone.get_by_text("正在打开…")).to_be_visible()
    phone.unroute_all()
    late: list[Route] = []
    phone.route("**/assets/index-*.js", lambda route: late.append(route))  # noqa: PLW0108 - playwright marks what it calls
    phone.goto("/", wait_until="commit")
    phone.get_by_role("link", name="新用户怎样开始").click()
    assert late, "the client is on its way, and not there"
    late.pop().continue_()
    expect(phone.get_by_role("heading", name="新用户怎样开始")).to_be_in_viewport()
    phone.goto("/", wait_until="commit")
    phone.get_by_role("button", name="登录").click()
    expect(phone.get_by_role("button", name="登录")).to_have_attribute("aria-busy", "true")
    late.pop().continue_()
    expect(phone.get_by_label("其他账号")).to_be_visible()


def test_given_a_fresh_login_then_it_begins_at_the_enrolment(phone: Page) -> None:
    sign_in(phone, "web-fresh")
    expect(phone.get_by_role("heading", level=1)).to_have_text("您的姓名")
    assert "code=" not in phone.url


def test_given_a_deep_link_then_it_survives_the_sign_in(phone: Page) -> None:
    sign_in(phone, "web-deep", "/#/problems/new")
    assert phone.url.endswith("/#/problems/new")


@pytest.mark.parametrize(("subject", "home"), [("reviewer-440703", "#/desk"), ("admin", "#/admin")])
def test_given_staff_then_they_land_at_their_desk(desk: Page, subject: str, home: str) -> None:
    sign_in(desk, subject)
    assert home in desk.url


def test_given_a_reload_then_one_is_still_signed_in_and_after_signing_out_no_longer(
    phone: Page,
) -> None:
    sign_in(phone, "web-reload")
    phone.reload()
    expect(phone.get_by_role("button", name="退出")).to_be_visible()
    phone.get_by_role("button", name="退出").click()
    expect(phone.get_by_role("button", name="登录")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("button", name="退出")).to_have_count(0)


def test_the_sign_in_page_of_the_demonstration_fits_a_phone(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_role("button", name="登录").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("选择演示账号")
    look(phone, "issuer-phone")


def test_given_somebody_who_left_then_the_next_one_of_this_browser_finds_nothing_typed(
    phone: Page,
) -> None:
    sign_in(phone, "web-first")
    phone.get_by_role("button", name="继续", exact=True).click()
    phone.get_by_label("姓名").fill("王先")
    phone.reload()
    expect(phone.get_by_label("姓名")).to_have_value("王先")
    phone.get_by_role("button", name="退出").click()
    phone.get_by_role("button", name="登录").wait_for()
    sign_in(phone, "web-second")
    phone.get_by_role("button", name="继续", exact=True).click()
    expect(phone.get_by_label("姓名")).to_have_value("")


def test_given_who_enrolled_in_another_window_then_this_one_is_asked_no_more(
    phone: Page, base: str
) -> None:
    sign_in(phone, "web-elsewhere")
    expect(phone.get_by_role("heading", level=1)).to_have_text("您的姓名")
    document = {"type": "resident_id", "number": "440703199003077725"}
    enrol(Client(base, "web-elsewhere"), "周晓", document, employer="江门市示范商贸有限公司")
    phone.goto("/#/study")
    expect(phone.get_by_role("button", name="开始学习")).to_be_visible()


def test_given_a_year_that_is_not_kept_then_it_says_so(phone: Page, base: str) -> None:
    person = Client(base, "web-years")
    document = {"type": "resident_id", "number": "440703198808089024"}
    enrol(person, "周晓", document, employer="江门市示范商贸有限公司")
    sign_in(phone, "web-years", "/#/year/2030")
    expect(phone.get_by_text("没有2030年度")).to_be_visible()


def test_given_the_browser_s_own_way_back_then_the_enrolment_goes_back_one_step(
    phone: Page,
) -> None:
    sign_in(phone, "web-back")
    phone.get_by_role("button", name="继续", exact=True).click()
    expect(phone.get_by_role("alert")).to_contain_text("请填写姓名")
    phone.get_by_label("姓名").fill("周晓")
    phone.get_by_role("button", name="继续", exact=True).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("您的证件")
    phone.go_back()
    expect(phone.get_by_role("heading", level=1)).to_have_text("您的姓名")
    expect(phone.get_by_label("姓名")).to_have_value("周晓")
    phone.go_forward()
    expect(phone.get_by_role("heading", level=1)).to_have_text("您的证件")
