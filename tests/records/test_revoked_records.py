"""R16, R17, R19, R31: a revoked record is no dead end: registered anew, restored, studied again."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.courses.rules.course_files import courses_of
from chalicelib.platform.rules.china_time import SHANGHAI
from tests.journey.world import Professional, World
from tests.views.test_administrators import complete

REASON = {"reason": "录入有误"}
(COURSE,) = courses_of(2020)
QUARTER = timedelta(minutes=15)
PROGRESS = f"/v1/me/courses/{COURSE.id}/progress"


@pytest.fixture
def li(world: World) -> Professional:
    """An enrolled person of 蓬江区."""
    return world.professional().enrol()


def revoke(world: World, record: dict[str, Any]) -> None:
    world.administrator().must("POST", f"/v1/admin/records/{record['id']}/revoke", REASON)


def restore(record: dict[str, Any]) -> str:
    return f"/v1/admin/records/{record['id']}/restore"


def year(li: Professional) -> dict[str, Any]:
    body = li.get("/v1/me/years/2020").body
    assert isinstance(body, dict)
    return body


def states(li: Professional) -> dict[str, str]:
    return {each["id"]: each["state"] for each in year(li)["records"]}


def public(li: Professional) -> dict[str, Any]:
    found: dict[str, Any] = [each for each in year(li)["records"] if each["subject"] == "public"][
        -1
    ]
    return found


def test_r19_given_a_revocation_undone_then_the_credits_the_year_and_the_certificate_are_back(
    world: World, li: Professional
) -> None:
    record = complete(world, li)
    number = year(li)["certificate"]["number"]
    revoke(world, record)
    world.settle()
    admin = world.administrator()
    assert admin.post(restore(record), {"reason": " "}).code == "reason_required"

    restored = admin.post(restore(record), {"reason": "撤销有误"}, key="k")

    assert (restored.status, restored.body["state"]) == (200, "accredited")
    assert restored.body["accredited_credits"] == "60"
    assert restored.body["history"][-1]["reason"] == "撤销有误"
    assert restored.body["history"][-1]["by"] == "administrator:440000"
    assert admin.post(restore(record), {"reason": "撤销有误"}, key="k") == restored
    assert admin.post(restore(record), {"reason": "撤销有误"}).code == "record_not_changeable"
    world.settle()
    certificate = year(li)["certificate"]
    assert (certificate["state"], certificate["version"]) == ("issued", 2)
    assert certificate["number"] == number
    told = [each["kind"] for each in li.get("/v1/me/notices").body["items"]]
    assert told.count("record_restored") == 1


def test_r21_given_a_revocation_sent_again_after_it_was_undone_then_it_is_answered_as_before(
    world: World, li: Professional
) -> None:
    record = li.submit()
    world.accredit(record)
    admin, path = world.administrator(), f"/v1/admin/records/{record['id']}/revoke"
    first = admin.post(path, REASON, key="k")
    admin.must("POST", restore(record), REASON)
    again = admin.post(path, REASON, key="k")
    assert (again.status, again.body["state"]) == (200, "revoked")
    shown = ("state", "accredited_credits", "credits", "history")
    assert [again.body[each] for each in shown] == [first.body[each] for each in shown]
    assert states(li) == {record["id"]: "accredited"}


@pytest.mark.parametrize("state", ["draft", "submitted", "rejected", "accredited"])
def test_r19_given_a_record_not_revoked_then_there_is_nothing_to_restore(
    world: World, li: Professional, state: str
) -> None:
    draft = li.must("POST", "/v1/me/years/2020/records", li.application(reference="JM-0"))
    record = draft if state == "draft" else li.submit()
    if state == "accredited":
        world.accredit(record)
    if state == "rejected":
        verdict = {"decision": "reject", "reason": "因故"}
        path = f"/v1/review/records/{record['id']}/decision"
        world.reviewer().must("POST", path, verdict)
    answer = world.administrator().post(restore(record), REASON)
    assert answer.code == ("not_found" if state == "draft" else "record_not_changeable")


def test_r20_given_one_s_own_record_or_another_territory_then_it_is_not_restored(
    world: World, li: Professional
) -> None:
    own = world.professional("administrator-440000").enrol(
        document={"type": "passport", "number": "E12345678"}
    )
    mine, other = own.submit(), li.submit()
    for record in (mine, other):
        world.accredit(record)
    world.administrator("440703").must("POST", f"/v1/admin/records/{mine['id']}/revoke", REASON)
    revoke(world, other)
    assert world.administrator().post(restore(mine), REASON).code == "own_record"
    assert world.administrator("440704").post(restore(other), REASON).code == "not_found"
    assert world.administrator("440703").post(restore(other), REASON).status == 200


def test_r16_given_a_record_revoked_for_a_typing_error_then_the_same_thing_is_registered_anew(
    world: World, li: Professional
) -> None:
    first = li.submit()
    world.accredit(first)
    revoke(world, first)
    second = li.submit(title="新收入准则专题培训（更正）")
    assert first["id"] in second["history"][0]["reason"]
    assert states(li) == {first["id"]: "revoked", second["id"]: "submitted"}
    assert li.get(f"/v1/me/records/{first['id']}").body["title"] == first["title"]
    refused = world.administrator().post(restore(first), REASON)
    assert (refused.status, refused.code) == (409, "duplicate_credit")
    assert refused.body["record"] == second["id"]
    world.accredit(second)
    assert world.administrator().post(restore(first), REASON).code == "duplicate_credit"
    person = li.get("/v1/me").body["id"]
    lines = world.administrator().must("GET", f"/v1/admin/professionals/{person}/history")["items"]
    assert any(first["id"] in (line["reason"] or "") for line in lines)


@pytest.mark.parametrize("end", ["withdrawn", "rejected", "revoked"])
def test_r16_given_the_record_registered_anew_is_gone_then_the_first_can_be_restored(
    world: World, li: Professional, end: str
) -> None:
    first = li.submit()
    world.accredit(first)
    revoke(world, first)
    second = li.submit()
    if end == "withdrawn":
        li.must("POST", f"/v1/me/records/{second['id']}/withdraw")
    elif end == "rejected":
        path = f"/v1/review/records/{second['id']}/decision"
        world.reviewer().must("POST", path, {"decision": "reject", "reason": "因故"})
    else:
        world.accredit(second)
        revoke(world, second)
    world.administrator().must("POST", restore(first), REASON)
    assert states(li) == {first["id"]: "accredited", second["id"]: end}
    assert year(li)["professional"]["accredited"] == "60"
    sent = li.application()
    assert li.post("/v1/me/years/2020/records", sent).code == "duplicate_credit"
    if end == "revoked":
        assert world.administrator().post(restore(second), REASON).code == "duplicate_credit"


def test_r16_given_an_exam_of_two_papers_revoked_then_either_is_free_and_both_come_back(
    world: World, li: Professional
) -> None:
    facts = {"examination": "accounting_qualification", "papers": 2}
    both = li.submit(form="exam", facts=facts, reference="财务管理；经济法", started_on=None)
    world.accredit(both)
    revoke(world, both)
    one = li.submit(form="exam", facts={**facts, "papers": 1}, reference="经济法", started_on=None)
    assert world.administrator().post(restore(both), REASON).code == "duplicate_credit"
    li.must("POST", f"/v1/me/records/{one['id']}/withdraw")
    world.administrator().must("POST", restore(both), REASON)
    for paper in ("财务管理", "经济法"):
        sent = li.application(
            form="exam", facts={**facts, "papers": 1}, reference=paper, started_on=None
        )
        assert li.post("/v1/me/years/2020/records", sent).code == "duplicate_credit"


def test_r25_given_a_closed_window_then_a_revocation_can_still_be_undone(
    world: World, li: Professional
) -> None:
    record = li.submit()
    world.accredit(record)
    revoke(world, record)
    world.now = datetime(2021, 3, 1, 9, tzinfo=SHANGHAI)
    assert li.post("/v1/me/years/2020/records", li.application()).code == "window_closed"
    world.administrator().must("POST", restore(record), REASON)
    assert year(li)["professional"]["accredited"] == "60"


def test_r17_given_the_public_subject_revoked_then_it_is_studied_again_and_registered_once_more(
    world: World, li: Professional
) -> None:
    complete(world, li)
    first = public(li)
    revoke(world, first)
    (course,) = li.get("/v1/me/courses?year=2020").body["items"]
    assert (course["complete"], course["seconds_done"], course["begun_anew"]) == (False, 0, True)
    assert year(li)["missing"][0]["finish"] is not None
    seconds = COURSE.seconds_required
    assert li.must("POST", PROGRESS, {"seconds": 900})["seconds_done"] == 0
    for _ in range(0, seconds, 900):
        assert public(li)["id"] == first["id"]
        world.now += QUARTER
        done = li.must("POST", PROGRESS, {"seconds": 900})
    assert (done["complete"], done["begun_anew"]) == (True, False)
    assert year(li)["public"]["accredited"] == "30"
    second = public(li)
    assert second["id"] != first["id"]
    assert first["id"] in second["history"][0]["reason"]
    assert states(li)[first["id"]] == "revoked"
    world.settle()
    assert year(li)["certificate"]["version"] == 2
    assert world.administrator().post(restore(first), REASON).code == "duplicate_credit"


def test_r17_given_the_public_subject_restored_while_studied_again_then_it_is_complete(
    world: World, li: Professional
) -> None:
    complete(world, li)
    first = public(li)
    revoke(world, first)
    li.must("POST", PROGRESS, {"seconds": 0})
    world.administrator().must("POST", restore(first), REASON)
    (course,) = li.get("/v1/me/courses?year=2020").body["items"]
    assert (course["complete"], course["begun_anew"]) == (True, False)
    world.now += QUARTER
    assert li.must("POST", PROGRESS, {"seconds": 900})["complete"] is True
    assert year(li)["public"]["accredited"] == "30"
    assert len([each for each in year(li)["records"] if each["subject"] == "public"]) == 1


def test_r17_given_a_closed_window_then_nothing_is_studied_again(
    world: World, li: Professional
) -> None:
    complete(world, li)
    revoke(world, public(li))
    world.now = datetime(2021, 1, 1, tzinfo=SHANGHAI)
    assert li.post(PROGRESS, {"seconds": 900}).code == "window_closed"
