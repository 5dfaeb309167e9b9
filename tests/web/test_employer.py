"""A clerk on the last evening: the account, the plan, the roster, who is late, who looked (R37-R40)."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from stdnum.iso7064 import mod_11_2

from local.client import Client
from local.sheet import proof
from tests.employers.codes import code_of
from tests.web.reader import READING, look, sign_in

CODE, NAME = code_of(7), "江门市蓬江示范实业（集团）有限公司"
PEOPLE = 6
WORKED = {"employment": "employed", "employer_code": CODE, "worked_since": "2015-01-01"}


def _number(place: int) -> str:
    """A number that nobody has: the register begins such orders elsewhere."""
    body = f"44070319{70 + place}0101{place:03d}"
    return body + mod_11_2.calc_check_digit(body)


@pytest.fixture
def clock(base: str) -> Iterator[Client]:
    """The server's clock, which runs again after the test."""
    client = Client(base, "web-employer-clock")
    client.put("/dev/clock", {"now": "2020-12-01T09:00:00+08:00"})
    yield client
    client.put("/dev/clock", {"now": None})


def _people(base: str) -> None:
    """All of them name the employer and agree, but for the last one, who names it alone."""
    for place in range(PEOPLE):
        person = Client(base, f"web-employed-{place}")
        document = {"type": "resident_id", "number": _number(place)}
        name = f"陈{'一二三四五六'[place]}"
        place_of_work = {"name": name, "document": document, "territory": "440703"}
        person.post("/v1/me", {**place_of_work, **WORKED})
        if place < PEOPLE - 1:
            person.put("/v1/me/employer", {"code": CODE, "consent": True})


def _fill(page: Page, fields: dict[str, str]) -> None:
    for label, text in fields.items():
        page.get_by_label(label, exact=True).fill(text)


def _apply(phone: Page) -> None:
    sign_in(phone, "web-clerk")
    phone.get_by_role("link", name="办理单位账号").click()
    phone.get_by_role("link", name="申请单位账号").click()
    phone.get_by_role("button", name="下一步：核对").click()
    expect(phone.get_by_role("alert").get_by_role("listitem")).to_have_count(3)
    _fill(phone, {"统一社会信用代码": CODE, "单位名称": NAME})
    phone.get_by_label("单位所在地：市").select_option(label="江门市")
    phone.get_by_label("县（市、区）").select_option(label="蓬江区")
    licence = proof("营业执照", NAME, "市场监督管理局")
    phone.get_by_label("证照").set_input_files(
        [{"name": "营业执照.pdf", "mimeType": "application/pdf", "buffer": licence}]
    )
    expect(phone.get_by_text("✓ 营业执照.pdf")).to_be_visible()
    look(phone, "employer-apply-phone")
    _check(phone)
    phone.get_by_role("button", name="提交申请").click()
    expect(phone.get_by_text(f"已提交{NAME}的开户申请")).to_be_visible()


def _check(phone: Page) -> None:
    """What is about to be sent is looked at once more; what is wrong there is changed where it was written."""
    phone.get_by_role("button", name="下一步：核对").click()
    expect(phone.get_by_role("heading", name="核对后提交")).to_be_focused()
    expect(phone.get_by_text("江门市蓬江区")).to_be_visible()
    look(phone, "employer-apply-check-phone")
    phone.get_by_role("button", name="更改单位名称").click()
    expect(phone.get_by_label("单位名称", exact=True)).to_be_focused()
    phone.get_by_role("button", name="下一步：核对").click()


def _open(desk: Page) -> None:
    sign_in(desk, "reviewer-440703")
    desk.get_by_role("link", name="单位", exact=True).click()
    desk.get_by_role("button", name=NAME).click(timeout=READING)
    expect(desk.locator(".pages canvas").first).to_be_visible()
    _decide_undo_and_decide(desk, f"{NAME}已开户。", NAME)
    look(desk, "employer-opened")
    desk.get_by_label("状态").select_option(label="已开户")
    expect(desk.get_by_role("button", name=NAME)).to_be_visible(timeout=READING)


def _decide_undo_and_decide(desk: Page, told: str, heading: str) -> None:
    """By the keys of a desk: decided, undone, decided once more and sent."""
    desk.keyboard.press("a")
    expect(desk.get_by_text(told)).to_be_visible()
    expect(desk.get_by_role("heading", level=2, name=heading)).to_have_count(0)
    desk.keyboard.press("z")
    expect(desk.get_by_role("heading", level=2, name=heading)).to_be_visible()
    expect(desk.get_by_role("group", name="办理")).to_be_visible()
    desk.keyboard.press("a")
    expect(desk.get_by_text(told)).to_be_visible()
    desk.reload()


def _plan(phone: Page) -> None:
    phone.goto(f"/#/employer/{CODE}/plans/new")
    phone.get_by_role("button", name="下一步：核对").click()
    expect(phone.get_by_role("alert").get_by_role("listitem")).to_have_count(7)
    said = {"培训名称": "年末会计实务培训", "培训内容": "收入准则", "共几天": "6"}
    when = {"开始日期": "2020-12-05", "结束日期": "2020-12-10"}
    _fill(phone, {**said, **when, "地点": "公司会议室", "预计人数": str(PEOPLE)})
    phone.get_by_role("button", name="下一步：核对").click()
    expect(phone.get_by_text("2020年12月10日")).to_be_visible()
    look(phone, "employer-plan-check-phone")
    phone.get_by_role("button", name="提交审核").click()
    expect(phone.get_by_text("等待财政部门审核。")).to_be_visible()
    look(phone, "employer-plan-phone")


def _approve(desk: Page) -> None:
    desk.get_by_role("link", name="培训计划", exact=True).click()
    desk.get_by_role("button", name="年末会计实务培训").click()
    expect(desk.get_by_role("group", name="办理")).to_be_visible()
    _decide_undo_and_decide(desk, "《年末会计实务培训》通过。", "年末会计实务培训")
    desk.get_by_label("状态").select_option(label="已通过")
    expect(desk.get_by_role("button", name="年末会计实务培训")).to_be_visible(timeout=READING)


def _bring(desk: Page) -> None:
    """Everybody by one paste, one of them for more days than there were."""
    sign_in(desk, "web-clerk", f"/#/employer/{CODE}/plans")
    desk.get_by_role("link", name="年末会计实务培训").click()
    desk.get_by_role("link", name="导入名单").click()
    rows = [
        f"陈{'一二三四五六'[each]}\t{_number(each)}\t{9 if each == 1 else 6}"
        for each in range(PEOPLE)
    ]
    desk.get_by_label("人员", exact=True).fill("\n".join(["姓名\t证件号码\t天数", *rows]))
    expect(desk.get_by_text(f"识别出{PEOPLE}人")).to_be_visible()
    desk.get_by_role("button", name="导入", exact=True).click()
    expect(desk.get_by_text("超出培训计划的6")).to_be_visible()
    look(desk, "employer-roster")
    field = desk.get_by_label("人员", exact=True)
    expect(field).to_have_value(f"陈二\t居民身份证\t{_number(1)}\t9")
    field.fill(field.input_value().replace("\t9", "\t6"))
    desk.get_by_role("button", name="导入", exact=True).click()
    expect(desk.get_by_text("本次导入1人")).to_be_visible()


def test_r38_given_the_last_evening_then_a_clerk_brings_the_roster_and_reminds_who_is_late(
    desk: Page, phone: Page, base: str, clock: Client
) -> None:
    _apply(phone)
    _open(desk)
    _people(base)
    _plan(phone)
    _approve(desk)
    clock.put("/dev/clock", {"now": "2020-12-31T20:00:00+08:00"})
    desk.get_by_role("button", name="退出").click()
    desk.get_by_role("button", name="登录").wait_for()
    _bring(desk)
    desk.get_by_role("link", name="人员", exact=True).click()
    expect(desk.get_by_role("cell", name="公需科目差30学分")).to_have_count(PEOPLE - 1)
    desk.get_by_role("button", name=f"提醒未完成的{PEOPLE - 1}人").click()
    desk.get_by_role("button", name="确定提醒").click()
    expect(desk.get_by_text(f"已提醒{PEOPLE - 1}人。")).to_be_visible()
    look(desk, "employer-roll")
    phone.get_by_role("button", name="退出").click()
    phone.get_by_role("button", name="登录").wait_for()
    sign_in(phone, "web-employed-0", "/#/account/employer")
    expect(phone.get_by_role("cell", name="web-clerk").first).to_be_visible()
    look(phone, "employer-own-phone")
    phone.get_by_role("button", name="撤回同意").click()
    phone.get_by_role("button", name="确定撤回同意").click()
    expect(phone.get_by_text("已撤回同意")).to_be_visible()
    desk.reload()
    expect(desk.get_by_role("cell", name="公需科目差30学分")).to_have_count(PEOPLE - 2)
