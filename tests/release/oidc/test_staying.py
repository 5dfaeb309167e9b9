"""Whoever is signed in stays so as long as the issuer allows it, and loses nothing when it does not."""

import json
import urllib.request
from datetime import UTC, datetime, timedelta
from itertools import takewhile

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.release.oidc.conftest import Deployment
from tests.release.oidc.issuer import DIRECT
from tests.release.oidc.signing_in import STORED, at_issuer, header_of, sign_in

ALGORITHMS = ("PS256", "ES256", "ES384", "ES512", "EdDSA", "Ed25519", "RS256")
LIFETIME = 5 * 60 * 1000
"""Milliseconds that the issuer's tokens live."""
BETWEEN_REPORTS = 590_000
AN_HOUR = 7
"""Reports, each with a token that the one before did not have."""
DOCUMENT = {"type": "resident_id", "number": "440703199204112785"}
PROGRESS = "**/progress"


def enrol(page: Page, url: str) -> None:
    """Let whoever is signed in be a professional."""
    token = page.evaluate(f"{STORED}.access_token")
    told = {"name": "李学", "document": DOCUMENT, "territory": "440703", "employment": "unemployed"}
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    asked = urllib.request.Request(f"{url}/v1/me", json.dumps(told).encode(), headers)  # noqa: S310 - our own cloud
    DIRECT.open(asked).close()


def status_of_a_call(page: Page) -> int:
    """Of what a page asks that only who is signed in is told."""
    page.evaluate("location.hash = '#/questions'")
    with page.expect_response("**/v1/problems**") as answered:
        page.evaluate("location.hash = '#/problems'")
    return answered.value.status


def signed_in_by_the_hour(context: BrowserContext, to: Deployment, login: str) -> Page:
    """A page whose clock the test sets."""
    page = context.new_page()
    page.clock.install()
    sign_in(page, to.url, login)
    return page


def test_an_hour_of_study_goes_on_by_tokens_of_five_minutes(
    desk: BrowserContext, by_resource: Deployment
) -> None:
    page = signed_in_by_the_hour(desk, by_resource, "student")
    enrol(page, by_resource.url)
    before = by_resource.issuer.refreshed()
    page.goto(f"{by_resource.url}/#/study")
    page.reload()
    page.get_by_role("button", name="开始学习").click()
    expect(page.get_by_role("button", name="暂停")).to_be_visible()

    def is_over() -> bool:
        return by_resource.issuer.refreshed() - before >= AN_HOUR

    # A busy machine sends a report twice, and the next one is then a turn later.
    for _ in takewhile(lambda _: not is_over(), range(2 * AN_HOUR)):
        with page.expect_response(PROGRESS) as told:
            page.clock.run_for(BETWEEN_REPORTS)
        assert told.value.status == 200
    assert is_over()
    expect(page.get_by_role("button", name="暂停")).to_be_visible()


def test_keys_that_are_taken_into_use_twice_in_a_minute_interrupt_nobody(
    desk: BrowserContext, by_resource: Deployment
) -> None:
    page = signed_in_by_the_hour(desk, by_resource, "rotation")
    began, kids = datetime.now(tz=UTC), {header_of(page)["kid"]}  # noqa: TID251 - the issuer's and ours

    for _ in range(2):
        by_resource.issuer.be(rotate=True)
        page.clock.fast_forward(LIFETIME)
        assert status_of_a_call(page) == 200
        kids.add(header_of(page)["kid"])
    assert len(kids) == 3
    assert datetime.now(tz=UTC) - began < timedelta(minutes=1)  # noqa: TID251 - as above


def test_every_algorithm_of_the_issuer_is_taken(
    desk: BrowserContext, by_resource: Deployment
) -> None:
    page = signed_in_by_the_hour(desk, by_resource, "algorithms")
    told = {}
    for algorithm in ALGORITHMS:
        by_resource.issuer.be(algorithm=algorithm)
        page.clock.fast_forward(LIFETIME)
        told[header_of_next(page)] = status_of_a_call(page)
    assert told == dict.fromkeys(ALGORITHMS, 200)


def header_of_next(page: Page) -> str:
    """The algorithm of the token that a call of this page is made with."""
    assert status_of_a_call(page) == 200
    return str(header_of(page)["alg"])


@pytest.mark.parametrize("days", [-1, 1])
def test_a_wrong_clock_of_the_browser_keeps_nobody_out(
    desk: BrowserContext, by_resource: Deployment, days: int
) -> None:
    page = desk.new_page()
    page.clock.install(time=datetime.now(tz=UTC) + timedelta(days=days))  # noqa: TID251 - another clock than ours
    sign_in(page, by_resource.url, "clock")

    page.clock.fast_forward(LIFETIME)
    assert status_of_a_call(page) == 200


def test_without_a_refresh_token_whoever_is_still_signed_in_at_the_issuer_stays_so(
    desk: BrowserContext, by_audience: Deployment
) -> None:
    page = signed_in_by_the_hour(desk, by_audience, "framed")
    first = page.evaluate(f"{STORED}.access_token")

    page.clock.fast_forward(LIFETIME)
    assert status_of_a_call(page) == 200
    assert page.evaluate(f"{STORED}.access_token") != first
    assert by_audience.issuer.seen()["asked"][-1]["prompt"] == "none"
    assert len(desk.pages) == 1


def session_over(page: Page, to: Deployment) -> str:
    """Nothing of whoever is signed in is known to the issuer any more, and the server takes no token of before."""
    to.issuer.be(forget=True)
    page.context.clear_cookies()
    refused = str(page.evaluate(f"{STORED}.access_token"))

    def spoil(route: Route) -> None:
        sent = route.request.headers.get("authorization", "")
        headers = {**route.request.headers, "authorization": f"{sent}x"}
        route.continue_(**({"headers": headers} if sent.endswith(refused) else {}))

    page.route("**/v1/**", spoil)
    return refused


@pytest.mark.parametrize("deployment", ["by_resource", "by_audience"])
def test_a_session_that_ends_is_begun_anew_in_place_and_what_was_being_done_goes_on(
    desk: BrowserContext, deployment: str, request: pytest.FixtureRequest
) -> None:
    to: Deployment = request.getfixturevalue(deployment)
    page = desk.new_page()
    sign_in(page, to.url, "in-place")
    page.get_by_label("姓名").fill("王在")
    session_over(page, to)

    page.get_by_role("button", name="继续", exact=True).click()
    asked = page.get_by_role("dialog", name="请重新登录")
    expect(asked).to_contain_text("您在本页填写的内容都还在")
    with page.expect_popup() as opened:
        asked.get_by_role("button", name="重新登录").click()
    at_issuer(opened.value, "in-place")

    expect(page.get_by_role("heading", level=1)).to_have_text("您的证件")
    expect(asked).to_be_hidden()
    page.go_back()
    expect(page.get_by_label("姓名")).to_have_value("王在")


def test_whoever_cancels_or_closes_the_window_is_told_and_may_go_on(
    desk: BrowserContext, by_audience: Deployment
) -> None:
    page = desk.new_page()
    sign_in(page, by_audience.url, "undecided")
    page.get_by_label("姓名").fill("王迟")
    session_over(page, by_audience)
    page.get_by_role("button", name="继续", exact=True).click()
    asked = page.get_by_role("dialog", name="请重新登录")

    with page.expect_popup() as opened:
        asked.get_by_role("button", name="重新登录").click()
    opened.value.get_by_role("link", name="Cancel").click()
    expect(asked.get_by_role("alert")).to_contain_text("您取消了登录")
    with page.expect_popup() as opened:
        asked.get_by_role("button", name="重新登录").click()
    opened.value.get_by_placeholder("Enter any login").wait_for()
    opened.value.close()
    expect(asked.get_by_role("alert")).to_contain_text("登录窗口已关闭")
    asked.get_by_role("button", name="稍后再说").click()
    expect(asked).to_be_hidden()
    expect(page.get_by_label("姓名")).to_have_value("王迟")


def test_whoever_else_signs_in_sees_nothing_of_what_was_typed(
    desk: BrowserContext, by_audience: Deployment
) -> None:
    page = desk.new_page()
    sign_in(page, by_audience.url, "first")
    page.get_by_label("姓名").fill("王先")
    session_over(page, by_audience)
    page.get_by_role("button", name="继续", exact=True).click()
    with page.expect_popup() as opened:
        page.get_by_role("dialog").get_by_role("button", name="重新登录").click()
    with page.expect_navigation():
        at_issuer(opened.value, "second")
    expect(page.get_by_label("姓名")).to_have_value("")


def test_on_a_phone_signing_in_again_leads_there_and_back_to_the_form(
    phone: BrowserContext, by_audience: Deployment
) -> None:
    page = phone.new_page()
    sign_in(page, by_audience.url, "fingers")
    page.get_by_label("姓名").fill("王指")
    session_over(page, by_audience)
    page.get_by_role("button", name="继续", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="重新登录").click()
    at_issuer(page, "fingers")

    expect(page.get_by_label("姓名")).to_have_value("王指")
    page.get_by_role("button", name="继续", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("您的证件")
