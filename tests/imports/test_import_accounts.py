"""Accounts that exist already come in by a file and are claimed at the first proved login (R1)."""

from hashlib import sha256

import pytest

from chalicelib.imports.actions.import_rows import import_chunk
from chalicelib.imports.actions.split_import import split_import
from chalicelib.imports.rules.account_row import ENROLMENT_HEADINGS, HR_HEADINGS
from chalicelib.people.store import professionals
from chalicelib.platform.gateways import files
from tests.faults import TABLE_WRITES, Fault, Killed, LostError, Network, killer
from tests.journey.imports import begin, brought, counts, csv_file, put, refused_rows, row, show
from tests.journey.reports import document
from tests.journey.world import LI, World

ZHANG = document(1)

PROVED = {"name": "李䶮", "id_number": LI["number"]}


def li(**changes: str) -> dict[str, str]:
    """Li as the system before had them."""
    return {
        "姓名": "李䶮",
        "证件类型": "居民身份证",
        "证件号码": LI["number"],
        "人员类别": "在职",
        "工作单位": "江门市示范会计有限公司",
        "行政区划代码": "440703",
        "手机号码": "13800138000",
        "开始从事会计工作的日期": "2015-07-01",
        **changes,
    }


@pytest.mark.ministack
def test_r1_given_an_imported_enrolment_then_the_first_proved_login_has_it(world: World) -> None:
    shown = brought(world, "enrolments", li())
    assert (shown["state"], counts(shown)) == ("done", (1, 1, 0, 0))

    mine = world.professional("new-login", **PROVED).get("/v1/me")

    assert mine.status == 200
    assert (mine.body["name"], mine.body["employer"]) == ("李䶮", "江门市示范会计有限公司")
    other = world.professional("another", **PROVED)
    assert other.get("/v1/me").body["code"] == "not_enrolled"
    assert world.professional("new-login", **PROVED).get("/v1/whoami").body["enrolled"]


def test_r1_given_a_claim_whose_answer_is_lost_then_the_same_request_has_the_account(
    world: World,
) -> None:
    brought(world, "enrolments", li())
    brought(world, "hr_accounts", li())
    one = world.professional("new-login", **PROVED)
    lost = Network(counted=TABLE_WRITES, raises=LostError)
    lost.fail(Fault.RETRIED, 1)
    with lost.listening():
        assert one.get("/v1/me").status == 200
    assert lost.heal()
    lost.fail(Fault.RETRIED, 1)
    with lost.listening():
        assert one.get("/v1/me/hr-account").status == 200
    assert lost.heal()


def test_r1_given_a_login_that_proves_nothing_or_another_name_then_nobody_s_account_is_had(
    world: World,
) -> None:
    brought(world, "enrolments", li())
    unproved = world.professional("unproved")
    assert unproved.get("/v1/me").status == 404
    refused = unproved.post("/v1/me", enrolment())
    assert (refused.status, refused.body["code"]) == (409, "already_enrolled")
    wrong = world.professional("wrong", name="李四", id_number=LI["number"])
    assert wrong.get("/v1/me").status == 404


def enrolment() -> dict[str, object]:
    return {"name": "李䶮", "document": LI, "territory": "440703", "employment": "employed"}


def test_r1_given_an_issuer_that_gives_a_digest_then_enrolling_claims_and_changes_nothing(
    world: World,
) -> None:
    brought(world, "enrolments", li())
    digest = sha256(LI["number"].encode()).hexdigest()
    login = world.professional("digest", name="李䶮", id_number_digest=digest)
    assert login.get("/v1/me").status == 404
    for _time in range(2):
        claimed = login.post("/v1/me", enrolment())
        assert (claimed.status, claimed.body["employer"]) == (201, "江门市示范会计有限公司")


@pytest.mark.ministack
def test_r30_given_both_sides_imported_then_a_complete_year_is_certified(world: World) -> None:
    assert counts(brought(world, "hr_accounts", li())) == (1, 1, 0, 0)
    brought(world, "enrolments", li())
    one = world.professional("new-login", **PROVED)
    one.study()
    world.accredit(one.submit())
    world.settle()
    assert one.get("/v1/me/years/2020").body["certificate"]["state"] == "issued"
    assert one.get("/v1/me/hr-account").status == 200
    assert one.get("/v1/me/comparison").body["agrees"]


def test_r1_given_who_has_an_account_then_the_row_changes_nothing_or_is_refused_by_name(
    world: World,
) -> None:
    one = world.professional().enrol()
    one.open_hr_account()
    for kind in ("enrolments", "hr_accounts"):
        shown = brought(world, kind, li(), li(姓名="李四"))
        assert (counts(shown), shown["unchanged"]) == ((2, 1, 0, 1), 1)
        ((line, _, number, heading, why, *_sent),) = refused_rows(shown["id"])
        assert (line, number, heading) == ("3", "440703********107X", "姓名")
        assert "姓名与此不一致" in why


def test_r28_given_bad_rows_then_each_is_named_and_the_same_person_twice_comes_once(
    world: World,
) -> None:
    shown = brought(
        world,
        "enrolments",
        li(),
        li(),
        li(证件号码="440703199507091071"),
        li(人员类别="退休"),
        li(行政区划代码="440305"),
        li(证件号码=ZHANG["number"], 姓名="张三", 手机号码="123"),
    )
    assert (counts(shown), shown["unchanged"]) == ((6, 2, 0, 4), 1)
    headings = [each[3] for each in refused_rows(shown["id"])]
    assert headings == ["证件号码", "人员类别", "行政区划代码", "手机号码"]


def test_r28_given_credits_that_wait_then_an_imported_enrolment_claims_them(world: World) -> None:
    offered = begin(world)
    put(offered, csv_file(row()))
    world.settle()
    assert counts(show(world, offered["id"])) == (1, 0, 1, 0)
    brought(world, "enrolments", li())
    one = world.professional("new-login", **PROVED)
    assert one.get("/v1/me/years/2018").body["public"]["accredited"] == "30"


@pytest.mark.parametrize("landed", [False, True])
@pytest.mark.parametrize("kind", ["enrolments", "hr_accounts"])
def test_r28_given_a_worker_killed_at_any_write_then_the_next_run_brings_each_once(
    world: World, kind: str, *, landed: bool
) -> None:
    headings = ENROLMENT_HEADINGS if kind == "enrolments" else HR_HEADINGS
    for place in range(1, 4):
        rows = [li(证件号码=document(2 * place + n)["number"]) for n in range(2)]
        offered = begin(world, "existing.csv", kind)
        put(offered, csv_file(*rows, headings=headings))
        split_import(offered["id"], etag_of(offered["id"]))
        with killer(place, landed=landed).listening(), pytest.raises(Killed):
            import_chunk(offered["id"], 0)
        import_chunk(offered["id"], 0)
        shown = show(world, offered["id"])
        assert (shown["state"], counts(shown)) == ("done", (2, 2, 0, 0))
        assert shown["unchanged"] == 0


def etag_of(job: str) -> str:
    found = files.client().head_object(Bucket="import-bucket", Key=f"imports/{job}")
    return found["ETag"].strip('"')


def test_r1_given_an_imported_account_then_an_administrator_can_bind_it_and_correct_it(
    world: World,
) -> None:
    brought(world, "enrolments", li())
    brought(world, "hr_accounts", li(), li(证件号码=ZHANG["number"], 姓名="张三"))
    officer = world.reviewer(role="hr_officer")
    body = {"document": LI, "name": "李龙", "reason": "户籍更名"}
    officer.must("PATCH", "/v1/hr/accounts", body)
    admin = world.administrator()
    (found,) = admin.must("POST", "/v1/admin/professionals/search", {"document": LI})["items"]
    person = professionals.find_professional(found["id"])
    assert person is not None
    assert person.login == ""
    fresh = {"sub": "fresh", "reason": "本人到场"}
    admin.must("POST", f"/v1/admin/professionals/{found['id']}/login", fresh)
    assert world.professional("fresh").get("/v1/me").body["id"] == found["id"]
