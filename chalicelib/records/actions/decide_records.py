"""Decide up to a hundred records in one request, each for itself (R21)."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.contact import detail_of
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions.decide_record import DECIDED, Verdict, decide_record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store import kept_calls
from chalicelib.records.store.kept_calls import KeptRefusal

BUSY = "busy"
"""No answer for good: whoever repeats the call shall have such a record decided."""


class DecisionResult(NamedTuple):
    """What became of one decision: the state that it led to, or why not.

    The state is the decision's own, also where a repeat finds that the record has moved on since.
    """

    record: str
    state: RecordState | None = None
    refusal: KeptRefusal | None = None


def decide_records(
    staff: Staff, verdicts: Sequence[tuple[str, Verdict]], *, at: datetime, cause: Cause
) -> list[DecisionResult]:
    """Decide records one after the other, so that one person's year is never its own rival.

    Args:
        staff: the reviewer.
        verdicts: each record's id and its decision, in the order of the results.
        at: the instant of the request.
        cause: the request; each decision derives its own from it, so that a repeat after a crash
            goes on where the first one stopped, and one after it is answered the same.

    Returns:
        A result for each, in order; a refused one keeps none of the others from being decided.

    Raises:
        Refusal: `idempotency_key_reused`.
    """
    earlier = kept_calls.remember(cause, at).refused
    if earlier is not None:
        return [
            _again(record, verdict, earlier.get(str(n)))
            for n, (record, verdict) in enumerate(verdicts)
        ]
    seen: Counter[str] = Counter()
    results = []
    for record, verdict in verdicts:
        token = derived("decision", cause.token, record, str(seen[record]), length=32)
        seen[record] += 1
        results.append(_decide(staff, record, verdict, at, Cause(token, cause.body)))
    refused = {n: each.refusal for n, each in enumerate(results) if each.refusal}
    if all(refusal.code != BUSY for refusal in refused.values()):
        kept_calls.answered(cause, at, refused)
    return results


def _again(record: str, verdict: Verdict, refused: KeptRefusal | None) -> DecisionResult:
    return DecisionResult(record, None if refused else DECIDED[verdict.decision].to, refused)


def _decide(
    staff: Staff, record: str, verdict: Verdict, at: datetime, cause: Cause
) -> DecisionResult:
    try:
        decide_record(staff, record, verdict, at=at, cause=cause)
    except Refusal as refusal:
        return DecisionResult(record, refusal=KeptRefusal(refusal.code, detail_of(refusal)))
    return DecisionResult(record, DECIDED[verdict.decision].to)
