"""A reviewer's day by keyboard alone: thirty decisions, undone and sent, twelve entries on a screen, the bureau's reasons."""

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from chalicelib.platform.rules.china_time import shanghai_date
from local.client import Client
from local.county import STUDIED_AGO
from local.sheet import proof
from tests.web.reader import READING, look, sign_in

PLACE, REVIEWER = "440704", "web-desk-reviewer"
PERSON = ("温蒂", "web-desk-applicant", "E87654321")
DECISIONS, RETURNED_OF = 30, 5
"""So many decisions, one of so many a return with one of the bureau's reasons."""
MOST_KEYS = 45
HEAD = ".desk-head dl"
SHOWN = """[...document.querySelectorAll('.entry')].filter((each) => {
  const { top, bottom, left } = each.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight && each.contains(document.elementFromPoint(left + 60, bottom - 4));
}).length"""
"""How many entries of the list can be seen whole."""


class Keyboard:
    """A keyboard that counts its keys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1


@pytest.fixture(scope="module")
def reviewer(base: str) -> Client:
    """A bureau with thirty-two records of one person."""
    name, login, number = PERSON
    person = Client(base, login)
    person.post(
        "/v1/me",
        {
            "name": name,
            "document": {"type": "passport", "number": number},
            "territory": PLACE,
            "employment": "employed",
        },
    )
    today = shanghai_date(datetime.fromisoformat(person.get("/dev/clock")["now"]))
    upload = person.upload("证明.pdf", proof("培训结业证明", "财务实务", "江门市会计学会"))
    ended = today - STUDIED_AGO
    for lecture in range(1, DECISIONS + 3):
        person.post(
            f"/v1/me/years/{ended.year}/records",
            {
                "form": "training",
                "title": f"财务实务第{lecture}讲",
                "issuer": "江门市会计学会",
                "facts": {"days": 1},
                "reference": f"CW-{lecture}",
                "ended_on": ended.isoformat(),
                "evidence": [upload],
                "submit": True,
            },
        )
    granted = {"role": "reviewer", "territory": PLACE}
    Client(base, "admin").put(f"/v1/admin/staff/{REVIEWER}", granted)
    return Client(base, REVIEWER)


def opened(page: Page) -> str:
    """The record that is open, once it can be decided."""
    expect(page.get_by_role("group", name="办理")).to_be_visible()
    return page.get_by_role("heading", level=2).inner_text()


def test_given_thirty_records_then_they_are_decided_by_few_keys_and_each_once(
    desk: Page, reviewer: Client
) -> None:
    sign_in(desk, REVIEWER)
    first = opened(desk)
    expect(desk.locator(HEAD)).to_contain_text("待认定32")
    expect(desk.locator(".whose strong")).to_have_text(PERSON[0])
    assert desk.evaluate(SHOWN) >= 12
    look(desk, "desk-thirty")

    desk.keyboard.press("a")
    expect(desk.get_by_role("heading", level=2)).not_to_have_text(first)
    opened(desk)
    desk.keyboard.press("z")
    expect(desk.get_by_role("heading", level=2)).to_have_text(first)

    keyboard = Keyboard(desk)
    desk.locator(".reel").focus()
    for number in range(DECISIONS):
        title = opened(desk)
        keyboard.press(*(("r", "1", "Enter") if number % RETURNED_OF == 4 else ("a",)))
        expect(desk.get_by_role("heading", level=2)).not_to_have_text(title)
        assert desk.evaluate("scrollY") == 0, "nothing jumps"
    assert keyboard.keys <= MOST_KEYS

    opened(desk)
    desk.reload()
    expect(desk.locator(HEAD)).to_contain_text(f"今日我已办{DECISIONS}", timeout=READING)
    expect(desk.locator(HEAD)).to_contain_text("待认定2")
    head = reviewer.get("/v1/review/desk")
    assert (head["waiting"], head["decided_by_self"]) == (2, DECISIONS), "each once"


def test_given_shortcuts_then_they_are_listed_changed_and_switched_off_and_kept(
    desk: Page, reviewer: Client
) -> None:
    assert reviewer.get("/v1/review/desk")["waiting"] > 0
    sign_in(desk, REVIEWER)
    first = opened(desk)
    desk.keyboard.press("?")
    listed = desk.get_by_role("dialog", name="快捷键")
    listed.get_by_role("button", name="更改“下一条”的按键").click()
    desk.keyboard.press("a")
    expect(listed.get_by_role("alert")).to_contain_text("已用于认定")
    desk.keyboard.press("w")
    look(desk, "desk-keys")
    desk.keyboard.press("Escape")
    desk.reload()
    opened(desk)
    desk.keyboard.press("w")
    expect(desk.get_by_role("heading", level=2)).not_to_have_text(first)
    opened(desk)
    desk.keyboard.press("?")
    listed.get_by_label("使用快捷键").uncheck()
    listed.get_by_role("button", name="完成").click()
    desk.keyboard.press("k")
    desk.keyboard.press("a")
    expect(desk.get_by_role("heading", level=2)).not_to_have_text(first)
    expect(desk.get_by_text("已认定。")).to_have_count(0)

    desk.get_by_role("button", name="快捷键").click()
    listed.get_by_label("使用快捷键").check()
    listed.get_by_role("button", name="完成").click()
    desk.keyboard.press("/")
    desk.keyboard.type(PERSON[0])
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("姓名须完整")).to_be_visible()
    expect(desk.locator(".entry").filter(has_text="待认定").first).to_be_visible()
    assert PERSON[0] not in desk.url
    look(desk, "desk-found")
    desk.goto("/#/bureau/reasons")
    desk.get_by_label("退回的第1条理由").fill("请补盖公章后重新上传。")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("常用理由已保存")).to_be_visible()
    look(desk, "desk-reasons")
    assert reviewer.get("/v1/review/reasons")["reasons"][0]["text"] == "请补盖公章后重新上传。"


def test_given_claims_and_duties_then_they_are_answered_by_the_same_keys_and_undone(
    desk: Page, base: str, reviewer: Client
) -> None:
    person = Client(base, PERSON[1])
    waiting = reviewer.get("/v1/review/records?state=submitted")["items"][0]
    reviewer.post(f"/v1/review/records/{waiting['id']}/decision", {"decision": "accredit"})
    reasons = {"reasons": "会计法律法规，登记时漏选"}
    person.post(f"/v1/me/records/{waiting['id']}/general-knowledge", reasons)
    contract = person.upload("劳动合同.pdf", proof("劳动合同", PERSON[0], "江门市示范会计有限公司"))
    began = f"{waiting['year']}-03-01"
    person.post("/v1/me/duties", {"worked_since": began, "evidence": [contract]})
    sign_in(desk, REVIEWER)
    # A page that is asked for before signing in has led anywhere would give way to it.
    opened(desk)
    for page, told in (("general-knowledge", "已确认属于专业通识"), ("duties", "的申请已确认")):
        desk.goto(f"/#/bureau/{page}")
        opened(desk)
        look(desk, f"desk-{page}")
        desk.keyboard.press("d")
        desk.keyboard.press("Tab")
        desk.keyboard.press("Enter")
        expect(desk.get_by_text("请填写理由，申请人会看到").first).to_be_visible()
        desk.keyboard.press("Escape")
        opened(desk)
        desk.keyboard.press("a")
        expect(desk.get_by_text(told)).to_be_visible()
        desk.keyboard.press("z")
        opened(desk)
        desk.keyboard.press("a")
        expect(desk.get_by_text("没有申请")).to_be_visible()
        desk.reload()
        expect(desk.get_by_text("没有申请")).to_be_visible(timeout=READING)
    assert person.get(f"/v1/me/records/{waiting['id']}")["general_knowledge"] is True
    assert person.get("/v1/me")["worked_since"] == began
