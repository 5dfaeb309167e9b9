"""Many devices change at once what all of them have seen as it was: one does, and the others are told (412)."""

from datetime import timedelta

import msgspec
import pytest

from chalicelib.corrections.actions.change_profile import ProfileChange, change_profile
from chalicelib.people.store import professionals
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.seen import Seen
from chalicelib.records.actions.change_record import change_record
from tests.races.contest import Contest, answers, refusals
from tests.records.looking import year_of
from tests.records.province import JUNE, book, enrolled, fresh_cause, registered

pytestmark = pytest.mark.ministack(only=True)
EIGHT = range(8)
LATER = JUNE + timedelta(hours=1)


def test_given_eight_devices_that_change_one_profile_then_one_does(contest: Contest) -> None:
    li = enrolled()
    seen = Seen(frozenset({li.version}))

    def changed(device: int, cause: Cause) -> str:
        change = ProfileChange(employer=f"第{device}处")
        return change_profile(li.id, None, change, at=LATER, cause=cause, seen=seen).employer

    causes = [fresh_cause() for _ in EIGHT]
    outcomes = contest([lambda n=n: changed(n, causes[n]) for n in EIGHT])  # type: ignore[misc]  # a default binds n
    assert refusals(outcomes) == ["stale"] * 7
    now = professionals.find_professional(li.id)
    assert [now.employer if now else ""] == answers(outcomes)


def test_given_eight_devices_that_change_one_draft_then_one_does(contest: Contest) -> None:
    li = enrolled().id
    draft = registered(li, book())
    seen = Seen(frozenset({draft.version}))

    def changed(device: int, cause: Cause) -> str:
        wanted = msgspec.structs.replace(book(), issuer=f"第{device}处")
        done = change_record(li, draft.id, wanted, submit=False, at=LATER, cause=cause, seen=seen)
        return done.record.issuer

    causes = [fresh_cause() for _ in EIGHT]
    outcomes = contest([lambda n=n: changed(n, causes[n]) for n in EIGHT])  # type: ignore[misc]  # a default binds n
    assert refusals(outcomes) == ["stale"] * 7
    assert [record.issuer for record in year_of(li).records] == answers(outcomes)
