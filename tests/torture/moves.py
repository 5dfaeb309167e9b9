"""The audit of a record: its moves are legal, in order, and each names the one before (R19)."""

import base64
import hashlib
import json
from datetime import datetime
from typing import Any

from tests.torture.model import APPEAL_WORKDAYS, BY_RESULT, MOVES, Act, after_workdays


def digest(move: list[Any]) -> str:
    """The link of the chain: a digest over the whole entry, in 20 characters."""
    written = json.dumps(move, ensure_ascii=False, separators=(",", ":")).encode()
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
        acts.append(Act(to, datetime.fromisoformat(at), reason if is_told else ""))
    require_answered(body["moves"])
    assert source in {"self", "provider", "platform", "hr_legacy", "examination_office"}
    return acts


def is_appeal(move: list[Any]) -> bool:
    """Whether the owner of a rejected record appealed by it (R43)."""
    return bool(move[1][0] == "professional" and move[4:5] == [move[2]])


def require_answered(moves: list[list[Any]]) -> list[str]:
    """R43: one appeal a rejection, in time, answered by the bureau above and by nothing else; their states."""
    states: list[str] = []
    rejected_at = lodged_at = None
    for before, move in zip([None, *moves], moves, strict=False):
        was_open = before is not None and is_appeal(before)
        at, answers = datetime.fromisoformat(move[0]), move[4:5] == ["rejected"]
        if is_appeal(move):
            assert rejected_at is not None, "an appeal against nothing"
            assert lodged_at is None, "a second appeal against one rejection"
            assert at < after_workdays(rejected_at, APPEAL_WORKDAYS), "an appeal too late"
            lodged_at = at
            states.append("open")
        elif was_open:
            assert answers, "an appeal was passed over"
            assert move[2] in {"rejected", "accredited"}, "reopened while an appeal was open"
            states[-1] = "upheld" if move[2] == "rejected" else "overturned"
        else:
            is_asked = not (answers and move[2] in {"rejected", "accredited"})
            assert is_asked or move[3][0].startswith("EXAM#"), "answered, not asked"
            is_anew = move[2] == "rejected"
            rejected_at, lodged_at = (at, None) if is_anew else (rejected_at, lodged_at)
    return states


def _members(move: list[Any]) -> tuple[Any, ...]:
    """The members of a move; the last ones are left out where they say nothing."""
    defaults = [None, "", "", None]
    return (*move, *defaults[len(move) - 4 :])
