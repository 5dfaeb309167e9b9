"""Whoever changes what another one has changed meanwhile sees both, and chooses: on every page that can meet it (412)."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, expect

from local.client import Client
from tests.employers.codes import code_of
from tests.web.reader import look, sign_in
from tests.web.test_network import by_passport
from tests.web.test_two_devices import draft

CODE = code_of(41)
READS = ("GET", "OPTIONS")
CHANGED = "您读取之后，该内容已在其他设备上或被他人修改"
FILLED = "您填写的内容没有保存，也没有丢失"


class Met(NamedTuple):
    """One page where two come together."""

    subject: str
    path: str
    typed: Callable[[Page], None]
    """What is typed, up to the button that sends it."""
    button: str
    meanwhile: Callable[[], object]
    """What the other one stores while it is typed."""
    row: tuple[str, str, str]
    """What is told: of which field, what is stored, what was typed."""
    kept: Callable[[], object]
    """What is stored in the end."""
    mine: object


def _fill(**said: str) -> Callable[[Page], None]:
    def typed(page: Page) -> None:
        for label, text in said.items():
            page.get_by_label(label, exact=True).fill(text)

    return typed


def _after(name: str, typed: Callable[[Page], None]) -> Callable[[Page], None]:
    """What is typed once a button was pressed."""

    def pressed(page: Page) -> None:
        page.get_by_role("button", name=name).first.click()
        typed(page)

    return pressed


def _with_account(base: str, login: str, number: str, name: str = "李炎") -> Client:
    """A person whose HR account has another name."""
    person = by_passport(base, login, number)
    document = {"type": "passport", "number": number}
    person.post("/v1/me/hr-account", {"name": name, "document": document})
    return person


def _messages(base: str) -> Met:
    person, path = by_passport(base, "web-met-messages", "E41000001"), "/v1/me/messages"
    topics = person.get(path)["topics"]

    def typed(page: Page) -> None:
        page.get_by_label("不发消息").check()

    return Met(
        "web-met-messages",
        "account/messages",
        typed,
        "保存",
        lambda: person.put(path, {"channel": "wechat", "topics": topics}),
        ("发送方式", "微信服务通知", "不发消息，只看站内通知"),
        lambda: person.get(path)["channel"],
        "none",
    )


def _own_account(base: str) -> Met:
    person, path = _with_account(base, "web-met-account", "E41000002"), "/v1/me/hr-account"
    return Met(
        "web-met-account",
        "account/hr",
        _fill(姓名="李岩"),
        "更正",
        lambda: person.send("PATCH", path, {"name": "李延"}),
        ("姓名", "李延", "李岩"),
        lambda: person.get(path)["name"],
        "李岩",
    )


def _looked_up_account(base: str) -> Met:
    officer, number = Client(base, "hr-officer"), "E41000003"
    document = {"type": "passport", "number": number}
    _with_account(base, "web-met-looked-up", number)

    def typed(page: Page) -> None:
        page.get_by_label("证件类型").select_option("passport")
        page.get_by_label("证件号码").fill(number)
        page.get_by_role("button", name="查找", exact=True).click()
        page.get_by_role("button", name="更正姓名或证件").click()
        _fill(姓名="李岩", 理由="核对护照原件")(page)

    def found() -> object:
        return officer.post("/v1/hr/accounts/search", {"document": document})["items"][0]["name"]

    mended = {"document": document, "name": "李延", "reason": "核对户口簿"}
    return Met(
        "hr-officer",
        "hr/accounts",
        typed,
        "更正",
        lambda: officer.send("PATCH", "/v1/hr/accounts", mended),
        ("姓名", "李延", "李岩"),
        found,
        "李岩",
    )


def _held(base: str) -> Met:
    person = _with_account(base, "web-met-held", "E41000004")
    return _corrected(base, person, "held", "更正财政一侧", "更正")


def _looked_up_person(base: str) -> Met:
    person = by_passport(base, "web-met-person", "E41000005")
    return _corrected(base, person, "people", "更正姓名或证件", "确定")


def _corrected(base: str, person: Client, page: str, opens: str, button: str) -> Met:
    """Two administrators correct one person's name, on a page of administrators."""
    admin, id_ = Client(base, "admin"), person.get("/v1/me")["id"]
    path = f"/v1/admin/professionals/{id_}"
    mended = {"name": "李延", "reason": "核对户口簿"}
    return Met(
        "admin",
        f"admin/{page}/{id_}",
        _after(opens, _fill(姓名="李炎", 理由="核对护照原件")),
        button,
        lambda: admin.send("PATCH", path, mended),
        ("姓名", "李延", "李炎"),
        lambda: admin.get(path)["name"],
        "李炎",
    )


def _amendment(base: str) -> Met:
    admin, path = Client(base, "admin"), "/v1/admin/policies/2021"
    said = {"source": "粤财会〔2020〕9号", "reason": "调整"}
    figure = {"figure": "conversion.training", "since": "2021-03-01"}

    def typed(page: Page) -> None:
        page.get_by_label("年度").select_option("2021")
        page.get_by_role("button", name="延期或修订").click()
        page.get_by_label("项目").select_option("conversion.training")
        _fill(改为多少学分="12", 生效日期="2021-02-01", 依据=said["source"], 理由="调整")(page)
        page.get_by_role("button", name="下一步").click()
        page.get_by_role("button", name="确认修订").wait_for()

    def kept() -> object:
        amended = admin.get(path)["amendments"]
        return sorted(str(each["value"]) for each in amended if each["figure"] == figure["figure"])

    return Met(
        "admin",
        "admin/policies",
        typed,
        "确认修订",
        lambda: admin.post(f"{path}/amendments", {**figure, **said, "value": "11"}),
        ("现值", "10；自2021年3月1日起11", "没有改动"),
        kept,
        ["11", "12"],
    )


def _calendar(base: str) -> Met:
    admin, path = Client(base, "admin"), "/v1/admin/calendar/2021"
    days = [{"from": "2021-10-01", "to": "2021-10-07", "name": "国庆节"}]

    def typed(page: Page) -> None:
        page.get_by_label("年份").select_option("2021")
        page.get_by_role("heading", name="2021年").wait_for()
        page.get_by_role("button", name="载入").click()
        _fill(周末上班日期="2021-09-26", 依据="国办发明电〔2020〕27号")(page)

    return Met(
        "admin",
        "admin/calendar",
        typed,
        "确认载入",
        lambda: admin.put(path, {"holidays": days, "workdays": ["2021-10-09"], "source": "通知"}),
        ("周末上班日期", "2021-10-09", "2021-09-26"),
        lambda: admin.get(path)["workdays"],
        ["2021-09-26"],
    )


def _question(base: str) -> Met:
    admin, path = Client(base, "admin"), "/v1/admin/questions/web-met"
    asked = {"question": "怎样更正？", "order": 7, "audiences": ["professional"]}
    admin.put(path, {**asked, "answer": "先前的答案"})

    def kept() -> object:
        items = admin.get("/v1/questions")["items"]
        return next(each["answer"] for each in items if each["id"] == "web-met")

    return Met(
        "admin",
        "admin/questions",
        _after("修改 怎样更正？", _fill(答案="我的答案")),
        "保存",
        lambda: admin.put(path, {**asked, "answer": "同事的答案"}),
        ("答案", "同事的答案", "我的答案"),
        kept,
        "我的答案",
    )


def _staff(base: str) -> Met:
    admin, path = Client(base, "admin"), "/v1/admin/staff/web-met-staff"
    role = {"role": "helper", "territory": "440703"}
    admin.put(path, {**role, "name": "冯一"})
    return Met(
        "admin",
        "admin/staff",
        _after("变更 冯一的权限", _fill(姓名="冯三")),
        "确认变更",
        lambda: admin.put(path, {**role, "name": "冯二"}),
        ("姓名", "冯二", "冯三"),
        lambda: admin.get(path)["name"],
        "冯三",
    )


def _open(base: str, code: str, name: str) -> Client:
    """The clerk of an employer that is open."""
    clerk = Client(base, f"web-met-clerk-{code}")
    stated = {"code": code, "name": name, "territory": "440703", "evidence": []}
    clerk.post("/v1/employers", stated)
    reviewer = Client(base, "reviewer-440703")
    reviewer.post(f"/v1/employers/{code}/decision", {"decision": "open"})
    return clerk


def _employer(base: str) -> Met:
    code = code_of(42)
    clerk, reviewer = _open(base, code, "红星商贸"), Client(base, "reviewer-440703")
    path = f"/v1/employers/{code}"
    return Met(
        "reviewer-440703",
        f"bureau/employers/{code}",
        _after("变更", _fill(单位名称="红星实业")),
        "确定变更单位信息",
        lambda: reviewer.send("PATCH", path, {"name": "红星集团"}),
        ("名称", "红星集团", "红星实业"),
        lambda: clerk.get(path)["name"],
        "红星实业",
    )


def planned(**changes: object) -> dict[str, Any]:
    """A plan of the notice's year, as a clerk states it."""
    told = {"title": "年末培训", "content": "收入准则", "place": "会议室", "expected": 40}
    dates = {"year": 2020, "days": 6, "starts_on": "2020-12-05", "ends_on": "2020-12-10"}
    return {**told, **dates, **changes}


def _planned(base: str, code: str, name: str) -> tuple[Client, str]:
    """The clerk of an employer, and its first plan."""
    clerk = _open(base, code, name)
    return clerk, str(clerk.post(f"/v1/employers/{code}/plans", planned())["id"])


def _plan(base: str) -> Met:
    clerk, plan = _planned(base, CODE, "蓝天商贸")
    path = f"/v1/employers/{CODE}/plans/{plan}"
    return Met(
        f"web-met-clerk-{CODE}",
        f"employer/{CODE}/plans/{plan}/edit",
        _fill(地点="一楼"),
        "先存草稿",
        lambda: clerk.put(path, planned(place="二楼")),
        ("地点", "二楼", "一楼"),
        lambda: clerk.get(path)["place"],
        "一楼",
    )


def _reasons(base: str) -> Met:
    reviewer, path = Client(base, "reviewer-440700"), "/v1/review/reasons"
    reviewer.put(path, {"reasons": [{"use": "return", "text": "请补盖公章"}]})
    changed = {"reasons": [{"use": "return", "text": "请补盖骑缝章"}]}
    return Met(
        "reviewer-440700",
        "bureau/reasons",
        _fill(退回的第1条理由="请重新扫描"),
        "保存",
        lambda: reviewer.put(path, changed),
        ("退回", "请补盖骑缝章", "请重新扫描"),
        lambda: reviewer.get(path)["reasons"][0]["text"],
        "请重新扫描",
    )


def _lesson(base: str, title: str) -> tuple[Client, str, str]:
    """A course of one text, its address, and that of its lesson."""
    admin = Client(base, "admin")
    course = admin.post("/v1/admin/courses", {"year": 2021, "title": title})["id"]
    path = f"/v1/admin/courses/{course}"
    text = {"title": "第一课", "content": "text", "text": "甲" * 60, "seconds": 12}
    return admin, course, f"{path}/lessons/{admin.post(f'{path}/lessons', text)['lesson']}"


def _change(admin: Client, course: str, lesson: str, **changed: object) -> object:
    version = admin.get(f"/v1/admin/courses/{course}")["version"]
    return admin.put(lesson, {"title": "第一课", "version": version, **changed})


def _text(base: str) -> Met:
    admin, course, lesson = _lesson(base, "两人同改的正文")
    mine, theirs = "丙" * 60, "乙" * 60
    return Met(
        "admin",
        f"admin/courses/{course}",
        _after("编辑", _fill(正文=mine)),
        "保存正文",
        lambda: _change(admin, course, lesson, text=theirs, seconds=12),
        ("正文", theirs, mine),
        lambda: admin.get(lesson)["text"],
        mine,
    )


def _name(base: str) -> Met:
    admin, course, lesson = _lesson(base, "两人同改的课时")
    return Met(
        "admin",
        f"admin/courses/{course}",
        _after("编辑", _fill(课时名称="我改的课时")),
        "保存名称",
        lambda: _change(admin, course, lesson, title="同事改的课时"),
        ("课时名称", "同事改的课时", "我改的课时"),
        lambda: admin.get(f"/v1/admin/courses/{course}")["lessons"][0]["title"],
        "我改的课时",
    )


PAGES = (
    _messages,
    _own_account,
    _looked_up_account,
    _held,
    _looked_up_person,
    _amendment,
    _calendar,
    _question,
    _staff,
    _employer,
    _plan,
    _reasons,
    _text,
    _name,
)


@pytest.mark.usefixtures("notice_year")
@pytest.mark.parametrize("page_of", PAGES, ids=lambda each: each.__name__.strip("_"))
def test_given_what_another_one_changed_meanwhile_then_both_are_shown_and_what_was_typed_may_be_kept(
    desk: Page, base: str, page_of: Callable[[str], Met]
) -> None:
    met = page_of(base)
    sign_in(desk, met.subject, f"/#/{met.path}")
    met.typed(desk)
    met.meanwhile()
    button = desk.get_by_role("button", name=met.button, exact=True)
    button.click()
    expect(desk.get_by_text(FILLED)).to_be_visible()
    told = desk.get_by_role("alert").get_by_role("row", name=met.row[0]).get_by_role("cell")
    expect(told).to_have_text(met.row)
    look(desk, f"met-{page_of.__name__.strip('_')}")
    with desk.expect_response(lambda each: each.ok and each.request.method not in READS):
        desk.get_by_role("button", name="保存我填写的").click()
    expect(desk.get_by_text(FILLED)).to_have_count(0)
    assert met.kept() == met.mine


def _withdraw(page: Page, begin: str, go: str) -> None:
    page.get_by_role("button", name=begin, exact=True).click()
    page.get_by_role("button", name=go, exact=True).click()


@pytest.mark.usefixtures("notice_year")
def test_given_what_is_withdrawn_and_was_changed_meanwhile_then_it_is_shown_first(
    phone: Page, base: str
) -> None:
    person = by_passport(base, "web-met-withdrawn", "E41000006")
    record = person.post("/v1/me/years/2020/records", draft())
    path = f"/v1/me/records/{record['id']}"
    sign_in(phone, "web-met-withdrawn", f"/#/records/{record['id']}")
    phone.get_by_role("button", name="删除草稿").wait_for()
    person.put(path, draft(title="电脑上保存的题目"))

    _withdraw(phone, "删除草稿", "确定删除")
    expect(phone.get_by_role("alert")).to_contain_text(CHANGED)
    expect(phone.get_by_role("heading", level=1)).to_have_text("电脑上保存的题目")
    look(phone, "met-withdrawn-phone")
    assert person.get(path)["state"] == "draft", "nothing is given up unseen"
    phone.get_by_role("button", name="确定删除").click()
    expect(phone.get_by_text("已撤回。")).to_be_visible()
    assert person.get(path)["state"] == "withdrawn"


@pytest.mark.usefixtures("notice_year")
def test_given_a_plan_that_is_withdrawn_and_was_changed_meanwhile_then_it_is_shown_first(
    phone: Page, base: str
) -> None:
    clerk, plan = _planned(base, code_of(43), "青山商贸")
    path = f"/v1/employers/{code_of(43)}/plans/{plan}"
    sign_in(phone, f"web-met-clerk-{code_of(43)}", f"/#/employer/{code_of(43)}/plans/{plan}")
    phone.get_by_role("button", name="撤回").wait_for()
    clerk.put(path, planned(title="改了名的培训"))

    _withdraw(phone, "撤回", "确定撤回")
    expect(phone.get_by_role("alert")).to_contain_text(CHANGED)
    expect(phone.get_by_role("heading", level=1)).to_have_text("改了名的培训")
    assert clerk.get(path)["state"] == "draft", "nothing is given up unseen"
    phone.get_by_role("button", name="确定撤回").click()
    expect(phone.get_by_text("已撤回。")).to_be_visible()
    assert clerk.get(path)["state"] == "withdrawn"
