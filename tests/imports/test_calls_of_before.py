"""What `bench/import_calls.py` counts an import against: each row's own calls are found again in what is written for many."""

import pytest

from bench import import_calls

ROWS = 4


@pytest.mark.usefixtures("world")
def test_given_each_kind_of_rows_then_what_they_asked_one_by_one_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(import_calls, "ROWS", ROWS)
    taken = import_calls.measured()

    assert taken.keys() == import_calls.KINDS.keys()
    assert {name: before.calls for name, (_, before) in taken.items()} == {
        "existing enrolments": 3,
        "existing HR accounts": 2,
        "credits of who is enrolled": 4,
        "examinations of who is enrolled": 3,
        "credits that wait": 3,
    }
