"""Forms of the desks sent as they were opened: all that is missing is said at once, each at its field, until it is mended."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, Route, expect

from local.client import Client
from local.sheet import proof
from tests.web.reader import look, sign_in
from tests.web.test_network import by_passport

AGREED = "请先为“红星商贸”选定一个单位，或选“都不是”"


class Empty(NamedTuple):
    """One form, opened."""

    subject: str
    path: str
    opened: Callable[[Page], None]
    button: str
    wrong: dict[str, str]
    """What is said of each field, by its label, in their order."""


def _record(base: str, login: str, number: str) -> str:
    """A record that waits to be decided."""
    person = by_passport(base, login, number)
    told = {"form": "conference", "title": "会计信息化研讨会", "facts": {"days": 1}}
    evidence = person.upload("签到表.pdf", proof("签到表", "会计信息化研讨会", "省会计学会"))
    sent = {**told, "ended_on": "2020-05-23", "evidence": [evidence], "submit": True}
    return str(person.post("/v1/me/years/2020/records", sent)["id"])


def _fewer(base: str) -> Empty:
    record = _record(base, "web-empty-record", "E42000001")

    def opened(page: Page) -> None:
        expect(page.get_by_role("group", name="办理")).to_be_visible()
        page.keyboard.press("e")
        page.get_by_label("认定学分", exact=True).fill("五")

    wrong = {
        "认定学分": "请填写数字，最多两位小数",
        "说明（少认定时必填）": "少认定须说明理由，申请人会看到",
    }
    return Empty("reviewer-440703", f"desk/{record}", opened, "确定认定", wrong)


def _problem(base: str, login: str, number: str) -> str:
    """A problem that waits to be answered."""
    told = {"kind": "other", "text": "不能登记"}
    return f"problems/{by_passport(base, login, number).post('/v1/problems', told)['id']}"


def _answer(base: str) -> Empty:
    path = _problem(base, "web-empty-answer", "E42000002")
    return Empty("reviewer-440703", path, lambda _: None, "答复", {"答复": "请写明答复"})


def _press(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name, exact=True).first.click()


def _hand_on(base: str) -> Empty:
    path = _problem(base, "web-empty-hand-on", "E42000003")
    wrong = {"转办理由": "请写明转办理由"}
    return Empty("reviewer-440703", path, _press("转办"), "确定转办", wrong)


def _close(base: str) -> Empty:
    path = _problem(base, "web-empty-close", "E42000004")
    wrong = {"办结理由": "请写明办结理由"}
    return Empty("reviewer-440703", path, _press("办结"), "确定办结", wrong)


def _replay(_base: str) -> Empty:
    wrong = {"理由": "请填写理由"}
    return Empty("admin", "admin/sync", _press("重新处理"), "重新处理", wrong)


def _course(base: str, title: str) -> str:
    """A course with a text."""
    admin = Client(base, "admin")
    course = admin.post("/v1/admin/courses", {"year": 2021, "title": title})["id"]
    text = {"title": "第一课", "content": "text", "text": "甲" * 60, "seconds": 12}
    admin.post(f"/v1/admin/courses/{course}/lessons", text)
    return f"admin/courses/{course}"


def _text(base: str) -> Empty:
    def opened(page: Page) -> None:
        page.get_by_role("button", name="编辑").first.click()
        page.get_by_label("正文").fill("")
        page.get_by_label("阅读时间").fill("一刻钟")

    wrong = {"正文": "请填写正文", "阅读时间": "请填写阅读时间，如 15；不填的，按字数计算"}
    return Empty("admin", _course(base, "没有填的正文"), opened, "保存正文", wrong)


def _lesson(base: str) -> Empty:
    wrong = {"图文课时的名称": "请填写课时名称"}
    return Empty("admin", _course(base, "没有填的课时"), _press("撰写图文"), "添加", wrong)


FORMS = (_fewer, _answer, _hand_on, _close, _replay, _text, _lesson)
LETTER = {"id": "letter", "function": "remind_people", "events": 1, "attempts": 3, "items": []}
EMPLOYER = {"code": "91440703MA0000001X", "name": "红星商贸公司", "territory_name": "蓬江区"}
PROPOSAL = {
    "professional": "someone",
    "territory": "440703",
    "employer": "红星商贸",
    "employers": [EMPLOYER],
    "person": {"name": "李**", "document": {"number": "4407**********2785"}},
}


def _told(items: list[dict[str, Any]]) -> Callable[[Route], None]:
    """A list that nothing here fills: what it says is given to the page."""

    def told(route: Route) -> None:
        body = json.dumps({"items": items, "next": None})
        route.fulfill(body=body, content_type="application/json")

    return told


def _is_said(page: Page, wrong: dict[str, str]) -> None:
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("listitem")).to_have_text(list(wrong.values()))
    for label, text in wrong.items():
        field = page.locator(".field.wrong").filter(has_text=label)
        expect(field).to_contain_text(text)


@pytest.mark.usefixtures("notice_year")
@pytest.mark.parametrize("form_of", FORMS, ids=lambda each: each.__name__.strip("_"))
def test_given_an_empty_form_then_all_that_is_missing_is_said_at_its_field_until_it_is_mended(
    desk: Page, base: str, form_of: Callable[[str], Empty]
) -> None:
    desk.route("**/v1/admin/dead-letters?*", _told([{**LETTER, "at": "2020-06-01T09:00:00+08:00"}]))
    form = form_of(base)
    sign_in(desk, form.subject, f"/#/{form.path}")
    form.opened(desk)
    desk.get_by_role("button", name=form.button, exact=True).click()
    _is_said(desk, form.wrong)
    look(desk, f"empty-{form_of.__name__.strip('_')}")
    for label, text in form.wrong.items():
        desk.get_by_role("link", name=text, exact=True).click()
        field = desk.get_by_label(label, exact=label != "阅读时间").last
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        field.fill("1")
        expect(desk.get_by_text(text)).to_have_count(0)
    expect(desk.locator("#error-summary")).to_have_count(0)


def test_given_no_employer_chosen_then_that_is_said_at_the_choice_until_it_is_made(
    desk: Page,
) -> None:
    desk.route("**/v1/review/bindings?*", _told([PROPOSAL]))
    sign_in(desk, "reviewer-440703", "/#/bureau/bindings")
    desk.get_by_role("button", name="确定").click()
    _is_said(desk, {"是哪一个单位": AGREED})
    look(desk, "empty-bindings")
    desk.get_by_role("link", name=AGREED).click()
    expect(desk.get_by_label(EMPLOYER["name"])).to_be_focused()
    desk.get_by_label(EMPLOYER["name"]).check()
    expect(desk.get_by_text(AGREED)).to_have_count(0)
