"""Decide a record (学分认定): accredit, return or reject, once (R20-R22)."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.law.rules import window
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.records.actions.act_on_record import Decided, Reviewed, acted_on
from chalicelib.records.actions.require_free import require_uncounted
from chalicelib.records.rules import review
from chalicelib.records.rules.capped import accepted_credits, require_room
from chalicelib.records.rules.move import ACCREDIT, OPEN_STATES, REJECT, RETURN
from chalicelib.records.rules.record import Record, moved, telling
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.step import Fault, Told
from chalicelib.records.store import records, years
from chalicelib.records.store.tallies import tallying


class Decision(StrEnum):
    """What a bureau can say to a submitted record."""

    ACCREDIT = "accredit"
    RETURN = "return"
    REJECT = "reject"


DECIDED = {Decision.ACCREDIT: ACCREDIT, Decision.RETURN: RETURN, Decision.REJECT: REJECT}


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A bureau's decision. `credits`: fewer than computed; `version` and `seen`: what the reviewer saw.

    `general_knowledge`: False clears what the applicant claimed (R8); it is never set by a bureau.
    `faults`: what a return names as at fault.
    """

    decision: Decision
    credits: Decimal | None = None
    reason: str = ""
    version: int | None = None
    seen: Seen = UNSEEN
    general_knowledge: bool | None = None
    faults: tuple[Fault, ...] = ()


def decide_record(
    staff: Staff, record: str, verdict: Verdict, *, at: datetime, cause: Cause
) -> Decided:
    """Decide one submitted record of one's own territory.

    A bureau above may decide it as well, without taking it over first; its history says who did.

    Args:
        staff: the reviewer.
        record: the record's id.
        verdict: the decision.
        at: the instant of the request.
        cause: the request: the same again is answered the same.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `already_decided` with the
            result; `taken_over` by the bureau above; `record_changed`; `stale`;
            `reason_required`;
            `credits_exceeded`; `form_capped`; `duplicate_credit` for a sitting that counts already; `field_invalid` for faults that name nothing of the record.
    """

    def decide(found: Reviewed) -> Record:
        _require_decidable(found.record, verdict, staff)
        return _decided(found, verdict, staff, cause)

    return acted_on(staff, record, decide, save_decided, at=at, cause=cause)


def save_decided(found: Reviewed, decided: Record, told: Notice | None) -> None:
    """Write what a bureau has decided, with the standing where it counts now, and count it for whoever decided."""
    counted = (tallying(decided.moves[-1]),)
    if not decided.counts:
        window = found.law.window_of(decided)
        records.put_moved(decided, window, found.record, told, counted)
        return
    require_uncounted(found.person_year, found.record)
    standing = found.standing_with(decided)
    years.put_accredited(decided, found.record, standing, found.person_year, told, counted)


def _require_decidable(record: Record, verdict: Verdict, staff: Staff) -> None:
    review.require_undecided(record, DECIDED[verdict.decision])
    review.require_not_taken_over(record, staff.territory)
    if verdict.version is not None and verdict.version != record.version:
        raise Refusal("record_changed", version=record.version)
    verdict.seen.require(record.version)
    if verdict.faults and not _leaves_open(verdict):
        raise Refusal("field_invalid", field="faults", why="只有退回可以指明有误之处")
    review.require_faults(record, verdict.faults)


def _decided(found: Reviewed, verdict: Verdict, staff: Staff, cause: Cause) -> Record:
    record, law, move = found.record, found.law, DECIDED[verdict.decision]
    if move.to is not RecordState.ACCREDITED:
        decided = moved(record, move, at=law.at, by=staff.actor, cause=cause, reason=verdict.reason)
        return _until_when(telling(decided, _told(record, verdict, law)), law)
    room = require_room(record, found.person_year.records)
    accepted = accepted_credits(room, verdict.credits, verdict.reason)
    reason = "；".join(each for each in (verdict.reason.strip(), room.why) if each)
    return msgspec.structs.replace(
        moved(record, move, at=law.at, by=staff.actor, cause=cause, reason=reason),
        accredited=accepted,
        general_knowledge=record.general_knowledge and verdict.general_knowledge is not False,
    )


def _told(record: Record, verdict: Verdict, law: YearLaw) -> Told:
    """What a return or rejection tells; only a return leaves something to mend, and until when."""
    if not _leaves_open(verdict):
        return Told(record.credits, record.resubmit_until)
    until = window.resubmit_until(law.window_of(record), law.at)
    return Told(record.credits, until, verdict.faults)


def _until_when(decided: Record, law: YearLaw) -> Record:
    """A rejected record with the time until which its owner may appeal, as they are told now (R43)."""
    if decided.state is not REJECT.to:
        return decided
    until = window.appeal_until(law.window_of(decided), law.at)
    return msgspec.structs.replace(decided, appeal_until=until)


def _leaves_open(verdict: Verdict) -> bool:
    """Whether its owner may mend the record afterwards."""
    return DECIDED[verdict.decision].to in OPEN_STATES
