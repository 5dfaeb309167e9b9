"""Decide a record (学分认定): accredit, return or reject, once (R20-R22)."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules import territory
from chalicelib.law.rules import window
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.notices.actions.send_notice import pass_on
from chalicelib.notices.rules.notice import Notice
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.platform.rules.identifier import find_address
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import require_reason
from chalicelib.records.actions.compose_record import get_year
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.require_free import require_uncounted
from chalicelib.records.rules import review
from chalicelib.records.rules.decision_notice import decision_notice
from chalicelib.records.rules.move import ACCREDIT, REJECT, RETURN
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import (
    Fault,
    Record,
    Told,
    as_of,
    is_registered,
    moved,
    telling,
)
from chalicelib.records.rules.standing import Standing, standing_of
from chalicelib.records.store import records, years
from chalicelib.staff.actions.recuse import require_not_own


class Decision(StrEnum):
    """What a bureau can say to a submitted record."""

    ACCREDIT = "accredit"
    RETURN = "return"
    REJECT = "reject"


DECIDED = {Decision.ACCREDIT: ACCREDIT, Decision.RETURN: RETURN, Decision.REJECT: REJECT}


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """A bureau's decision. `credits`: fewer than computed; `version`: what the reviewer saw.

    `general_knowledge`: False clears what the applicant claimed (R8); it is never set by a bureau.
    `faults`: what a return names as at fault.
    """

    decision: Decision
    credits: Decimal | None = None
    reason: str = ""
    version: int | None = None
    general_knowledge: bool | None = None
    faults: tuple[Fault, ...] = ()


class Decided(NamedTuple):
    """A record as it stands after a decision, whose it is, and the window that it belongs to."""

    professional: Professional
    record: Record
    window: window.Window


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
            result; `taken_over` by the bureau above; `record_changed`; `reason_required`;
            `credits_exceeded`; `duplicate_credit` for a sitting that counts already; `field_invalid` for faults that name nothing of the record.
    """
    decided, told = settled(lambda: _decide_once(staff, record, verdict, at, cause))
    if told:
        pass_on(told)
    return decided


def _decide_once(
    staff: Staff, record_id: str, verdict: Verdict, at: datetime, cause: Cause
) -> tuple[Decided, Notice | None]:
    person_year, record = get_reviewed(staff, record_id)
    law = law_for(person_year, at=at)
    asked = law.window_of(record)
    if made := record.move_by(cause):
        return Decided(person_year.professional, as_of(record, made), asked), None
    require_not_own(person_year.professional, staff)
    _require_decidable(record, verdict, staff)
    decided = _decided(record, verdict, staff, law, cause)
    if not decided.counts:
        told = decision_notice(decided)
        records.put_moved(decided, asked, record, told)
        return Decided(person_year.professional, decided, asked), told
    require_uncounted(person_year, record)
    years.put_accredited(decided, record, recomputed(person_year, decided, law), person_year)
    return Decided(person_year.professional, decided, asked), None


def recomputed(person_year: PersonYear, changed: Record, law: YearLaw) -> Standing:
    """The standing once one of the year's records has changed."""
    after = [changed if each.id == changed.id else each for each in person_year.records]
    return standing_of(person_year.standing, after, law.required, law.at)


def get_reviewed(staff: Staff, record_id: str) -> tuple[PersonYear, Record]:
    """Read a record of the reviewer's territory; any other is `not_found` (R20)."""
    address = find_address(record_id)
    if address is None:
        raise Refusal("not_found")
    try:
        person_year = get_year(address.person, address.year)
    except Refusal:
        raise Refusal("not_found") from None
    record = person_year.record(record_id)
    if (
        record is None
        or not is_shown(record)
        or not territory.covers(staff.territory, record.territory)
    ):
        raise Refusal("not_found")
    return person_year, record


def is_shown(record: Record) -> bool:
    """A bureau sees what was ever submitted, or came in without its owner; never a draft."""
    return is_registered(record)


def _require_decidable(record: Record, verdict: Verdict, staff: Staff) -> None:
    review.require_submitted(record)
    review.require_not_taken_over(record, staff.territory)
    if verdict.version is not None and verdict.version != record.version:
        raise Refusal("record_changed", version=record.version)
    if verdict.faults and verdict.decision is not Decision.RETURN:
        raise Refusal("field_invalid", field="faults", why="只有退回可以指明有误之处")
    review.require_faults(record, verdict.faults)


def _decided(record: Record, verdict: Verdict, staff: Staff, law: YearLaw, cause: Cause) -> Record:
    move = DECIDED[verdict.decision]
    decided = moved(record, move, at=law.at, by=staff.actor, cause=cause, reason=verdict.reason)
    if not decided.counts:
        return telling(decided, _told(record, verdict, law))
    return msgspec.structs.replace(
        decided,
        accredited=_accepted(record, verdict),
        general_knowledge=record.general_knowledge and verdict.general_knowledge is not False,
    )


def _told(record: Record, verdict: Verdict, law: YearLaw) -> Told:
    """What a return or rejection tells; only a return leaves something to mend, and until when."""
    if verdict.decision is not Decision.RETURN:
        return Told(record.credits, record.resubmit_until)
    until = window.resubmit_until(law.window_of(record), law.at)
    return Told(record.credits, until, verdict.faults)


def _accepted(record: Record, verdict: Verdict) -> Decimal:
    """The credits a reviewer accepts: never more than computed, fewer only with a reason (R14)."""
    accepted = record.credits if verdict.credits is None else verdict.credits
    if not 0 < accepted <= record.credits:
        raise Refusal("credits_exceeded", field="credits", credits=decimal_text(record.credits))
    if accepted < record.credits:
        require_reason(verdict.reason, "减少认定学分")
    return accepted
