"""What an administrator may still amend: both sides of each boundary (R23, R25, R26)."""

from datetime import date, datetime, timedelta

import pytest

from chalicelib.law.rules.amendment import Amendment
from chalicelib.law.rules.enactment import enacted
from chalicelib.law.rules.policy import Policy, policy_of
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.refusal import Refusal

END = datetime(2021, 1, 1, tzinfo=SHANGHAI)
MILLISECOND = timedelta(milliseconds=1)
MAY = date(2020, 5, 1)


def closing(value: date, since: date) -> Amendment:
    return Amendment("window.closes", since, value, "粤财会函〔2020〕99号")


def opening(value: date, since: date) -> Amendment:
    return Amendment("window.opens", since, value, "粤财会函〔2020〕99号")


def field_of(policy: Policy, amendment: Amendment, at: datetime) -> str:
    with pytest.raises(Refusal) as refused:
        enacted(policy, amendment, at)
    assert refused.value.code == "amendment_invalid"
    assert refused.value.facts["why"]
    return str(refused.value.facts["field"])


@pytest.mark.parametrize(
    ("value", "since", "at"),
    [
        (date(2021, 1, 31), date(2020, 12, 31), END - MILLISECOND),
        (date(2021, 1, 31), date(2021, 1, 1), END - MILLISECOND),
        (date(2021, 1, 1), date(2021, 1, 1), END - MILLISECOND),
        (date(2020, 6, 30), date(2020, 6, 30), datetime(2020, 6, 30, 23, 59, tzinfo=SHANGHAI)),
    ],
)
def test_r23_given_a_window_still_open_then_its_end_may_be_moved(
    value: date, since: date, at: datetime
) -> None:
    after = enacted(policy_of(2020), closing(value, since), at)

    assert law_of(after, at=datetime(2021, 1, 1, tzinfo=SHANGHAI)).own_window.cut_off == value
    assert not policy_of(2020).amendments


@pytest.mark.parametrize(
    ("value", "since", "at", "field"),
    [
        (date(2021, 1, 31), date(2021, 1, 1), END, "figure"),
        (date(2021, 1, 31), date(2021, 1, 2), END - MILLISECOND, "since"),
        (date(2021, 1, 31), date(2020, 12, 30), END - MILLISECOND, "since"),
        (date(2020, 6, 29), date(2020, 6, 30), datetime(2020, 6, 30, tzinfo=SHANGHAI), "value"),
        (date(2020, 3, 31), date(2020, 3, 1), datetime(2020, 3, 1, tzinfo=SHANGHAI), "value"),
    ],
)
def test_r23_r25_given_the_past_or_a_closed_window_then_refused(
    value: date, since: date, at: datetime, field: str
) -> None:
    assert field_of(policy_of(2020), closing(value, since), at) == field


def test_r26_given_a_shortening_before_a_later_extension_then_no_gap_may_open() -> None:
    at = datetime(2020, 6, 1, tzinfo=SHANGHAI)
    extended = enacted(policy_of(2020), closing(date(2021, 3, 31), date(2020, 12, 1)), at)

    assert field_of(extended, closing(date(2020, 11, 29), date(2020, 6, 1)), at) == "since"
    assert enacted(extended, closing(date(2020, 11, 30), date(2020, 6, 1)), at)


@pytest.mark.parametrize(
    ("value", "since", "at", "field"),
    [
        (MAY, date(2020, 3, 1), datetime(2020, 3, 31, 23, tzinfo=SHANGHAI), "since"),
        (MAY, date(2020, 4, 1), datetime(2020, 4, 1, tzinfo=SHANGHAI), "figure"),
        (MAY, date(2020, 4, 2), datetime(2020, 3, 31, tzinfo=SHANGHAI), "since"),
        (date(2020, 3, 20), date(2020, 3, 21), datetime(2020, 3, 21, tzinfo=SHANGHAI), "value"),
        (date(2021, 1, 1), date(2020, 3, 21), datetime(2020, 3, 21, tzinfo=SHANGHAI), "value"),
    ],
)
def test_r23_given_a_window_that_has_opened_then_its_beginning_stays(
    value: date, since: date, at: datetime, field: str
) -> None:
    assert field_of(policy_of(2020), opening(value, since), at) == field


@pytest.mark.parametrize("value", [MAY, date(2020, 3, 21)])
def test_r23_given_a_window_not_yet_open_then_its_beginning_may_be_moved(value: date) -> None:
    at = datetime(2020, 3, 21, 9, tzinfo=SHANGHAI)
    after = enacted(policy_of(2020), opening(value, date(2020, 3, 21)), at)

    assert law_of(after, at=at).own_window.opens.date() == value


def test_r23_given_a_conversion_then_from_today_on_and_not_before() -> None:
    at = datetime(2020, 6, 1, 23, 59, tzinfo=SHANGHAI)
    rate = Amendment("conversion.training", date(2020, 6, 1), "20", "依据")

    assert enacted(policy_of(2020), rate, at)
    assert field_of(policy_of(2020), rate, at + timedelta(minutes=1)) == "since"


def test_r23_given_a_kept_amendment_that_no_longer_fits_then_it_alone_is_left_out() -> None:
    first, again = (closing(date(2021, month, 1), date(2020, 12, 1)) for month in (2, 3))
    last = closing(date(2021, 4, 1), date(2020, 12, 2))

    policy, left_out = policy_of(2020).restored([first, again, last])
    assert policy.amendments == (first, last)
    assert [(each.amendment, "两次" in each.why) for each in left_out] == [(again, True)]


def test_r23_given_the_file_s_own_notice_of_the_same_day_then_the_file_has_the_last_word() -> None:
    (notice,) = policy_of(2022).amendments

    policy, left_out = policy_of(2022).restored([closing(date(2023, 5, 31), notice.since)])
    assert policy == policy_of(2022)
    assert len(left_out) == 1


@pytest.mark.parametrize("year", [2018, 2020])
def test_r23_given_an_end_after_the_fifth_year_then_refused(year: int) -> None:
    at, since = datetime(2020, 6, 1, tzinfo=SHANGHAI), date(2020, 6, 1)
    last = date(year + 5, 12, 31)

    assert enacted(policy_of(year), closing(last, since), at)
    for late in (last + timedelta(days=1), date.max):
        assert field_of(policy_of(year), closing(late, since), at) == "value"
