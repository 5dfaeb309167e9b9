"""Reads that run ahead of who takes them keep their order, and do not run far."""

import threading

import pytest

from chalicelib.platform.store.abreast import ahead


def test_given_many_things_when_read_ahead_then_they_come_in_order() -> None:
    assert list(ahead(str, range(100), 4)) == [str(each) for each in range(100)]
    assert list(ahead(str, [], 4)) == []


def test_given_a_slow_taker_when_read_ahead_then_few_are_under_way() -> None:
    begun: list[int] = []
    lock = threading.Lock()

    def work(thing: int) -> int:
        with lock:
            begun.append(thing)
        return thing

    for taken, thing in enumerate(ahead(work, range(100), 4), 1):
        assert thing == taken - 1
        with lock:
            assert len(begun) <= taken + 2 * 4


def test_given_a_read_that_fails_when_its_turn_comes_then_it_is_told() -> None:
    coming = ahead(lambda thing: 6 // (3 - thing), range(20), 4)
    assert [next(coming) for _ in range(3)] == [2, 3, 6]
    with pytest.raises(ZeroDivisionError):
        next(coming)
