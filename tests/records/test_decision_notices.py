"""What a bureau did that its owner would not expect is told, once, in the transaction that does it."""

import pytest

from tests.journey.world import Professional, World


def told(li: Professional) -> list[tuple[str, str]]:
    shown = li.get("/v1/me/notices").body["items"]
    return [(each["kind"], each["text"]) for each in shown]


@pytest.mark.ministack
def test_r19_given_a_return_then_its_owner_is_told_why_and_until_when(world: World) -> None:
    li = world.professional().enrol()
    record = li.submit()
    decision = {"decision": "return", "reason": "请补交结业证书。"}
    path = f"/v1/review/records/{record['id']}/decision"
    bureau = world.reviewer()
    sent = [bureau.send("POST", path, decision, key="k-1") for _ in range(2)]
    assert [each.status for each in sent] == [200, 200]

    ((kind, text),) = told(li)
    assert kind == "record_returned"
    assert "理由：请补交结业证书。请于2020年12月31日24时前修改后重新提交" in text
    assert "咨询：" in text


def test_r19_given_a_rejection_and_a_revocation_then_each_is_told_and_an_accreditation_as_well(
    world: World,
) -> None:
    li = world.professional().enrol()
    first, second = li.submit(reference="a"), li.submit(reference="b")
    world.accredit(first, credits="50", reason="缺一天签到")
    ((kind, text),) = told(li)
    assert kind == "record_accredited"
    assert "《新收入准则专题培训》已认定，计50学分，理由：缺一天签到。" in text
    path = f"/v1/review/records/{second['id']}/decision"
    world.reviewer().must("POST", path, {"decision": "reject", "reason": "不属于继续教育"})
    revoke = f"/v1/admin/records/{first['id']}/revoke"
    world.administrator().must("POST", revoke, {"reason": "证书系伪造"})

    assert sorted(kind for kind, _ in told(li)) == [
        "record_accredited",
        "record_rejected",
        "record_revoked",
    ]


def test_r6_given_an_administrator_s_correction_then_the_professional_is_told(
    world: World,
) -> None:
    li = world.professional().enrol()
    person = li.get("/v1/me").body["id"]
    world.administrator().must(
        "PATCH", f"/v1/admin/professionals/{person}", {"name": "李龙", "reason": "户籍更名"}
    )

    ((kind, text),) = told(li)
    assert (kind, "户籍更名" in text) == ("profile_corrected", True)
