"""R8: what was completed under earlier figures is judged by those; what was not, by those of now."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec import structs

from chalicelib.courses.rules.course_files import courses_of
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.records.rules.progress import StudyProgress
from chalicelib.records.rules.standing import Standing
from chalicelib.records.store import years
from chalicelib.records.store.records import record_item
from chalicelib.upkeep.commands import mended_years
from tests.journey.world import Professional, World

SEPTEMBER = datetime(2023, 9, 1, 9, tzinfo=SHANGHAI)
TWELVE_HOURS = 43_200
TRAINING = {"started_on": None, "ended_on": "2023-08-01", "facts": {"days": 3}}


@pytest.fixture
def li(world: World) -> Professional:
    """Somebody on both sides, in September 2023."""
    world.now = SEPTEMBER
    person = world.professional().enrol()
    person.open_hr_account()
    return person


def accredited(world: World, li: Professional, **changes: object) -> dict[str, Any]:
    record = li.submit(2023, **{**TRAINING, **changes})
    assert world.accredit(record).status == 200
    world.settle()
    return record


def shown(li: Professional, year: int = 2023) -> dict[str, Any]:
    return li.get(f"/v1/me/years/{year}").body


def standing_of(li: Professional) -> Standing:
    person_year = years.find_year(li.get("/v1/me").body["id"], 2023)
    assert person_year is not None
    return person_year.standing


def completed_before(world: World, li: Professional) -> dict[str, Any]:
    """30 and 60 credits without general knowledge, which the figures of before called complete."""
    li.study(2023)
    record = accredited(world, li)
    assert not shown(li)["complete"], "today's figures ask for general knowledge"
    as_then = structs.replace(
        standing_of(li), complete=True, completed_at=world.now, judged_by=None
    )
    years.standing_item(as_then, mark.sync(as_then.person, world.now)).save()
    world.tick("sweep")
    world.settle()
    assert certificate(li)["state"] == "issued"
    return record


def certificate(li: Professional) -> dict[str, Any]:
    found: dict[str, Any] = shown(li)["certificate"]
    return found


def revoke(world: World, record: dict[str, Any]) -> None:
    path = f"/v1/admin/records/{record['id']}/revoke"
    world.administrator().must("POST", path, {"reason": "误"})
    world.settle()


def test_r8_given_a_year_complete_by_earlier_figures_then_more_credits_revoke_nothing(
    world: World, li: Professional
) -> None:
    completed_before(world, li)
    number = certificate(li)["number"]
    more = accredited(world, li, reference="JM-2", facts={"days": 1})

    year = shown(li)
    assert (year["complete"], year["missing"], year["professional"]["accredited"]) == (
        True,
        [],
        "80",
    )
    assert year["general_knowledge"] == {"required": "0", "accredited": "0", "waived": False}
    assert (certificate(li)["state"], certificate(li)["version"]) == ("issued", 1)
    assert world.professional("any").must("GET", f"/v1/certificates/{number}")["state"] == "valid"

    revoke(world, more)
    assert (shown(li)["complete"], certificate(li)["state"]) == (True, "issued")


def test_r8_given_the_loss_of_its_own_record_then_it_falls_and_todays_figures_complete_it(
    world: World, li: Professional
) -> None:
    record = completed_before(world, li)
    revoke(world, record)
    assert (shown(li)["complete"], certificate(li)["state"]) == (False, "revoked")

    accredited(world, li, reference="JM-2")
    year = shown(li)
    assert (year["complete"], year["general_knowledge"]["required"]) == (False, "20")
    assert [each["requirement"] for each in year["missing"]] == ["general_knowledge"]

    accredited(world, li, reference="JM-3", facts={"days": 1, "general_knowledge": True})
    assert (shown(li)["complete"], certificate(li)["version"]) == (True, 2)


def test_r8_given_the_revocation_is_undone_then_the_year_is_what_it_was(
    world: World, li: Professional
) -> None:
    record = completed_before(world, li)
    revoke(world, record)
    assert certificate(li)["state"] == "revoked"
    path = f"/v1/admin/records/{record['id']}/restore"
    world.administrator().must("POST", path, {"reason": "误撤"})
    world.settle()
    assert shown(li)["complete"], "a mistake that was taken back is no loss"
    assert (certificate(li)["state"], certificate(li)["version"]) == ("issued", 2)
    assert shown(li)["general_knowledge"]["required"] == "0"


def test_r8_given_a_year_begun_in_2023_then_only_todays_figures_complete_it(
    world: World, li: Professional
) -> None:
    li.study(2023)
    accredited(world, li)
    assert (shown(li)["complete"], certificate(li)["state"]) == (False, "none")
    accredited(world, li, reference="JM-2", facts={"days": 1, "general_knowledge": True})
    assert (shown(li)["complete"], certificate(li)["state"]) == (True, "issued")
    assert standing_of(li).judged_by is not None


def test_r8_whom_a_mend_concerns_is_listed(world: World, li: Professional) -> None:
    completed_before(world, li)
    person = li.get("/v1/me").body["id"]
    assert list(mended_years.main(world.now)) == [
        f"2023,440703,{person},complete_by_earlier_figures"
    ]
    exam = {"papers": 1, "examination": "cpa"}
    accredited(world, li, form="exam", facts=exam, reference="2023 CPA 会计")
    assert list(mended_years.main(world.now)) == [], "complete by what is law now"


def test_r13_given_a_diploma_counted_by_the_course_then_it_is_listed(
    world: World, li: Professional
) -> None:
    world.now = datetime(2022, 9, 1, 9, tzinfo=SHANGHAI)
    facts = {"courses": 2, "graduated": False}
    record = li.submit(2022, form="degree", facts=facts, started_on=None, ended_on="2022-06-30")
    world.accredit(record)
    assert list(mended_years.main(world.now)) == []
    person = li.get("/v1/me").body["id"]
    person_year = years.find_year(person, 2022)
    assert person_year is not None
    (kept,) = person_year.records
    as_then = structs.replace(kept, facts={**kept.facts, "graduated": True})
    record_item(as_then, None).save()
    assert list(mended_years.main(world.now)) == [f"2022,440703,{person},graduation_not_counted"]


def test_given_no_table_named_then_the_command_says_what_is_missing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REGISTRY_TABLE")
    with pytest.raises(SystemExit, match="REGISTRY_TABLE"):
        list(mended_years.main(world.now))


# Courses


def course_at(li: Professional, year: int, seconds: int) -> str:
    """The course as a person had it before progress said which hours were prescribed."""
    li.world.now = datetime(year, 9, 1, 9, tzinfo=SHANGHAI)
    found = courses_of(year)[0].id
    person = li.get("/v1/me").body["id"]
    progress = StudyProgress(
        person=person,
        year=year,
        course=found,
        seconds=seconds,
        last_report_at=li.world.now,
        version=1,
    )
    years.progress_item(progress).save()
    return found


def seen(li: Professional, year: int) -> tuple[int, int, bool]:
    (course, *_) = li.must("GET", f"/v1/me/courses?year={year}")["items"]
    return course["seconds_done"], course["seconds_required"], course["complete"]


def test_r8_given_a_course_finished_with_twelve_hours_then_it_stays_finished(
    li: Professional,
) -> None:
    path = f"/v1/me/courses/{course_at(li, 2022, TWELVE_HOURS)}"
    assert seen(li, 2022) == (TWELVE_HOURS, TWELVE_HOURS, False), "only the examination is left"
    questions = courses_of(2022)[0].examination.questions  # type: ignore[union-attr]  # 2022 has one
    sent = {"answers": {each.id: each.answer for each in questions}}
    assert li.must("POST", f"{path}/examination", sent)["complete"]
    assert shown(li, 2022)["public"]["accredited"] == "30"

    course_at(li, 2022, TWELVE_HOURS)
    assert seen(li, 2022) == (TWELVE_HOURS, TWELVE_HOURS, True), "accredited before it had one"
    li.world.now += timedelta(seconds=900)
    assert li.must("POST", f"{path}/progress", {"seconds": 900})["complete"]
    assert seen(li, 2022) == (TWELVE_HOURS, TWELVE_HOURS, True)


def test_r8_given_a_course_half_done_then_it_takes_the_hours_of_now(li: Professional) -> None:
    path = f"/v1/me/courses/{course_at(li, 2020, TWELVE_HOURS - 900)}/progress"
    assert seen(li, 2020) == (TWELVE_HOURS - 900, 81_000, False)
    for done in (TWELVE_HOURS, TWELVE_HOURS + 900):
        li.world.now += timedelta(seconds=900)
        answered = li.must("POST", path, {"seconds": 900})
        assert (answered["seconds_done"], answered["complete"]) == (done, False)
    assert shown(li, 2020)["public"]["accredited"] == "0"
