"""Two accounts of one person are merged while much is under way on both (R1, R10, R16, R20)."""

from datetime import timedelta

import pytest

from chalicelib.corrections.rules.merging import MOST_DUPLICATES
from tests.corrections.test_merges import (
    LI,
    NAME,
    PERMIT,
    YEAR,
    credits_of,
    id_of,
    merge,
    merged,
    must_refuse,
)
from tests.journey.imports import begin, counts, csv_file, put, refused_rows, show
from tests.journey.reports import online, provider, report
from tests.journey.world import Professional, World
from tests.records.test_sittings import BOTH_OPEN, exam
from tests.records.test_waivers import EXAM, kept
from tests.records.test_waivers import accredited as waived
from tests.staff.test_own_matter import HEADINGS_OF, row_of
from tests.upkeep.test_mended_figures import (
    SEPTEMBER,
    accredited,
    certificate,
    completed_before,
    revoke,
)

PROVED = {"name": NAME, "id_number": LI["number"]}
COURSE = "/v1/me/courses/public-2020/progress"


@pytest.fixture
def old(world: World) -> Professional:
    """Li under the permit of before."""
    return world.professional("old").enrol(document=PERMIT)


@pytest.fixture
def new(world: World) -> Professional:
    """Li under the card of now."""
    return world.professional("new").enrol()


def study(world: World, person: Professional, minutes: int) -> None:
    person.must("POST", COURSE, {"seconds": 0})
    world.now += timedelta(minutes=minutes)
    person.must("POST", COURSE, {"seconds": minutes * 60})


@pytest.mark.parametrize("further", ["old", "new"])
def test_r17_given_one_course_begun_on_both_then_the_further_one_goes_on(
    world: World, old: Professional, new: Professional, further: str
) -> None:
    for login, person in (("old", old), ("new", new)):
        study(world, person, 10 if login == further else 2)
    merged(world, id_of(new), id_of(old))

    world.now += timedelta(minutes=5)

    assert new.must("POST", COURSE, {"seconds": 0})["seconds_done"] == 600
    world.now += timedelta(minutes=5)
    assert old.must("POST", COURSE, {"seconds": 300})["seconds_done"] == 900


def test_r15_given_a_file_uploaded_under_the_old_account_then_it_is_checked_and_proves_a_record(
    world: World, old: Professional, new: Professional
) -> None:
    upload = old.upload()
    merged(world, id_of(new), id_of(old))

    assert new.must("POST", f"/v1/me/uploads/{upload}/check")["id"] == upload
    sent = new.application(evidence=[upload], submit=True)
    assert old.post(f"{YEAR}/records", sent).status == 201


def test_r8_given_a_revocation_of_before_the_merger_when_undone_then_the_year_is_what_it_was(
    world: World,
) -> None:
    world.now = SEPTEMBER
    old = world.professional("old").enrol(document=PERMIT)
    old.open_hr_account(document=PERMIT)
    record = completed_before(world, old)
    revoke(world, record)
    new = world.professional("new").enrol()
    new.open_hr_account()
    accredited(world, new, reference="JM-9", facts={"days": 1})
    merged(world, id_of(new), id_of(old))
    assert certificate(new)["state"] == "none"

    world.now += timedelta(minutes=1)
    path = f"/v1/admin/records/{record['id']}/restore"
    world.administrator().must("POST", path, {"reason": "误撤销"})
    world.settle()

    assert certificate(new)["state"] == "issued"


def test_r11_given_a_waived_year_and_public_credits_on_the_other_account_then_they_are_shown(
    world: World,
) -> None:
    world.now = SEPTEMBER
    old = world.professional("old").enrol(document=PERMIT)
    waived(world, old, **EXAM)
    new = world.professional("new").enrol()
    new.open_hr_account()
    new.study(2023)

    merged(world, id_of(new), id_of(old))

    _, says = kept(new)
    assert (says.public, says.public_waived) == (30, False)


def test_r16_given_one_sitting_counted_for_two_years_on_two_accounts_then_it_counts_once(
    world: World, old: Professional, new: Professional
) -> None:
    world.now = BOTH_OPEN
    for login, paper in ((old, PERMIT), (new, LI)):
        login.open_hr_account(document=paper)
    theirs, ours = exam(old, 2023, "2022年中级经济法").body, exam(new, 2022, "中级经济法").body
    for each in (theirs, ours):
        assert world.accredit(each).status == 200
    world.settle()

    merged(world, id_of(new), id_of(old))

    assert (credits_of(new, 2022), credits_of(new, 2023)) == (("0", "90"), ("0", "0"))
    assert new.get(f"/v1/me/records/{theirs['id']}").body["state"] == "revoked"
    assert new.get("/v1/me/years/2023").body["complete"] is False
    items = new.get("/v1/me/notices").body["items"]
    texts = [each["text"] for each in items if each["kind"] == "accounts_merged"]
    assert len(texts) == 2
    assert all("2023年度现为未完成" in each.replace("该年度", "2023年度") for each in texts)
    restore = f"/v1/admin/records/{theirs['id']}/restore"
    must_refuse(world.administrator().post(restore, {"reason": "误"}), 409, "duplicate_credit")


def test_r20_given_a_clerk_whose_accounts_were_merged_then_no_document_lets_them_report_their_own(
    world: World, old: Professional, new: Professional
) -> None:
    merged(world, id_of(new), id_of(old))
    school = provider(world)
    world.reviewer("440000", "provider", **PROVED).post("/v1/provider/reports", {"reports": []})

    told = school.statuses(report(document=PERMIT), report("JM-2", document=LI))

    assert told == ["own_record", "own_record"]
    assert credits_of(new) == ("0", "0")


@pytest.mark.parametrize("kind", HEADINGS_OF)
def test_r20_given_an_importer_whose_accounts_were_merged_then_no_document_lets_their_own_row_in(
    world: World, old: Professional, new: Professional, kind: str
) -> None:
    merged(world, id_of(new), id_of(old))
    world.administrator(**PROVED).get("/v1/admin/imports")
    own = row_of(kind, PERMIT["number"], NAME) | {"证件类型": "港澳居民来往内地通行证"}
    offered = begin(world, "rows.csv", kind)

    put(offered, csv_file(own, headings=HEADINGS_OF[kind]))
    world.settle()

    assert counts(show(world, offered["id"])) == (1, 0, 0, 1)
    (refused,) = refused_rows(offered["id"])
    assert any("不能处理本人的学分记录或信息" in cell for cell in refused)


def test_r30_given_an_hr_officer_then_no_account_of_a_login_or_document_of_theirs_is_mended(
    world: World, old: Professional, new: Professional
) -> None:
    mistyped = {"type": "passport", "number": "E12345678"}
    new.open_hr_account(document=mistyped)
    old.open_hr_account(document=PERMIT)
    merged(world, id_of(new), id_of(old))
    officer = world.reviewer("440000", "hr_officer", **PROVED)

    for paper in (mistyped, PERMIT):
        sent = {"document": paper, "name": "李", "reason": "更正"}
        must_refuse(officer.send("PATCH", "/v1/hr/accounts", sent), 403, "own_record")


def test_r20_given_more_records_elsewhere_than_a_transaction_takes_then_the_merger_lists_them_all(
    world: World, new: Professional
) -> None:
    old = world.professional("old").enrol(document=PERMIT, territory="440106")
    school = provider(world)
    world.accredit(new.submit())
    for first in range(0, 90, 30):
        sent = [report(f"GZ-{first + each}", document=PERMIT) for each in range(30)]
        assert set(school.statuses(*sent)) == {"accredited"}

    merged(world, id_of(new), id_of(old))

    assert credits_of(new) == ("0", "2760")
    path = "/v1/review/records?state=accredited&year=2020&limit=100"
    shown = world.reviewer("440106").must("GET", path)
    assert (len(shown["items"]), len({each["id"] for each in shown["items"]})) == (90, 90)


def test_r16_given_more_duplicates_than_a_transaction_takes_then_it_says_what_to_do(
    world: World, old: Professional, new: Professional
) -> None:
    school = provider(world)
    for paper in (PERMIT, LI):
        sent = [online(f"JM-{each}", "1", document=paper) for each in range(MOST_DUPLICATES + 1)]
        assert set(school.statuses(*sent)) == {"accredited"}

    answer = merge(world.administrator(), id_of(new), id_of(old))

    must_refuse(answer, 409, "merge_too_many_duplicates")
    assert f"{MOST_DUPLICATES + 1}项" in answer.body["detail"]
