"""The audit of a record: its moves are legal, in order, and each names the one before (R19)."""

import base64
import hashlib
import json
from datetime import datetime
from typing import Any

from tests.torture.model import APPEAL_WORKDAYS, BY_RESULT, MOVES, Act, after_workdays

SOURCES = {"self", "provider", "employer", "platform", "hr_legacy", "examination_office"}


def digest(move: list[Any]) -> str:
    """The link of the chain: a digest over the whole entry, in 20 characters."""
    written = json.dumps(move, ensure_ascii=False, separators=(",", ":"), default=int).encode()
    return base64.urlsafe_b64encode(hashlib.sha256(written).digest()[:15]).decode()


def require_chain(body: dict[str, Any], source: str) -> list[Act]:
    """Check a record's history; return it as acts."""
    acts, state, previous = [], None, ""
    tokens = set()
    for move in body["moves"]:
        at, by, to, cause, before, reason, link, _told = _members(move)
        is_result = cause[0].startswith("EXAM#") and (state, to, by[0]) in BY_RESULT
        allowed = MOVES.get((state, to), "").split()
        assert is_result or by[0] in allowed, f"no such move: {state} to {to} by {by}"
        assert before == state
        assert link == previous, "a broken chain"
        assert cause[0] not in tokens, "one request, two moves"
        tokens.add(cause[0])
        state, previous = to, digest(move)
        # What the product itself says: why a record expired, whose slots a new one took.
        is_told = to != "expired" and before is not None
        # What its reporter takes back is told as one thing, whether it counted already or waited.
        became = "revoked" if by[0] == "reporter" else to
        acts.append(Act(became, datetime.fromisoformat(at), reason if is_told else ""))
    require_answered(body["moves"])
    assert source in SOURCES
    assert body.get("source", "self") == source
    return acts


def is_appeal(move: list[Any]) -> bool:
    """Whether the owner of a rejected record, or of one that its reporter took back, appealed by it (R43)."""
    return bool(move[1][0] == "professional" and move[4:5] == [move[2]])


def require_answered(moves: list[list[Any]]) -> list[str]:
    """R43: one appeal a refusal, in time, answered by the bureau above and by nothing else; their states.

    A refusal is a rejection, or that a reporter withdrew what counted (R40).
    """
    states: list[str] = []
    rejected_at = lodged_at = None
    for before, move in zip([None, *moves], moves, strict=False):
        was_open = before is not None and is_appeal(before)
        at, answers = datetime.fromisoformat(move[0]), move[4:5] in (["rejected"], ["revoked"])
        if is_appeal(move):
            assert rejected_at is not None, "an appeal against nothing"
            assert lodged_at is None, "a second appeal against one rejection"
            assert at < after_workdays(rejected_at, APPEAL_WORKDAYS), "an appeal too late"
            lodged_at = at
            states.append("open")
        elif was_open:
            assert answers, "an appeal was passed over"
            assert move[2] in {*move[4:5], "accredited"}, "reopened while an appeal was open"
            states[-1] = "overturned" if move[2] == "accredited" else "upheld"
        else:
            is_asked = not (answers and move[2] in {*move[4:5], "accredited"})
            is_restored = move[4:5] == ["revoked"] and move[1][0] == "administrator"
            is_proved = move[3][0].startswith("EXAM#")
            assert is_asked or is_restored or is_proved, "answered, not asked"
            is_anew = move[2] == "rejected" or (move[2], move[1][0]) == ("revoked", "reporter")
            rejected_at, lodged_at = (at, None) if is_anew else (rejected_at, lodged_at)
    return states


def _members(move: list[Any]) -> tuple[Any, ...]:
    """The members of a move; the last ones are left out where they say nothing."""
    defaults = [None, "", "", None]
    return (*move, *defaults[len(move) - 4 :])
