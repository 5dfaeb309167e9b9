"""Windows, make-up, grace and the dates of a study (R15, R18, R23-R25)."""

import tomllib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.amendment import Amendment
from chalicelib.law.rules.form import FORMS
from chalicelib.law.rules.policy import policy_of, years
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.window import (
    Window,
    WindowKind,
    provider_until,
    require_admitted,
    require_dates,
    require_open,
    resubmit_until,
)
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import SHANGHAI, shanghai_date
from chalicelib.platform.rules.refusal import Refusal

CASES = Path(__file__).parents[1] / "cases"
WINDOWS = tomllib.loads((CASES / "windows.toml").read_text("utf-8"))["case"]
DATES = tomllib.loads((CASES / "dates.toml").read_text("utf-8"))["case"]


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=SHANGHAI)


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=SHANGHAI)


def window_at(year: int, at: datetime) -> Window:
    return law_of(policy_of(year), at=at).own_window


def claim(case: dict[str, Any]) -> None:
    window = window_at(case["year"], case["at"])
    require_open(window, case["at"])
    require_admitted(
        window,
        Subject(case["subject"]),
        public_complete=case["public_complete"],
        professional_complete=case["professional_complete"],
    )


@pytest.mark.parametrize("case", WINDOWS, ids=lambda case: f"{case['rule']}-{case['name']}")
def test_r23_r24_who_may_claim_when(case: dict[str, Any]) -> None:
    if case["then"]["open"]:
        claim(case["given"])
        return
    with pytest.raises(Refusal) as refused:
        claim(case["given"])
    assert refused.value.code == case["then"]["code"]
    assert str(case["given"]["year"]) in refused.value.detail


@pytest.mark.parametrize(
    ("year", "name", "label", "cut_off"),
    [
        (2018, "2018-make-up", "学分补登", date(2020, 9, 30)),
        (2019, "2019-make-up", "学分补登", date(2020, 9, 30)),
        (2020, "2020-regular", "学分登记", date(2020, 12, 31)),
        (2026, "2026-regular", "学分登记", date(2027, 4, 30)),
        (2027, "2027-regular", "学分登记", date(2028, 4, 30)),
    ],
)
def test_r23_a_window_has_a_name(year: int, name: str, label: str, cut_off: date) -> None:
    window = window_at(year, noon(2020, 6, 1))

    assert (window.name, window.label, window.year) == (name, label, year)
    assert window.name == f"{year}-{window.kind}"
    assert window.cut_off == cut_off
    assert window.closes == datetime.combine(cut_off + timedelta(1), datetime.min.time(), SHANGHAI)
    assert (window.resubmit_workdays, window.provider_workdays) == (10, 5)


def test_r25_a_closed_window_says_since_when_and_why() -> None:
    with pytest.raises(Refusal) as refused:
        require_open(window_at(2018, noon(2020, 10, 1)), noon(2020, 10, 1))

    assert refused.value.facts == {
        "year": 2018,
        "window": "学分补登",
        "opens": "2020-04-01",
        "cut_off": "2020-09-30",
        "source": "粤财会函〔2020〕4号 一（四）",
    }
    assert "2018年度学分补登已于2020-09-30截止" in refused.value.detail


def test_r25_a_window_not_yet_open_says_from_when_and_why() -> None:
    with pytest.raises(Refusal) as refused:
        require_open(window_at(2020, noon(2020, 3, 1)), noon(2020, 3, 1))

    assert (refused.value.code, refused.value.facts["opens"]) == ("window_not_open", "2020-04-01")
    assert refused.value.facts["source"] == "粤财会函〔2020〕4号 一（一）"
    assert "自2020-04-01起开放" in refused.value.detail


@pytest.mark.parametrize(
    ("at", "cut_off"),
    [
        (datetime(2022, 12, 19, 23, 59, 59, 999_999, SHANGHAI), date(2022, 12, 31)),
        (datetime(2022, 12, 20, tzinfo=SHANGHAI), date(2023, 4, 30)),
        (datetime(2022, 12, 19, 15, 59, 59, tzinfo=UTC), date(2022, 12, 31)),
        (datetime(2022, 12, 19, 16, tzinfo=UTC), date(2023, 4, 30)),
    ],
)
def test_r23_an_extension_counts_from_the_start_of_its_day(at: datetime, cut_off: date) -> None:
    assert window_at(2022, at).cut_off == cut_off


def test_r23_the_extension_names_its_own_source() -> None:
    before, after = (window_at(2022, noon(2022, 12, day)) for day in (19, 20))

    assert before.source != after.source
    assert before.opens == after.opens


def test_r24_an_administrator_may_lift_the_bar() -> None:
    lifted = Amendment("window.bars_public_incomplete", date(2020, 7, 1), value=False, source="新")
    policy = policy_of(2019).amended([lifted])
    before, after = (law_of(policy, at=noon(2020, month, 1)).own_window for month in (6, 7))

    with pytest.raises(Refusal, match="public_subject_incomplete"):
        require_admitted(
            before, Subject.PROFESSIONAL, public_complete=False, professional_complete=False
        )
    require_admitted(
        after, Subject.PROFESSIONAL, public_complete=False, professional_complete=False
    )
    with pytest.raises(Refusal, match="public_subject_incomplete"):
        require_admitted(after, Subject.PUBLIC, public_complete=False, professional_complete=False)
    with pytest.raises(Refusal, match="professional_subject_complete"):
        require_admitted(
            after, Subject.PROFESSIONAL, public_complete=False, professional_complete=True
        )


@given(
    st.sampled_from(years()),
    st.datetimes(datetime(2017, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds take no zone
)
def test_r25_a_window_is_open_exactly_on_its_days(year: int, at: datetime) -> None:
    window = window_at(year, at)

    assert window.is_open(at) == (
        shanghai_date(window.opens) <= shanghai_date(at) <= window.cut_off
    )


# Grace


@pytest.mark.parametrize(
    ("year", "returned_at", "until"),
    [
        # Ten working days lie before the cut-off: it counts.
        (2020, noon(2020, 6, 1), midnight(2021, 1, 1)),
        # Monday 2020-12-28: ten working days, New Year's Day a holiday, end with 2021-01-12.
        (2020, noon(2020, 12, 28), midnight(2021, 1, 13)),
        # 2020-10-09, the first day after the long holiday; 10 October is a make-up workday.
        (2018, noon(2020, 10, 9), midnight(2020, 10, 23)),
        # Returned a moment before and after midnight in Shanghai.
        (2018, datetime(2020, 10, 12, 15, 59, 59, tzinfo=UTC), midnight(2020, 10, 27)),
        (2018, datetime(2020, 10, 12, 16, 0, 0, tzinfo=UTC), midnight(2020, 10, 28)),
        # The evening of the cut-off, before the National Day holiday of 2020.
        (2019, datetime(2020, 9, 30, 23, 59, 59, tzinfo=SHANGHAI), midnight(2020, 10, 22)),
    ],
)
def test_r25_a_returned_record_may_be_resubmitted_until(
    year: int, returned_at: datetime, until: datetime
) -> None:
    assert resubmit_until(window_at(year, returned_at), returned_at) == until


def test_r18_providers_report_five_working_days_longer() -> None:
    # 2020-10-01 to 08 are holidays; 9, 10 (make-up workday), 12, 13 and 14 October are worked.
    assert provider_until(window_at(2018, noon(2020, 9, 1))) == midnight(2020, 10, 15)
    # After 2020-12-31: 1 January is a holiday, 4 to 8 January are worked.
    assert provider_until(window_at(2020, noon(2020, 9, 1))) == midnight(2021, 1, 9)


@given(st.sampled_from(years()), st.integers(0, 1500))
def test_r25_grace_never_ends_before_the_cut_off(year: int, days: int) -> None:
    returned_at = noon(2020, 1, 1) + timedelta(days=days)
    window = window_at(year, returned_at)

    until = resubmit_until(window, returned_at)
    assert until >= window.closes
    assert until > returned_at + timedelta(days=window.resubmit_workdays)


# Dates of a study


@pytest.mark.parametrize("case", DATES, ids=lambda case: case["name"])
def test_r15_a_study_belongs_to_its_year(case: dict[str, Any]) -> None:
    given = case["given"]
    policy, today = policy_of(given["year"]), given["today"]
    window = law_of(policy, at=noon(today.year, today.month, today.day)).own_window
    dates = (given.get("started_on"), given["ended_on"])

    if "then" not in case:
        require_dates(window, FORMS[given["form"]], *dates, today=today)
        return
    with pytest.raises(Refusal) as refused:
        require_dates(window, FORMS[given["form"]], *dates, today=today)
    facts = {"code": refused.value.code, **refused.value.facts}
    assert facts == facts | case["then"]
    assert refused.value.detail


def test_r15_the_refusal_says_which_date_and_which_bounds() -> None:
    window = window_at(2020, noon(2020, 6, 1))

    with pytest.raises(Refusal) as refused:
        require_dates(window, FORMS["exam"], None, date(2019, 5, 1), today=date(2020, 6, 1))

    assert "完成日期2019-05-01不在2020年度" in refused.value.detail
    assert "2020-01-01至2020-12-31" in refused.value.detail


def test_a_window_kind_is_read_strictly() -> None:
    assert [kind.value for kind in WindowKind] == ["regular", "make-up"]


def test_an_instant_without_time_zone_has_no_date() -> None:
    with pytest.raises(ValueError, match="time zone"):
        shanghai_date(datetime(2020, 6, 1))  # noqa: DTZ001 - what the test is about
