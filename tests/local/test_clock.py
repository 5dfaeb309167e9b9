from datetime import UTC, datetime, timedelta

import pytest

from local.clock import Clock, real_now

NOTICE = datetime(2020, 4, 1, 9, 0, tzinfo=UTC)


def test_given_a_new_clock_then_it_shows_real_time_at_plus_eight() -> None:
    clock, before = Clock(), real_now()
    assert before <= clock.now() <= real_now()
    assert clock.now().utcoffset() == timedelta(hours=8)
    assert not clock.is_set


def test_given_a_set_clock_then_it_stands_still_there() -> None:
    clock = Clock()
    clock.set(NOTICE)
    assert clock.now() == clock.now() == NOTICE
    assert clock.now().utcoffset() == timedelta(hours=8)
    assert clock.is_set


def test_given_a_set_clock_then_it_can_be_set_back_and_to_real_time_again() -> None:
    clock = Clock()
    clock.set(NOTICE)
    clock.set(NOTICE - timedelta(days=1))
    assert clock.now() < NOTICE
    clock.set(None)
    assert abs(clock.now() - real_now()) < timedelta(minutes=1)
    assert not clock.is_set


def test_given_an_instant_without_zone_then_it_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        Clock().set(NOTICE.replace(tzinfo=None))
