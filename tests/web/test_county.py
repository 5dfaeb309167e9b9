"""The county that `make run` plays, as its reviewer and its people find it."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import Page, Route, expect

from chalicelib.platform.rules.china_time import shanghai_date
from local.client import Client
from local.county import OTHER_NAME, PEOPLE, STUDIED_AGO, Study, play_county, register
from tests.web.reader import READING, look, sign_in


@pytest.fixture(scope="module", autouse=True)
def _played(base: str) -> None:
    play_county(base, lambda _text: None)


def test_given_a_file_of_two_people_then_the_reviewer_is_warned_beside_it(desk: Page) -> None:
    sign_in(desk, "reviewer-440703")
    desk.get_by_role("button", name="企业会计准则实务面授培训").first.click()
    warned = desk.get_by_role("alert").filter(has_text="材料曾被他人使用")
    expect(warned).to_contain_text("的材料完全相同")
    look(desk, "county-desk")
    desk.keyboard.press("a")
    expect(desk.get_by_text("请确认已经核对")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.keyboard.press("o")
    sides = desk.get_by_role("row", name="姓名").get_by_role("cell")
    expect(sides).to_have_text(["何静", "梁志远"])
    expect(desk.locator(".two .pages canvas")).to_have_count(2)
    look(desk, "county-two-records")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("group", name="办理")).to_be_visible()


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
    expect(desk.locator(".pages canvas").first).to_be_visible()


def test_given_a_returned_record_then_its_owner_sees_the_field_and_the_reason(phone: Page) -> None:
    sign_in(phone, "demo-su")
    phone.get_by_role("link", name="去补正").click()
    expect(phone.get_by_text("与参会证明上的编号不一致")).to_be_visible()
    look(phone, "county-mend-phone")


def test_given_a_submitted_record_then_its_owner_may_give_it_up_once_asked(
    phone: Page, base: str
) -> None:
    record = _submit(Client(base, "demo-su"), "会计信息化研讨会")
    sign_in(phone, "demo-su", f"/#/records/{record}")
    phone.get_by_role("button", name="撤回这条记录").click()
    expect(phone.get_by_text("同一学习内容可以重新登记")).to_be_visible()
    look(phone, "county-withdraw-phone")
    phone.get_by_role("button", name="确定撤回").click()
    expect(phone.get_by_text("已撤回。")).to_be_visible()
    expect(phone.get_by_role("button", name="撤回")).to_have_count(0)


def _submit(person: Client, title: str) -> str:
    """A record of this year, which no other test needs."""
    ended = shanghai_date(datetime.fromisoformat(person.get("/dev/clock")["now"])) - STUDIED_AGO
    study = Study("demo-su", "conference", title, "广东省会计学会", "XX-09", {"days": 1}, "签到表")
    return register(person, study, ended)


def test_given_two_names_then_the_holder_reads_which_and_what_to_do(phone: Page) -> None:
    sign_in(phone, "demo-zhong", "/#/year/2020/certificate")
    expect(phone.get_by_text("姓名不一致")).to_be_visible()
    look(phone, "county-held-phone")
    phone.get_by_role("link", name="对照两边的信息").click()
    expect(phone.get_by_text(OTHER_NAME).first).to_be_visible()
    look(phone, "county-compared-phone")


def _mended_by_another_officer(base: str, person: str, name: str) -> None:
    officer, path = Client(base, "hr-officer"), f"/v1/hr/held/{person}"
    version = officer.get(path)["version"]
    officer.send("PATCH", path, {"name": name, "reason": "核对户口簿", "version": version})


def test_given_two_names_then_whoever_resolves_it_sees_both_sides_and_the_desk_what_to_say(
    desk: Page, phone: Page, base: str
) -> None:
    sign_in(desk, "hr-officer")
    desk.get_by_role("link", name="对照").click(timeout=READING)
    expect(desk.locator("mark")).to_have_text(["（不同：）钟", "（不同：）锺"])
    desk.get_by_role("button", name="更正人社一侧").click()
    desk.get_by_role("button", name="更正", exact=True).click()
    faults = desk.get_by_role("alert").get_by_role("listitem")
    expect(faults).to_have_text(["姓名和证件号码都没有改动", "请填写理由，写明核对了什么证件"])
    look(desk, "county-resolve")
    desk.get_by_label("姓名").fill("锺丽丽")
    desk.get_by_label("理由").fill("核对身份证原件")
    _mended_by_another_officer(base, desk.url.rpartition("/")[2], "锺俪")
    desk.get_by_role("button", name="更正", exact=True).click()
    expect(desk.get_by_role("row", name="姓名").get_by_role("cell")).to_have_text(
        ["姓名", "锺俪", "锺丽丽"]
    )
    look(desk, "county-resolve-stale")
    desk.get_by_role("button", name="改用已保存的").click()
    expect(desk.get_by_label("姓名")).to_have_value("锺俪")
    expect(desk.get_by_label("理由")).to_have_value("核对身份证原件")
    desk.get_by_role("button", name="取消").click()
    desk.get_by_role("button", name="财政一侧有误，转其办理").click()
    expect(desk.get_by_text("已转蓬江区财政部门")).to_be_visible()
    sign_in(phone, "helper")
    phone.get_by_label("证件号码").fill(PEOPLE["demo-zhong"][1])
    phone.get_by_label("年度").select_option("2020")
    phone.get_by_role("button", name="查询").click()
    expect(phone.get_by_text("您2020年度已完成。")).to_be_visible()
    expect(phone.get_by_text("姓名不一致")).to_be_visible()
    look(phone, "county-enquiry-phone")


def test_given_a_record_that_a_bureau_above_takes_over_then_it_stays_open_to_be_decided(
    desk: Page,
) -> None:
    sign_in(desk, "reviewer-440700")
    desk.get_by_label("属地").select_option(label="蓬江区")
    desk.get_by_role("button", name="数字化背景下中小企业成本管理研究").click()
    desk.get_by_role("button", name="上级接办").click()
    desk.get_by_label("理由").fill("县级人员不足，由市级认定")
    desk.get_by_role("button", name="确定上级接办").click()
    expect(desk.get_by_text("已办理“上级接办”，请继续认定。")).to_be_visible()
    expect(desk.get_by_role("heading", level=2)).to_have_text("数字化背景下中小企业成本管理研究")
    expect(desk.get_by_role("button", name="上级接办")).to_have_count(0)
    desk.keyboard.press("a")
    expect(desk.get_by_text("已认定。")).to_be_visible()
    look(desk, "county-taken-over")
    desk.get_by_role("button", name="撤销").click()
    expect(desk.get_by_role("heading", level=2)).to_have_text("数字化背景下中小企业成本管理研究")
    expect(desk.get_by_role("group", name="办理")).to_be_visible()
    desk.keyboard.press("a")
    desk.reload()
    expect(desk.locator(".desk-head dl")).to_contain_text("今日我已办1")


def test_given_a_phone_then_a_record_is_opened_from_the_list_and_the_way_back_leads_to_it(
    phone: Page,
) -> None:
    sign_in(phone, "reviewer-440703")
    entry = phone.get_by_role("button", name="增值税政策与纳税申报")
    for way in (phone.go_back, phone.get_by_role("button", name="回到列表").click):
        entry.click()
        expect(phone.get_by_role("group", name="办理")).to_be_visible()
        look(phone, "county-desk-phone")
        way()
        expect(entry).to_be_visible()
    expect(phone).to_have_url(re.compile("/desk$"))


def test_given_chosen_records_then_another_list_begins_with_none_chosen(desk: Page) -> None:
    sign_in(desk, "reviewer-440703")
    desk.get_by_role("checkbox", name="选择增值税政策与纳税申报").check()
    expect(desk.get_by_role("button", name="认定所选1条")).to_be_visible()
    desk.get_by_label("状态").select_option(label="已退回")
    expect(desk.get_by_role("button", name="粤港澳大湾区会计论坛")).to_be_visible()
    expect(desk.get_by_role("button", name="认定所选")).to_have_count(0)
    expect(desk.get_by_role("heading", level=2)).to_have_text("粤港澳大湾区会计论坛")


def test_given_a_return_begun_and_left_then_nothing_of_it_goes_into_another_decision(
    desk: Page,
) -> None:
    sign_in(desk, "reviewer-440703")
    desk.get_by_role("button", name="增值税政策与纳税申报").click()
    expect(desk.get_by_role("heading", level=2)).to_have_text("增值税政策与纳税申报")
    desk.keyboard.press("r")
    desk.get_by_label("理由").fill("证明不清晰")
    desk.get_by_role("button", name="取消").click()
    desk.keyboard.press("e")
    expect(desk.get_by_label("说明（少认定时必填）")).to_have_value("")


def test_given_a_batch_with_a_file_of_two_people_then_that_record_is_left_to_be_looked_at(
    desk: Page,
) -> None:
    sign_in(desk, "reviewer-440703")
    desk.get_by_role("checkbox", name="选择企业会计准则实务面授培训").first.check()
    desk.get_by_role("button", name="认定所选").click()
    expect(desk.get_by_role("alert").first).to_contain_text("材料曾被他人使用，未批量认定")
    look(desk, "county-batch-warned")


def test_given_a_problem_with_a_record_then_known_answers_come_first_and_its_bureau_answers_it(
    phone: Page, desk: Page, base: str
) -> None:
    record = _submit(Client(base, "demo-su"), "预算管理一体化培训")
    sign_in(phone, "demo-su", f"/#/records/{record}")
    phone.get_by_role("link", name="反映问题").click()
    phone.get_by_label("遇到了什么问题").fill("我的记录被退回了怎么办？")
    phone.get_by_text("先看看这些答案").wait_for()
    phone.get_by_text("被退回了怎么办？", exact=True).click()
    look(phone, "problem-report-phone")
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_text("已送蓬江区财政部门")).to_be_visible()
    look(phone, "problem-phone")
    sign_in(desk, "reviewer-440703", "/#/problems")
    desk.get_by_role("link", name="学分登记与认定").first.click()
    desk.get_by_label("答复", exact=True).fill("请按退回理由补正后重新提交。")
    desk.get_by_role("button", name="答复", exact=True).click()
    expect(desk.get_by_text("反映人会收到通知")).to_be_visible()
    look(desk, "problem-desk")
    phone.goto("/#/problems")
    expect(phone.get_by_text("已答复").last).to_be_visible()
    look(phone, "problems-phone")
    phone.goto("/#/account/messages")
    phone.get_by_text("年度完成、证书签发和待核对").wait_for()
    look(phone, "messages-phone")
