"""What is pressed by keyboard and goes away by it leaves the focus at what came in its stead."""

from playwright.sync_api import Page, expect

from local.client import Client
from tests.web.reader import sign_in

WITHIN = "document.activeElement.innerText"


def test_given_what_goes_away_as_it_is_pressed_then_the_focus_stays_there(
    phone: Page, base: str
) -> None:
    person = Client(base, "web-focus")
    told = {"name": "温蒂", "territory": "440703", "employment": "unemployed"}
    person.post("/v1/me", {**told, "document": {"type": "passport", "number": "E87650007"}})
    sign_in(phone, "web-focus", "/#/account/hr")
    phone.get_by_role("button", name="人社部门登记的与此不同，另行填写").focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_label("姓名")).to_be_visible()
    assert phone.evaluate(WITHIN).startswith("姓名")

    phone.route("**/v1/me/notices?*", lambda route: route.abort())
    phone.goto("/#/notices")
    again = phone.get_by_role("button", name="重试")
    again.focus()
    phone.unroute("**/v1/me/notices?*")
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("还没有通知")).to_be_visible()
    assert phone.evaluate("document.activeElement !== document.body")
