"""R19: the life of a record is one table, a row a move; everything that asks about moves follows."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import NamedTuple

import msgspec

from chalicelib.cut_offs.rules.cut_off import expired, expiry_notice
from chalicelib.law.rules.policy import policy_of
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.mark import Whom
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules import move as rows
from chalicelib.records.rules.appeal_rows import ANSWERS, APPEALS
from chalicelib.records.rules.decision_notice import decision_notice
from chalicelib.records.rules.move import MOVES, TAKE_OVER, cleared_by, find_move
from chalicelib.records.rules.move_row import Move
from chalicelib.records.rules.record import Record, moved, require_move
from chalicelib.records.rules.record_mark import mark_of
from chalicelib.records.rules.record_state import STATE_LABELS, RecordState
from tests.records.test_record import a_record

AT = datetime(2020, 6, 1, 4, tzinfo=UTC)
WINDOW = law_of(policy_of(2020), at=AT).own_window
BEFORE = (None, *RecordState)


class Row(NamedTuple):
    """A row, written out once more, independently of the code's table."""

    by: str
    waits: str = ""
    reason: bool = False
    frees: bool = False
    told: str = ""
    at: str = "bureau"


APPEALED = Row("professional", reason=True, told="appeal_received")
OVERTURNED = Row("bureau_above", reason=True, told="appeal_decided")
UPHELD = Row("bureau_above", reason=True, told="appeal_decided")
LIFE = {
    (None, "save", "draft"): Row("professional", "OPEN"),
    (None, "submit", "submitted"): Row("professional", "REVIEW"),
    ("draft", "submit", "submitted"): Row("professional", "REVIEW"),
    ("returned", "submit", "submitted"): Row("professional", "REVIEW"),
    (None, "enter", "accredited"): Row("system"),
    ("draft", "enter-result", "accredited"): Row("system"),
    ("submitted", "enter-result", "accredited"): Row("system"),
    ("returned", "enter-result", "accredited"): Row("system"),
    ("rejected", "enter-result", "accredited"): Row("system"),
    ("submitted", "accredit", "accredited"): Row("bureau", told="record_accredited"),
    (None, "refer", "submitted"): Row("system", "REVIEW"),
    ("submitted", "return", "returned"): Row(
        "bureau", "OPEN GRACE", reason=True, told="record_returned"
    ),
    ("submitted", "reject", "rejected"): Row(
        "bureau", reason=True, frees=True, told="record_rejected"
    ),
    ("rejected", "reopen", "submitted"): Row("bureau_above", "REVIEW", reason=True),
    ("draft", "expire", "expired"): Row("system", frees=True, told="record_expired"),
    ("returned", "expire", "expired"): Row("system", frees=True, told="record_expired"),
    ("draft", "withdraw", "withdrawn"): Row("professional", frees=True),
    ("submitted", "withdraw", "withdrawn"): Row("professional", frees=True),
    ("returned", "withdraw", "withdrawn"): Row("professional", frees=True),
    ("accredited", "revoke", "revoked"): Row(
        "administrator", reason=True, frees=True, told="record_revoked"
    ),
    ("revoked", "restore", "accredited"): Row("administrator", reason=True, told="record_restored"),
    ("rejected", "overturn", "accredited"): OVERTURNED,
    ("revoked", "overturn", "accredited"): OVERTURNED,
    ("accredited", "withdraw-report", "revoked"): Row(
        "reporter", reason=True, frees=True, told="report_withdrawn"
    ),
    ("submitted", "recall-report", "withdrawn"): Row(
        "reporter", reason=True, frees=True, told="report_withdrawn"
    ),
    ("returned", "recall-report", "withdrawn"): Row(
        "reporter", reason=True, frees=True, told="report_withdrawn"
    ),
}
STAYS = {
    ("rejected", "appeal", "rejected"): APPEALED,
    ("revoked", "appeal", "revoked"): APPEALED,
    ("rejected", "uphold", "rejected"): UPHELD,
    ("revoked", "uphold", "revoked"): UPHELD,
}
"""R43: rows that leave the state as it is."""


def _row(move: Move) -> Row:
    told = move.told.kind if move.told else ""
    waits = " ".join(move.sets)
    return Row(move.by, waits, move.needs_reason, move.frees_slot, told, move.waits_at)


def _record(state: RecordState | None) -> Record:
    """A record in a state, by a history of one step; an accredited one counts."""
    made = msgspec.structs.replace(a_record(state or RecordState.DRAFT), resubmit_until=None)
    if state is None:
        return made
    move = next(each for each in MOVES if each.to is state)
    source = next(iter(move.sources))
    before = msgspec.structs.replace(made, state=source or RecordState.DRAFT)
    by = Actor(move.by, "login", "440703")
    return moved(before, move, at=AT, by=by, cause=Cause("0"), reason="因故", new=source is None)


def test_r19_exactly_these_rows_stand_in_the_table() -> None:
    written = {
        (source, move.name, move.to): _row(move) for move in MOVES for source in move.sources
    }
    assert written == LIFE


def _refused(move: Move, state: RecordState | None, by: Party, reason: str) -> str:
    """By which code a move is refused; "" if it is not."""
    try:
        require_move(move, state, by, reason)
    except Refusal as refusal:
        return refusal.code
    return ""


def test_r19_given_any_state_when_anyone_makes_any_move_then_only_the_law_s_are_made() -> None:
    made = LIFE | STAYS
    wrong = {}
    for state, move, by in product(BEFORE, (*MOVES, *APPEALS, *ANSWERS), Party):
        row = made.get((state, move.name, move.to))
        if row is None or row.by != by:
            expected = ["record_not_changeable"] * 3
        else:
            expected = ["", *(["reason_required" if row.reason else ""] * 2)]
        found = [_refused(move, state, by, reason) for reason in ("因故", "", "　")]
        if found != expected:
            wrong[state, move.name, by] = found
    assert wrong == {}


def test_r19_given_any_step_of_a_history_then_its_row_is_found_and_no_other() -> None:
    found = {
        (source, move.name, str(to)): str(by)
        for source, to, by in product(BEFORE, RecordState, Party)
        if (move := find_move(source, to, by))
    }
    taken_over = {("submitted", "take-over", "submitted"): "bureau_above"}
    assert found == {key: row.by for key, row in (LIFE | STAYS).items()} | taken_over


def test_r20_a_take_over_is_no_move_but_has_a_row_of_its_own() -> None:
    assert TAKE_OVER not in MOVES
    assert _row(TAKE_OVER) == Row("bureau_above", "REVIEW", reason=True)


def test_r43_an_appeal_and_what_upholds_leave_the_state_as_it_is() -> None:
    rows_of = (row for row in (*APPEALS, *ANSWERS) if row not in MOVES)
    assert {
        (source, row.name, row.to): _row(row) for row in rows_of for source in row.sources
    } == STAYS


def test_moves_that_lead_to_one_state_leave_the_same_behind() -> None:
    """What a record waits for, and whether its slot is free, is kept by its state."""
    different = {
        state: left
        for state in RecordState
        if len(
            left := {
                (each.sets, each.waits_at, each.frees_slot)
                for each in (*MOVES, TAKE_OVER)
                if each.to is state
            }
        )
        != 1
    }
    assert different == {}


def test_a_move_is_called_by_one_name_and_one_label() -> None:
    every = (*MOVES, TAKE_OVER)
    assert len({each.name for each in every}) == len(every)
    assert len({each.label for each in every}) == len(every)
    assert STATE_LABELS.keys() == set(RecordState)


def test_r16_r25_what_is_asked_of_a_state_follows_from_the_rows() -> None:
    assert {"rejected", "withdrawn", "expired", "revoked"} == rows.SLOT_FREED
    assert {"draft", "returned"} == rows.OPEN_STATES
    assert {"withdrawn", "expired"} == rows.GIVEN_UP
    assert {"returned", "rejected", "revoked"} == rows.LISTED
    assert rows.WAITS_AT == {"submitted": "bureau"}
    assert rows.ASKABLE == ("submitted", "accredited", "rejected", "returned", "revoked")


def test_a_move_clears_what_the_record_waited_for() -> None:
    cleared = {move.name: " ".join(sorted(cleared_by(move))) for move in (*MOVES, TAKE_OVER)}
    assert cleared == {
        "save": "",
        "submit": "GRACE OPEN",
        "enter": "",
        "enter-result": "GRACE OPEN REVIEW",
        "refer": "",
        "accredit": "REVIEW",
        "return": "REVIEW",
        "reject": "REVIEW",
        "reopen": "",
        "expire": "GRACE OPEN",
        "withdraw": "GRACE OPEN REVIEW",
        "revoke": "",
        "restore": "",
        "overturn": "",
        "withdraw-report": "",
        "recall-report": "GRACE OPEN REVIEW",
        "take-over": "",
    }


def test_r25_given_any_state_then_the_record_is_marked_for_whom_its_row_says() -> None:
    later = WINDOW.closes + timedelta(days=3)
    marked: dict[RecordState, set[tuple[str, bool, bool]]] = {}
    for state, until, window in product(RecordState, (None, WINDOW.closes, later), (WINDOW, None)):
        record = msgspec.structs.replace(_record(state), resubmit_until=until)
        mark = mark_of(record, window)
        name = mark.waits_for.split("#")[0] if mark else ""
        marked.setdefault(state, set()).add((name, until == later, window is WINDOW))
    both = product((False, True), (True, False))
    nobody = {("", late, known) for late, known in both}
    no_window = {("", False, False), ("", True, False)}
    assert marked == {
        **dict.fromkeys(RecordState, nobody),
        RecordState.SUBMITTED: {("REVIEW", late, known) for _, late, known in nobody},
        RecordState.DRAFT: {("OPEN", False, True), ("OPEN", True, True), *no_window},
        RecordState.RETURNED: {("OPEN", False, True), ("GRACE", True, True), *no_window},
    }
    assert all(whom in {"REVIEW", "OPEN", "GRACE"} for move in MOVES for whom in move.sets)
    assert {whom for move in MOVES for whom in move.sets} < set(Whom)


def test_r19_given_any_move_then_its_owner_is_told_what_its_row_says() -> None:
    for state, move in product(BEFORE, MOVES):
        if state not in move.sources:
            continue
        record = _record(state)
        by = Actor(move.by, "login", "440703")
        after = moved(
            record, move, at=AT, by=by, cause=Cause("1"), reason="因故。", new=state is None
        )
        notice = decision_notice(after)
        if move.told is None or move.by is Party.SYSTEM:
            assert notice is None
            continue
        assert notice is not None
        assert (notice.kind, notice.title, notice.due) == (move.told.kind, move.told.title, AT)
        assert f"{record.year}年度《{record.title}》" in notice.text
        assert "理由：因故。" in notice.text


def test_r25_given_a_time_that_a_notice_names_then_its_row_says_which_member_keeps_it() -> None:
    named = {
        row.name: row.told.until for row in rows.EVERY if row.told and "{until}" in row.told.text
    }
    assert named == {
        "return": "resubmit_until",
        "reject": "appeal_until",
        "withdraw-report": "appeal_until",
        "appeal": "appeal_due",
    }
    told = (row.told for row in rows.EVERY if row.told and row.told.until)
    assert all(each.until in named.values() for each in told)
    assert all(hasattr(Record, name) for name in named.values())


def test_r26_given_an_expiry_then_its_owner_is_told_what_its_row_says() -> None:
    record = _record(RecordState.DRAFT)
    notice = expiry_notice(record, WINDOW)
    assert (notice.kind, notice.title) == (rows.EXPIRY.kind, rows.EXPIRY.title)
    assert notice.due == expired(record, WINDOW).moves[-1].at == WINDOW.closes
    assert notice.text.startswith(
        f"2020年度学分登记已于2020-12-31截止，您的记录《{record.title}》逾期未提交"
    )
