"""Appeal against a refusal (申请复核, R43): the bureau above the one that rejected looks at it again."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from chalicelib.notices.actions.ask_notices import notice_item
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import is_new
from chalicelib.platform.store.writes import Write, write_together
from chalicelib.records.actions.compose_record import OwnRecord, get_evidence
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.get_record import get_own_record
from chalicelib.records.actions.regain_slots import in_its_slots
from chalicelib.records.actions.require_evidence import Checked, pin_evidence
from chalicelib.records.actions.require_free import require_free
from chalicelib.records.rules.appeal_rows import APPEAL
from chalicelib.records.rules.decision_notice import decision_notice
from chalicelib.records.rules.reading import as_of
from chalicelib.records.rules.reconsideration import lodged, require_appealable
from chalicelib.records.store import appeals, slots

ANEW = "该成果其后已另行登记，原不予认定的记录不能再申请复核。"


class Grounds(NamedTuple):
    """Why an appeal is lodged, and the uploads that are added to what the record has."""

    reasons: str
    uploads: tuple[str, ...] = ()


def appeal_record(
    person: str, record: str, grounds: Grounds, *, at: datetime, cause: Cause
) -> OwnRecord:
    """Bring one's own refused record before the bureau above; a closed window is nothing to it.

    Args:
        person: the professional's id.
        record: the record's id.
        grounds: why.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `not_found`; `record_not_changeable` unless it was refused; `already_appealed`;
            `appeal_closed`; `reason_required`; `duplicate_credit` if the same thing has been
            registered again since (R16); `field_invalid` and `evidence_invalid` for the uploads.
    """
    checked: Checked = {}
    return settled(lambda: _appeal_once(person, record, grounds, at, cause, checked))


def _appeal_once(
    person: str, record_id: str, grounds: Grounds, at: datetime, cause: Cause, checked: Checked
) -> OwnRecord:
    person_year, before = get_own_record(person, record_id)
    law = law_for(person_year, at=at)
    window = law.window_of(before)
    if made := before.move_by(cause):
        return OwnRecord(as_of(before, made), window, person_year)
    require_appealable(before, window, at)
    if not grounds.reasons.strip():
        raise Refusal("reason_required", field="reasons", move=APPEAL.label)
    announced = get_evidence(person_year, grounds.uploads)
    standing_again = in_its_slots(before)
    require_free(person_year, standing_again, window, law, ANEW)
    after = lodged(
        standing_again,
        window,
        pin_evidence(before.person, announced, checked),
        at=at,
        by=person_year.professional.actor,
        cause=cause,
        reasons=grounds.reasons,
    )
    told = decision_notice(after)
    writes = [*slots.writes_of(after, window, before, person_year), appeals.lodging(after)]
    write_together([*writes, *slots.guarded([after], person_year), *_telling(told)])
    return OwnRecord(after, window, person_year)


def _telling(told: Notice | None) -> Iterator[Write]:
    if told:
        yield Write(notice_item(told, told.due), is_new())
