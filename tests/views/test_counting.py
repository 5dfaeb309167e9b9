"""What is counted and where, by rules alone: events add up to what the lists have."""

from collections import Counter as Multiset
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.bureaus.rules.territory import PROVINCE, below
from chalicelib.views.rules.counter import (
    MARKS,
    CountChange,
    Counter,
    CounterLook,
    RecountOrder,
    difference,
    entered,
    is_drift,
    recounted,
    size_of,
)
from chalicelib.views.rules.counting import (
    CountedKind,
    CountedPlace,
    CounterName,
    ListedImage,
    changes_of,
    cities,
    counted_lists,
    find_place,
    parse_counters,
)
from chalicelib.views.rules.statistics import Counts, counts_of

AT = datetime(2020, 6, 1, tzinfo=UTC)
NAME = CounterName(CountedKind.YEARS, 2020, "4407")
TERRITORIES = ("440700", "440703", "440106", "440000", "4413A1")


def people(code: str) -> list[ListedImage]:
    """Somebody in the list of a city and in that of a territory, as before."""
    return [
        ListedImage(f"PEOPLE#{code[:4]}", f"{code}#name#x", "PROFILE"),
        ListedImage(f"PEOPLE#{code}", "name#x", "PROFILE"),
    ]


def standings(code: str, year: int, word: str) -> list[ListedImage]:
    """A standing in either list."""
    return [
        ListedImage(f"YEAR#{year}#{code[:4]}", f"{code}#{word}#x", f"Y#{year}"),
        ListedImage(f"YEAR#{year}#{code}", f"{word}#x", f"Y#{year}"),
    ]


def certificates(code: str, year: int, word: str) -> list[ListedImage]:
    """A certificate in either list; what is held or revoked lies in one for the province."""
    name = {"issued": f"{year}#{code[:4]}", "held": "held#44", "revoked": f"{year}#revoked#44"}
    order = f"{word}#bank#number"
    return [
        ListedImage(f"CERT#{name[word]}", f"{code}#{order}", f"C#{year}"),
        ListedImage(f"CERT#{year}#{code}", order, f"C#{year}"),
    ]


SAME = [
    *(people(code) for code in TERRITORIES),
    *(
        standings(code, year, word)
        for year in (2019, 2020)
        for code in TERRITORIES
        for word in ("in_progress", "complete")
    ),
    *(
        certificates(code, year, word)
        for year in (2019, 2020)
        for code in TERRITORIES
        for word in ("issued", "held", "revoked")
    ),
]
"""Where the same thing may be listed that counts in one place."""
LISTED = st.sampled_from(
    [
        ListedImage(),
        ListedImage("STAFF#44", "440703#x", "ROLE"),
        ListedImage("RECORDS#returned#4407", "440703#2020#x", "Y#2020#R#x"),
        *(image for both in SAME for image in both),
    ]
)
LIVES = st.lists(st.lists(LISTED, min_size=1, max_size=6), max_size=8)
"""Of each thing where it is listed, one after the other; a thing begins and may end nowhere."""


@pytest.mark.parametrize(
    ("image", "place"),
    [
        (people("440703")[0], (CountedKind.PEOPLE, None, "440703", "enrolled")),
        (people("4413A1")[1], (CountedKind.PEOPLE, None, "4413A1", "enrolled")),
        (
            standings("440703", 2020, "complete")[0],
            (CountedKind.YEARS, 2020, "440703", "complete"),
        ),
        (
            standings("440000", 2019, "in_progress")[1],
            (CountedKind.YEARS, 2019, "440000", "in_progress"),
        ),
        (
            certificates("4413A1", 2020, "issued")[0],
            (CountedKind.CERTIFICATES, 2020, "4413A1", "certificates"),
        ),
        (
            ListedImage("CERT#held#44", "440703#held##None", "C#2019"),
            (CountedKind.CERTIFICATES, 2019, "440703", "held"),
        ),
        (
            certificates("440703", 2020, "revoked")[1],
            (CountedKind.CERTIFICATES, 2020, "440703", "revoked"),
        ),
        (ListedImage("CERT#2020#440703", "none##None", "C#2020"), None),
        (ListedImage("RECORDS#accredited#44", "440703#2020#x", "Y#2020#R#x"), None),
        (ListedImage("ALIKE#44", "440703#x", "P#x"), None),
        (ListedImage(), None),
    ],
)
def test_given_where_something_is_listed_then_where_it_counts(
    image: ListedImage, place: tuple[object, ...] | None
) -> None:
    assert find_place(image) == place


@pytest.mark.parametrize("both", SAME)
def test_given_a_thing_that_is_moved_into_its_city_s_list_then_no_count_changes(
    both: list[ListedImage],
) -> None:
    today, before = both
    assert find_place(today) == find_place(before) is not None
    assert changes_of([(before, today)]) == {}


@given(LIVES, st.integers(1, 5))
def test_given_any_moves_then_what_events_change_adds_up_to_what_is_listed(
    lives: list[list[ListedImage]], size: int
) -> None:
    moves = [move for life in lives for move in zip([ListedImage(), *life[:-1]], life, strict=True)]
    total = Multiset[CountedPlace]()
    for start in range(0, len(moves), size):
        for place, number in changes_of(moves[start : start + size]).items():
            assert number
            total[place] += number
    listed = Multiset(place for life in lives if (place := find_place(life[-1])))
    assert {place: number for place, number in total.items() if number} == dict(listed)


@given(LISTED, LISTED)
def test_given_a_move_there_and_back_or_none_at_all_then_nothing_changes(
    one: ListedImage, other: ListedImage
) -> None:
    assert changes_of([(one, one)]) == {}
    assert changes_of([(one, other), (other, one)]) == {}
    assert changes_of([(one, one._replace(order=f"{one.order}#later"))]) == {}


def test_given_the_territories_then_each_belongs_to_one_counter_of_each_kind_and_year() -> None:
    names = [name for text in counted_lists([2019, 2020]) for name in parse_counters(text)]
    counted = Multiset((name.kind, name.year, code) for name in names for code in name.territories)

    assert len(names) == len(set(names)) == len(cities()) * 6
    kinds = {(name.kind, name.year) for name in names}
    assert counted == Multiset((*kind, code) for kind in kinds for code in below(PROVINCE))


@pytest.mark.parametrize("text", counted_lists([2020]))
def test_given_a_counter_then_its_name_is_read_as_it_is_written(text: str) -> None:
    for name in parse_counters(text):
        assert parse_counters(str(name)) == (name,)
        order = RecountOrder(str(name), AT, 2, CounterLook(3, {"440703#complete": -1}))
        assert msgspec.json.decode(msgspec.json.encode(order), type=RecountOrder) == order
        assert order.names == (name,)


def change(number: int, by: int = 1, city: str = "4407") -> CountChange:
    """A message that something is complete in a county."""
    place = CountedPlace(CountedKind.YEARS, 2020, f"{city}03", "complete")
    return CountChange(f"message {number}", AT + timedelta(seconds=number), ((place, by),))


@given(st.lists(st.integers(0, 20), max_size=30))
def test_given_messages_that_come_again_in_any_order_then_each_is_entered_once(
    numbers: list[int],
) -> None:
    counter = Counter()
    for number in numbers:
        counter = entered(counter, NAME, [change(number), change(number)])
    fresh = set(numbers)
    assert counter.rows == ({"440703#complete": len(fresh)} if fresh else {})
    assert counter.version == len(fresh)
    assert counter.entered_at == (AT + timedelta(seconds=max(fresh)) if fresh else None)
    again = msgspec.json.decode(msgspec.json.encode(counter), type=Counter)
    assert again == counter


def test_given_more_messages_than_are_remembered_then_the_oldest_is_forgotten() -> None:
    counter = Counter()
    for number in range(MARKS + 1):
        counter = entered(counter, NAME, [change(number)])

    assert len(counter.marks) == MARKS
    assert entered(counter, NAME, [change(1)]) is counter
    assert entered(counter, NAME, [change(0)]).rows["440703#complete"] == MARKS + 2


def test_given_many_messages_entered_together_then_none_of_them_is_entered_again() -> None:
    many = [change(number) for number in range(4 * MARKS)]
    counter = entered(Counter(), NAME, many)

    assert entered(counter, NAME, many) is counter, "its answer was lost, and it is asked again"
    assert len(entered(counter, NAME, [change(-1)]).marks) == MARKS


def test_given_a_message_of_another_city_as_well_then_a_counter_takes_what_is_its_own() -> None:
    both = CountChange("both", AT, (*change(1).changes, *change(1, by=-1, city="4401").changes))
    assert entered(Counter(), NAME, [both]).rows == {"440703#complete": 1}


ROWS = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.integers(1, 9))


@given(ROWS, st.dictionaries(st.sampled_from(["a", "b", "d"]), st.integers(-9, 9)))
def test_given_a_counter_and_what_is_listed_then_a_recount_makes_them_agree(
    listed: dict[str, int], said: dict[str, int]
) -> None:
    counter = Counter(rows=said, version=7)
    off = difference(listed, counter)

    after = recounted(counter, off, AT)

    assert after.rows == listed
    assert difference(listed, after) == {}
    assert size_of(off) == sum(
        abs(listed.get(row, 0) - said.get(row, 0)) for row in {*listed, *said}
    )
    assert (after.version, after.recounted_at, after.as_of) == (8, AT, AT)


@pytest.mark.parametrize(
    ("seen", "stands"),
    [
        (CounterLook(3, {"a": 1}), True),
        (CounterLook(4, {"a": 1}), False),
        (CounterLook(3, {"a": 2}), False),
        (CounterLook(3, {"b": 1}), False),
        (None, False),
    ],
)
def test_given_two_looks_then_only_what_stands_still_is_drift(
    seen: CounterLook | None, *, stands: bool
) -> None:
    assert is_drift(CounterLook(3, {"a": 1}), seen) is stands


def test_given_instants_then_a_counter_says_of_when_it_is_and_no_earlier_recount_takes_that_back() -> (
    None
):
    later = AT + timedelta(days=1)
    assert Counter(entered_at=AT).as_of is None, "never compared, it says nothing"
    assert Counter(entered_at=later, recounted_at=AT).as_of == later
    assert recounted(Counter(recounted_at=later), {}, AT).recounted_at == later


def test_given_rows_of_all_kinds_then_the_counts_of_the_territories_that_were_asked_for() -> None:
    rows = [{"440703#enrolled": 3, "440704#enrolled": 1}, {"440703#complete": 2, "440703#x": 9}, {}]
    counted = counts_of(rows, ("440703", "440700"))
    assert counted == {"440703": Counts(enrolled=3, complete=2), "440700": Counts()}
    assert sum(counted.values(), Counts()) == Counts(enrolled=3, complete=2)
