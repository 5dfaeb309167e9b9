"""The audit of a record: its moves are legal, in order, and each names the one before (R19)."""

import base64
import hashlib
import json
from datetime import datetime
from typing import Any

from tests.torture.model import MOVES, Act


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
        assert MOVES.get((state, to)) == by[0], f"no such move: {state} to {to} by {by}"
        assert before == state
        assert link == previous, "a broken chain"
        assert cause[0] not in tokens, "one request, two moves"
        tokens.add(cause[0])
        state, previous = to, digest(move)
        # What the product itself says: why a record expired, whose slots a new one took.
        is_told = to != "expired" and before is not None
        acts.append(Act(to, datetime.fromisoformat(at), reason if is_told else ""))
    assert source in {"self", "provider", "platform", "hr_legacy"}
    return acts


def _members(move: list[Any]) -> tuple[Any, ...]:
    """The members of a move; the last ones are left out where they say nothing."""
    defaults = [None, "", "", None]
    return (*move, *defaults[len(move) - 4 :])
