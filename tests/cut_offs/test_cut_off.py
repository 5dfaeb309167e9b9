"""The cut-off's decisions: who expires from when, what is counted (R25, R26)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

from chalicelib.cut_offs.rules.cut_off import (
    DELAY,
    Shard,
    Tally,
    counted,
    expired,
    expires,
    expiry_notice,
    is_due,
    state_of,
    summed,
)
from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.year_law import law_of
from chalicelib.notices.rules.notice import notice_id
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.china_time import SHANGHAI
from chalicelib.records.rules.reading import open_until, state_at
from chalicelib.records.rules.record import Record, RecordSource
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.step import Step, hash_of

END = datetime(2021, 1, 1, tzinfo=SHANGHAI)
JUNE = datetime(2020, 6, 1, 9, tzinfo=SHANGHAI)
WINDOW = law_of(policy_of(2020), at=JUNE).own_window
MILLISECOND = timedelta(milliseconds=1)


def record(state: RecordState, resubmit_until: datetime | None = None) -> Record:
    first = Step(
        at=JUNE, by=Actor(Party.PROFESSIONAL, "l"), to=RecordState.DRAFT, cause=Cause("first")
    )
    return Record(
        id="aaaaaaaaaaaaaaaa-2020-bbbbbbbbbbbb",
        person="aaaaaaaaaaaaaaaa",
        year=2020,
        slot="training-x",
        subject=Subject.PROFESSIONAL,
        form="training",
        title="专题培训",
        ended_on=date(2020, 5, 23),
        credits=Decimal(60),
        figure="conversion.training",
        law="财会〔2018〕10号",
        state=state,
        source=RecordSource.SELF,
        territory="440703",
        moves=(first,),
        resubmit_until=resubmit_until,
        version=7,
    )


def test_r26_given_the_cut_off_then_five_minutes_later_it_may_be_recorded() -> None:
    assert not is_due(WINDOW, END + DELAY - MILLISECOND)
    assert is_due(WINDOW, END + DELAY)
    assert timedelta(minutes=5) == DELAY


@pytest.mark.parametrize("state", RecordState)
def test_r19_given_any_state_then_only_drafts_and_returns_expire(state: RecordState) -> None:
    at = END + timedelta(days=90)

    assert expires(record(state), WINDOW, at) == (
        state in {RecordState.DRAFT, RecordState.RETURNED}
    )


@pytest.mark.parametrize(
    ("resubmit_until", "until"),
    [
        (None, END),
        (END - timedelta(days=30), END),
        (END, END),
        (END + timedelta(days=14), END + timedelta(days=14)),
    ],
)
def test_r25_given_a_return_then_it_is_open_until_the_later_of_both_ends(
    resubmit_until: datetime | None, until: datetime
) -> None:
    returned = record(RecordState.RETURNED, resubmit_until)

    assert open_until(returned, END) == until
    assert state_at(returned, END, until - MILLISECOND) is RecordState.RETURNED
    assert state_at(returned, END, until) is RecordState.EXPIRED
    assert not expires(returned, WINDOW, until + DELAY - MILLISECOND)
    assert expires(returned, WINDOW, until + DELAY)


def test_r26_given_an_expiry_then_its_move_bears_its_own_instant_and_chains() -> None:
    before = record(RecordState.RETURNED, END + timedelta(days=14))
    after = expired(before, WINDOW)

    move = after.moves[-1]
    assert (after.state, move.at) == (RecordState.EXPIRED, END + timedelta(days=14))
    assert (move.by.party, move.source) == (Party.SYSTEM, RecordState.RETURNED)
    assert "2020-12-31" in move.reason
    assert move.previous == hash_of(before.moves[-1])
    assert after.version > before.version
    assert expired(before, WINDOW) == after, "whenever it is recorded"


def test_r26_given_an_expiry_then_the_notice_is_the_same_whenever_it_is_made() -> None:
    notice = expiry_notice(record(RecordState.DRAFT), WINDOW)

    assert notice == expiry_notice(record(RecordState.DRAFT), WINDOW)
    assert (notice.due, notice.record) == (END, record(RecordState.DRAFT).id)
    for said in ("专题培训", "2020-12-31", "2020年度学分登记", "咨询"):
        assert said in notice.text
    other = msgspec.structs.replace(record(RecordState.DRAFT), id="another")
    assert expiry_notice(other, WINDOW).id != notice.id


def test_a_notice_is_named_after_its_instant_in_utc_and_its_cause() -> None:
    at = datetime(2021, 1, 1, 0, 0, 0, 7000, tzinfo=SHANGHAI)

    assert notice_id(at, "a", "b").startswith("20201231T160000007Z-")
    assert notice_id(at, "a", "b") == notice_id(at.astimezone(UTC), "a", "b")
    assert notice_id(at, "a", "b") != notice_id(at, "ab")
    assert notice_id(at, "z") < notice_id(at + MILLISECOND, "a")


def test_r26_given_a_shard_then_counted_by_territory_and_late_once_it_is_closed() -> None:
    shard = Shard(window="2020-regular", cut_off=date(2020, 12, 31), shard="07")
    draft, returned = record(RecordState.DRAFT), record(RecordState.RETURNED)
    elsewhere = msgspec.structs.replace(draft, territory="440100")

    full = counted(counted(counted(shard, draft, END), returned, END), elsewhere, END)
    assert full.expired == {"440100": Tally(drafts=1), "440703": Tally(1, 1)}
    assert (full.late, full.version) == ({}, 3)
    closed = msgspec.structs.replace(full, closed_at=END)
    assert counted(closed, draft, END).late == {"440703": Tally(drafts=1)}
    assert counted(closed, draft, END).expired == full.expired
    assert not closed.is_closed(END - MILLISECOND), "a clock that was set back has closed nothing"
    assert counted(closed, draft, END - MILLISECOND).late == {}
    assert Tally(2, 3).total == 5


def test_tallies_of_shards_are_summed_in_the_order_of_territories() -> None:
    total = summed([{"440703": Tally(1, 2)}, {}, {"440100": Tally(1), "440703": Tally(0, 1)}])

    assert list(total.items()) == [("440100", Tally(1)), ("440703", Tally(1, 3))]


@pytest.mark.parametrize(
    ("at", "unreported", "reported"),
    [
        (WINDOW.opens - MILLISECOND, "upcoming", "upcoming"),
        (WINDOW.opens, "open", "open"),
        (END - MILLISECOND, "open", "open"),
        (END, "closing", "closed"),
    ],
)
def test_r26_how_far_a_window_is_on_both_sides_of_its_ends(
    at: datetime, unreported: str, reported: str
) -> None:
    assert state_of(WINDOW, at, is_reported=False) == unreported
    assert state_of(WINDOW, at, is_reported=True) == reported
