"""The model of the hour before a cut-off, with few people: no key is asked more than a partition gives."""

from collections import Counter

import pytest

from bench.hot_keys import MOST_OVER_MEAN, folded, loads, over_mean, province, spread
from chalicelib.bureaus.rules.city_lists import city_of
from chalicelib.bureaus.rules.territory import Level, territories
from chalicelib.platform.rules.mark import FORMER_SHARDS, Whom

PEOPLE = 50_000
"""Enough for shards of 3,125, of which one is by chance hardly ever a twentieth too full."""
EVEN = Counter(dict.fromkeys(range(FORMER_SHARDS), 1))


def test_given_synthetic_people_then_no_shard_is_much_fuller_than_the_mean() -> None:
    counts = spread(PEOPLE)
    for shards in (2, 4, 8, FORMER_SHARDS):
        assert 1 <= over_mean(folded(counts, shards)) <= MOST_OVER_MEAN


def test_given_one_full_shard_then_it_is_told_against_the_mean() -> None:
    assert over_mean(Counter({0: 3, 1: 1, 2: 1, 3: 1})) == pytest.approx(2)


def test_given_the_province_of_the_model_then_its_cities_are_those_that_have_people() -> None:
    cities = {city_of(each.code) for each in territories() if each.level is Level.CITY}
    assert set(province()["cities"]) == cities


def test_given_a_list_of_what_waits_then_it_is_in_the_model() -> None:
    modelled = {load.key.partition("#")[0] for load in loads(province(), EVEN)}
    assert modelled >= set(Whom)


def test_given_the_hour_before_a_cut_off_then_no_key_is_over_its_limit() -> None:
    assert [load for load in loads(province(), EVEN) if load.of_limit > 1] == []
