"""A further window (R45): whom it admits, how long it may be, and what each record belongs to."""

from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from chalicelib.law.rules.further import Further, further_window, require_possible
from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.window import provider_until, require_reportable, resubmit_until
from chalicelib.law.rules.workday import NOTHING_LOADED
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.platform.rules.refusal import Refusal

OPENED = datetime(2021, 1, 11, tzinfo=SHANGHAI)
ENDED = datetime(2021, 1, 23, tzinfo=SHANGHAI)
TODAY = date(2021, 1, 4)
MOMENT = timedelta(microseconds=1)


def further(*territories: str, closes: date = date(2021, 1, 22)) -> Further:
    return Further(
        year=2020,
        opens=date(2021, 1, 11),
        closes=closes,
        territories=territories,
        reason="停机",
        source="依据",
        by=Actor(Party.ADMINISTRATOR, "x", "440000"),
        at=datetime(2021, 1, 4, 9, tzinfo=SHANGHAI),
        cause=Cause("x"),
    )


JIANGMEN = replace(policy_of(2020), further=further("440700"))


@pytest.mark.parametrize(
    ("territories", "territory", "admitted"),
    [
        ((), "440703", True),
        ((), None, True),
        (("440700",), "440700", True),
        (("440700",), "440703", True),
        (("440700",), "440604", False),
        (("440703",), "440700", False),
        (("440604", "440703"), "440703", True),
        (("440700",), None, False),
    ],
)
def test_r45_it_admits_people_of_its_territories_and_below(
    territories: tuple[str, ...],
    territory: str | None,
    admitted: bool,  # noqa: FBT001 - a column of the table
) -> None:
    own = law_of(policy_of(2020), at=OPENED).own_window

    assert own.admits(territory)
    assert further_window(further(*territories), own).admits(territory) is admitted


@pytest.mark.parametrize(
    ("at", "territory", "name"),
    [
        (OPENED - MOMENT, "440703", "2020-regular"),
        (OPENED, "440703", "2020-further"),
        (OPENED, "440604", "2020-regular"),
        (OPENED, None, "2020-regular"),
        (ENDED, "440703", "2020-further"),
    ],
)
def test_r45_people_register_in_it_from_its_first_day_on(
    at: datetime, territory: str | None, name: str
) -> None:
    assert law_of(JIANGMEN, at=at, territory=territory).window.name == name


def test_r45_it_is_open_to_the_microsecond_and_takes_study_until_the_own_cut_off() -> None:
    window = law_of(JIANGMEN, at=OPENED).further_window
    assert window is not None
    assert [window.is_open(at) for at in (OPENED - MOMENT, OPENED, ENDED - MOMENT, ENDED)] == [
        False,
        True,
        True,
        False,
    ]
    assert (window.last_study, window.label) == (date(2020, 12, 31), "学分登记（补开）")
    own = law_of(JIANGMEN, at=OPENED).own_window
    assert (own.last_study, own.label) == (date(2020, 12, 31), "学分登记")


def test_r18_providers_report_in_it_and_for_five_working_days_after_it() -> None:
    window = law_of(JIANGMEN, at=OPENED, territory="440703").window
    assert provider_until(window) == datetime(2021, 1, 30, tzinfo=SHANGHAI)
    require_reportable(window, date(2020, 12, 31), ENDED)
    with pytest.raises(Refusal) as refused:
        require_reportable(window, date(2021, 1, 1), ENDED)
    assert refused.value.code == "window_closed"


def test_r25_what_is_returned_in_it_may_be_resubmitted_until_its_end_at_least() -> None:
    window = law_of(JIANGMEN, at=OPENED, territory="440703").window
    assert resubmit_until(window, datetime(2020, 12, 31, tzinfo=SHANGHAI)) == ENDED


def test_r45_without_one_there_is_the_year_s_own() -> None:
    law = law_of(policy_of(2020), at=OPENED, territory="440703")
    assert law.further_window is None
    assert law.window is law.own_window
    assert law.windows == (law.own_window,)


@pytest.mark.parametrize(
    ("closes", "possible"), [(date(2021, 1, 31), True), (date(2021, 2, 1), False)]
)
def test_r45_it_has_fifteen_working_days_at_most(
    closes: date,
    possible: bool,  # noqa: FBT001 - a column of the table
) -> None:
    asked = further(closes=closes)
    if possible:
        require_possible(asked, NOTHING_LOADED, TODAY)
        return
    with pytest.raises(Refusal) as refused:
        require_possible(asked, NOTHING_LOADED, TODAY)
    assert refused.value.facts["field"] == "closes"
