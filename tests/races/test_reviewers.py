"""R20, R21: many reviewers over one province's queues. The full size is measured by `make bench`."""

import ast

import pytest

from tests.races.bureaus import Done, fill, reviewers, verify, work
from tests.races.contest import Contest, answers

pytestmark = pytest.mark.ministack(only=True)
PEOPLE, EACH, REVIEWERS = 8, 5, 15


def test_r21_given_reviewers_of_three_tiers_over_one_queue_then_each_record_is_decided_once(
    contest: Contest,
) -> None:
    people = fill(PEOPLE, EACH)
    acts = [
        lambda staff=staff, n=n: tuple(work(staff, n))  # type: ignore[misc]  # a default binds each
        for n, staff in enumerate(reviewers(REVIEWERS))
    ]
    outcomes = contest(acts)
    told = [Done(*ast.literal_eval(answer)) for answer in answers(outcomes)]
    verify(people, told, PEOPLE * EACH)
