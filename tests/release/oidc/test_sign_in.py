"""A real OIDC provider signs people in, in a real browser, and keeps them signed in."""

import re

from playwright.sync_api import BrowserContext, expect

from tests.release.oidc.conftest import RESOURCE, Deployment
from tests.release.oidc.signing_in import at_issuer, claims_of, header_of, sign_in


def test_a_token_for_a_resource_is_asked_for_at_both_addresses_and_taken(
    desk: BrowserContext, by_resource: Deployment
) -> None:
    page = desk.new_page()
    sign_in(page, by_resource.url, "resource-1")

    expect(page.get_by_role("heading", level=1)).to_have_text("您的姓名")
    assert header_of(page)["typ"] == "at+jwt"
    assert claims_of(page)["aud"] == "xuefen"
    assert by_resource.issuer.seen()["asked"][-1]["resource"] == RESOURCE
    assert by_resource.issuer.seen()["granted"][-1] == {
        "grant": "authorization_code",
        "resource": RESOURCE,
    }


def test_a_token_for_an_audience_is_asked_for_at_the_authorization_address_and_taken(
    desk: BrowserContext, by_audience: Deployment
) -> None:
    page = desk.new_page()
    sign_in(page, by_audience.url, "audience-1")

    expect(page.get_by_role("heading", level=1)).to_have_text("您的姓名")
    assert by_audience.issuer.seen()["asked"][-1]["audience"] == RESOURCE
    assert claims_of(page)["aud"] == "xuefen"


def test_whoever_cancels_at_the_issuer_is_told_so_and_may_go_on(
    desk: BrowserContext, by_resource: Deployment
) -> None:
    page = desk.new_page()
    page.goto(f"{by_resource.url}/#/problems/new")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="Cancel").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("您取消了登录")
    assert not re.search(r"[?&](error|state)=", page.url)
    page.get_by_role("button", name="重新登录").click()
    at_issuer(page, "cancelled")
    expect(page.get_by_role("button", name="退出")).to_be_visible()
    assert page.url.endswith("#/problems/new")


def test_signing_out_comes_back_where_the_issuer_knows_the_address(
    desk: BrowserContext, by_resource: Deployment
) -> None:
    page = desk.new_page()
    sign_in(page, by_resource.url, "leaves")
    page.get_by_role("button", name="退出").click()
    page.get_by_role("button", name="Yes, sign me out").click()

    page.wait_for_url(f"{by_resource.url}/**")
    expect(page.get_by_role("button", name="登录")).to_be_visible()


def test_an_address_that_the_issuer_does_not_know_leaves_nobody_signed_in(
    desk: BrowserContext, by_resource: Deployment
) -> None:
    page = desk.new_page()
    sign_in(page, by_resource.url, "leaves-badly")
    by_resource.issuer.be(signOut=False)
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_text("post_logout_redirect_uri not registered")).to_be_visible()
    by_resource.issuer.be(signOut=True)

    page.go_back()
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    assert not page.evaluate(
        "Object.keys(sessionStorage).some((each) => each.startsWith('oidc.user'))"
    )


def test_where_no_address_is_registered_the_issuer_s_own_page_ends_the_session(
    desk: BrowserContext, by_audience: Deployment
) -> None:
    page = desk.new_page()
    sign_in(page, by_audience.url, "stays")
    page.get_by_role("button", name="退出").click()
    page.get_by_role("button", name="Yes, sign me out").click()

    expect(page.get_by_text("Sign-out Success")).to_be_visible()


def test_a_token_address_that_lets_no_page_read_it_is_told_in_words(
    desk: BrowserContext, by_resource: Deployment
) -> None:
    page = desk.new_page()
    by_resource.issuer.be(cors=False)
    page.goto(by_resource.url)
    page.get_by_role("button", name="登录").click()
    at_issuer(page, "cross-origin")

    expect(page.get_by_role("heading", level=1)).to_have_text("登录服务没有向本网站开放")
    by_resource.issuer.be(cors=True)
    page.get_by_role("button", name="重新登录").click()
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("button", name="退出")).to_be_visible()


def test_a_link_of_the_issuer_s_that_was_used_before_leads_on(
    desk: BrowserContext, by_resource: Deployment
) -> None:
    page = desk.new_page()
    page.goto(f"{by_resource.url}/?code=used&state=unknown")

    expect(page.get_by_role("heading", level=1)).to_have_text("登录没有完成")
    page.get_by_role("button", name="重新登录").click()
    at_issuer(page, "used-link")
    expect(page.get_by_role("button", name="退出")).to_be_visible()
