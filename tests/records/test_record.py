"""R19, R21, R25: a record, its history, and how it reads later."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.rules.subject import Subject
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.move import ACCREDIT, MOVES, SAVE, SUBMIT, WITHDRAW, find_move
from chalicelib.records.rules.move_row import Move
from chalicelib.records.rules.reading import as_of, state_at
from chalicelib.records.rules.record import Record, RecordSource, moved
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.step import hash_of

AT = datetime(2020, 6, 1, 4, tzinfo=UTC)
OWNER = Actor(Party.PROFESSIONAL, "login")
LAW = "财会〔2018〕10号 第十三条"


def a_record(state: RecordState = RecordState.DRAFT, **changes: object) -> Record:
    record = Record(
        id="p-2020-r",
        person="p",
        year=2020,
        slot="training-x",
        subject=Subject.PROFESSIONAL,
        form="training",
        title="t",
        ended_on=AT.date(),
        credits=Decimal(60),
        figure="conversion.training",
        law=LAW,
        state=state,
        source=RecordSource.SELF,
        territory="440703",
    )
    return msgspec.structs.replace(record, **changes)


@given(st.lists(st.sampled_from(MOVES), max_size=12))
def test_r19_given_any_sequence_of_wishes_then_history_is_a_chain_of_lawful_moves(
    wishes: list[Move],
) -> None:
    record = moved(a_record(), SAVE, at=AT, by=OWNER, cause=Cause("0"), new=True)
    for n, wish in enumerate(wishes, 1):
        try:
            record = moved(
                record,
                wish,
                at=AT + timedelta(minutes=n),
                by=Actor(wish.by),
                cause=Cause(str(n)),
                reason="因故",
            )
        except Refusal:
            continue
    assert record.moves[0].source is None
    assert record.moves[-1].to is record.state
    for before, after in pairwise(record.moves):
        assert find_move(before.to, after.to, after.by.party) is not None
        assert after.source is before.to
        assert after.previous == hash_of(before)
    versions = {move.cause.token for move in record.moves}
    assert len(versions) == len(record.moves)


def test_given_an_edited_entry_when_the_chain_is_checked_then_it_breaks() -> None:
    record = moved(a_record(), SAVE, at=AT, by=OWNER, cause=Cause("1"), new=True)
    record = moved(record, WITHDRAW, at=AT, by=OWNER, cause=Cause("2"))
    forged = msgspec.structs.replace(record.moves[0], at=AT + timedelta(seconds=1))
    assert hash_of(forged) != record.moves[1].previous


def test_given_two_moves_in_one_millisecond_then_the_version_still_grows() -> None:
    first = moved(a_record(), SAVE, at=AT, by=OWNER, cause=Cause("1"), new=True)
    second = moved(first, WITHDRAW, at=AT, by=OWNER, cause=Cause("2"))
    assert first.version == int(AT.timestamp() * 1000)
    assert second.version == first.version + 1


def test_r21_given_a_repeated_request_then_its_own_move_is_found() -> None:
    record = moved(a_record(), SAVE, at=AT, by=OWNER, cause=Cause("k", "b"), new=True)
    assert record.move_by(Cause("k", "b")) is record.moves[0]
    assert record.move_by(Cause("other", "b")) is None


def test_r21_given_the_same_key_with_another_body_then_refused() -> None:
    record = moved(a_record(), SAVE, at=AT, by=OWNER, cause=Cause("k", "b"), new=True)
    with pytest.raises(Refusal) as refused:
        record.move_by(Cause("k", "c"))
    assert refused.value.code == "idempotency_key_reused"


@pytest.mark.parametrize("state", list(RecordState))
def test_r10_only_accredited_records_count(state: RecordState) -> None:
    record = a_record(state, accredited=Decimal("59.5"))
    assert record.counted == (Decimal("59.5") if state is RecordState.ACCREDITED else Decimal(0))


@pytest.mark.parametrize("state", list(RecordState))
@pytest.mark.parametrize(
    ("offset", "overdue"), [(timedelta(milliseconds=-1), False), (timedelta(0), True)]
)
def test_r26_given_the_cut_off_when_read_then_only_drafts_and_returns_read_as_expired(
    state: RecordState, offset: timedelta, *, overdue: bool
) -> None:
    expires = overdue and state in {RecordState.DRAFT, RecordState.RETURNED}
    assert state_at(a_record(state), AT, AT + offset) is (RecordState.EXPIRED if expires else state)


def test_r25_given_a_return_with_its_own_deadline_then_that_one_decides() -> None:
    record = a_record(RecordState.RETURNED, resubmit_until=AT + timedelta(days=14))
    assert state_at(record, AT, AT + timedelta(days=13)) is RecordState.RETURNED
    assert state_at(record, AT, AT + timedelta(days=14)) is RecordState.EXPIRED


def test_r21_given_a_record_that_moved_on_then_it_is_still_told_as_one_move_left_it() -> None:
    bureau = Actor(Party.BUREAU, "reviewer", "440703")
    draft = moved(a_record(), SAVE, at=AT, by=OWNER, cause=Cause("1"), new=True)
    submitted = moved(draft, SUBMIT, at=AT, by=OWNER, cause=Cause("2"))
    accredited = msgspec.structs.replace(
        moved(submitted, ACCREDIT, at=AT, by=bureau, cause=Cause("3")),
        accredited=Decimal(60),
    )
    for before, move in zip((draft, submitted), accredited.moves, strict=False):
        expected = msgspec.structs.replace(before, version=accredited.version)
        assert as_of(accredited, move) == expected
    assert as_of(accredited, accredited.moves[-1]) is accredited
