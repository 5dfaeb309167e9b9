"""Answer an appeal (复核决定, R43): uphold the refusal, or overturn it and thereby accredit, once."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.notices.actions.ask_notices import notice_item
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import is_new
from chalicelib.platform.store.writes import Write, write_together
from chalicelib.records.actions.act_on_record import Besides, Decided, Reviewed, acted_on, nothing
from chalicelib.records.actions.regain_slots import save_in_slots
from chalicelib.records.rules import review
from chalicelib.records.rules.answered import require_open
from chalicelib.records.rules.appeal_rows import ANSWERS
from chalicelib.records.rules.capped import accepted_credits, require_room
from chalicelib.records.rules.reconsideration import (
    APPEAL_LABELS,
    AppealState,
    Lodged,
    appeals_of,
    record_of_appeal,
    refusing_step,
)
from chalicelib.records.rules.record import Record, moved
from chalicelib.records.store import appeals, records
from chalicelib.staff.actions.recuse import is_login_of


class Answer(StrEnum):
    """What a bureau can say to an appeal."""

    UPHOLD = "uphold"
    OVERTURN = "overturn"


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """A bureau's answer; `credits`: fewer than computed, where it overturns."""

    answer: Answer
    credits: Decimal | None = None
    reason: str = ""


def decide_appeal(
    staff: Staff,
    appeal: str,
    ruling: Ruling,
    *,
    at: datetime,
    cause: Cause,
    besides: Besides = nothing,
) -> Decided:
    """Answer an open appeal, as a reviewer of the bureau that it was brought before, or of one above.

    Whoever refused the record answers no appeal against it, whichever of their logins they use.

    Args:
        staff: the reviewer.
        appeal: the appeal's id.
        ruling: the answer.
        at: the instant of the request.
        cause: the request: the same again is answered the same.
        besides: what else is written of a record that counts again.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `already_decided` with the result;
            `forbidden` for a bureau that is not above; `own_decision`; `reason_required`;
            `credits_exceeded`; `form_capped`; `duplicate_credit` for what counts already.
    """

    def decide(found: Reviewed) -> Record:
        require_open(_get_appeal(found.record, appeal).state, AppealState.OPEN, APPEAL_LABELS)
        if not covers(staff.territory, found.record.bureau):
            raise Refusal("forbidden")
        _require_another_person(found.record, staff)
        return _answered(found, ruling, staff, cause)

    def save(found: Reviewed, after: Record, told: Notice | None) -> None:
        if not after.counts:
            _save_upheld(found, after, told)
            return
        also = besides(after, found.person_year.professional)
        save_in_slots(found, after, told, (*appeals.answering(after), *also))

    return acted_on(staff, record_of_appeal(appeal), decide, save, at=at, cause=cause)


def _get_appeal(record: Record, appeal: str) -> Lodged:
    found = next((each for each in appeals_of(record) if each.id == appeal), None)
    if found is None:
        raise Refusal("not_found")
    return found


def _require_another_person(record: Record, staff: Staff) -> None:
    refused = refusing_step(record)
    if refused is None:
        return
    login = refused.by.login
    if login and (login == staff.login or is_login_of(staff.proof, login)):
        raise Refusal("own_decision")


def _answered(found: Reviewed, ruling: Ruling, staff: Staff, cause: Cause) -> Record:
    record, by = found.record, review.above(staff.login, staff.territory)
    row = next(
        each for each in ANSWERS if each.name == ruling.answer and record.state in each.sources
    )
    after = moved(record, row, at=found.law.at, by=by, cause=cause, reason=ruling.reason)
    if not after.counts:
        _require_no_credits(ruling)
        return after
    room = require_room(record, found.person_year.records)
    accepted = accepted_credits(room, ruling.credits, ruling.reason)
    return msgspec.structs.replace(after, accredited=accepted)


def _require_no_credits(ruling: Ruling) -> None:
    if ruling.credits is not None:
        why = "维持原决定不认定学分，请不要填写"
        raise Refusal("field_invalid", field="credits", why=why)


def _save_upheld(found: Reviewed, after: Record, told: Notice | None) -> None:
    window = found.law.window_of(after)
    writes = [
        Write(records.record_item(after, window), records.is_as_read(found.record)),
        *appeals.answering(after),
    ]
    if told:
        writes.append(Write(notice_item(told, told.due), is_new()))
    write_together(writes)
