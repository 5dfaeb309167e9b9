"""What holds of a year is one value: figures, requirement and windows of one instant and place."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.amendment import Amendment
from chalicelib.law.rules.figure import FIGURES
from chalicelib.law.rules.policy import policy_of, years
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.china_time import SHANGHAI, shanghai_date, start_of

JUNE = date(2020, 6, 1)
AMENDED = policy_of(2020).amended(
    [
        Amendment("conversion.training", JUNE, "15", "甲"),
        Amendment("conversion.training", date(2020, 7, 1), "25", "乙"),
        Amendment("conversion.training", date(2020, 5, 1), "30", "丙", "440700"),
        Amendment("window.closes", JUNE, date(2021, 1, 31), "丁"),
    ]
)
places = st.sampled_from([None, "440000", "440700", "440703", "440604"])
FIRST = datetime(2018, 1, 1, tzinfo=UTC)
instants = st.integers(0, 11 * 365 * 24).map(lambda hours: FIRST + timedelta(hours=hours))


@given(st.sampled_from([AMENDED, *map(policy_of, years())]), instants, places)
def test_r8_it_has_every_figure_as_the_policy_has_it_on_that_day(
    policy: object, at: datetime, territory: str | None
) -> None:
    law = law_of(policy, at=at, territory=territory)  # type: ignore[arg-type] - of the list above

    day = shanghai_date(at)
    for name in FIGURES:
        assert law.find_figure(name) == policy.figure_on(name, day, territory)  # type: ignore[attr-defined] - likewise
    assert law.required.public == law.figure("required.public").as_(Decimal)
    assert law.own_window.cut_off == law.figure("window.closes").value
    assert law.window in law.windows


@pytest.mark.parametrize(
    ("day", "territory", "rate", "source"),
    [
        (date(2020, 4, 30), "440703", 10, "文件未规定，可由管理员调整"),
        (date(2020, 5, 1), "440703", 30, "丙"),
        (date(2020, 5, 31), "440604", 10, "文件未规定，可由管理员调整"),
        (JUNE, "440604", 15, "甲"),
        (JUNE, None, 15, "甲"),
        (JUNE, "440703", 30, "丙"),
        (date(2020, 6, 30), None, 15, "甲"),
        (date(2020, 7, 1), None, 25, "乙"),
        (date(2020, 7, 1), "440700", 30, "丙"),
    ],
)
def test_r8_the_nearest_territory_goes_first_then_the_latest_day(
    day: date, territory: str | None, rate: int, source: str
) -> None:
    figure = law_of(AMENDED, at=start_of(day), territory=territory).figure("conversion.training")

    assert (figure.value, figure.source) == (Decimal(rate), source)


def test_r23_it_changes_at_midnight_in_shanghai() -> None:
    midnight = start_of(JUNE)

    before, after = (
        law_of(AMENDED, at=midnight - timedelta(microseconds=1)),
        law_of(AMENDED, at=midnight),
    )

    assert before.window.cut_off == date(2020, 12, 31)
    assert after.window.cut_off == date(2021, 1, 31)


def test_it_stays_as_it_is_and_knows_no_figure_that_is_not_there() -> None:
    law = law_of(policy_of(2020), at=datetime(2020, 6, 1, tzinfo=SHANGHAI))

    assert law.find_figure("public.pass_mark") is None
    with pytest.raises(KeyError, match=r"public\.pass_mark"):
        law.figure("public.pass_mark")
    with pytest.raises(AttributeError):
        law.year = 2021  # type: ignore[misc] - that it cannot be set is what is asked
