"""One person, a phone and another device: what both changed stands side by side, nothing typed is lost (412)."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.web.reader import look, sign_in
from tests.web.test_network import enrolled


def draft(**changes: object) -> dict[str, Any]:
    """Six days of training, as another device sends it."""
    return {
        "form": "training",
        "title": "新收入准则专题培训",
        "facts": {"days": 6},
        "reference": "JM-2020-0017",
        "ended_on": "2020-05-23",
        **changes,
    }


@pytest.mark.usefixtures("notice_year")
def test_given_two_devices_then_what_both_changed_is_shown_and_its_owner_chooses(
    phone: Page, base: str
) -> None:
    document = {"type": "passport", "number": "E12345678"}
    person = enrolled(base, "web-two-devices", document=document, name="李岩")
    record = person.post("/v1/me/years/2020/records", draft())
    path = f"/v1/me/records/{record['id']}"
    sign_in(phone, "web-two-devices", f"/#/records/{record['id']}/mend")
    phone.get_by_label("学习内容").fill("手机上填写的题目")
    person.put(path, draft(title="电脑上保存的题目", issuer="江门市会计学会"))

    phone.get_by_role("button", name="先存草稿").click()
    both = phone.get_by_role("alert").filter(has_text="内容已在其他设备上或被他人修改")
    expect(both.get_by_role("row").filter(has_text="学习内容")).to_contain_text("电脑上保存的题目")
    expect(both.get_by_role("row").filter(has_text="学习内容")).to_contain_text("手机上填写的题目")
    look(phone, "stale-phone")
    assert person.get(path)["title"] == "电脑上保存的题目", "nothing is overwritten unseen"

    phone.get_by_role("button", name="保存我填写的").click()
    expect(phone.get_by_text("修改已保存。")).to_be_visible()
    kept = person.get(path)
    assert (kept["title"], kept["issuer"]) == ("手机上填写的题目", "江门市会计学会")


@pytest.mark.usefixtures("notice_year")
def test_given_a_profile_that_another_device_changed_then_what_was_not_touched_follows(
    phone: Page, base: str
) -> None:
    document = {"type": "passport", "number": "E12345679"}
    person = enrolled(base, "web-two-profiles", document=document, name="李岩")
    sign_in(phone, "web-two-profiles", "/#/account/change")
    phone.get_by_label("新手机号码").fill("13800138000")
    person.send("PATCH", "/v1/me", {"territory": "440704"})

    phone.get_by_role("button", name="保存变更").click()
    expect(phone.get_by_text("您填写的内容没有保存，也没有丢失")).to_be_visible()
    phone.get_by_role("button", name="保存我填写的").click()
    expect(phone.get_by_text("138****8000")).to_be_visible()
    mine = person.get("/v1/me")
    assert (mine["territory"], mine["mobile"]) == ("440704", "138****8000")
