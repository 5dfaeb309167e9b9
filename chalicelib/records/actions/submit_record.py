"""Submit a record to the finance bureau of one's territory (R18, R25)."""

from datetime import datetime

import msgspec

from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause, Party
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.records.actions.compose_record import (
    Application,
    OwnRecord,
    compose,
    require_changeable,
)
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.get_record import Owner, get_own_record
from chalicelib.records.actions.require_evidence import Checked, require_evidence
from chalicelib.records.actions.require_free import require_free
from chalicelib.records.rules.capped import require_room
from chalicelib.records.rules.move import SUBMIT
from chalicelib.records.rules.reading import as_of
from chalicelib.records.rules.record import Record, moved, require_move
from chalicelib.records.rules.review import continued
from chalicelib.records.rules.stated import require_texts
from chalicelib.records.store import slots


def submit_record(
    owner: Owner, record: str, *, at: datetime, cause: Cause, seen: Seen = UNSEEN
) -> OwnRecord:
    """Submit a draft, or a returned record that has been mended.

    Credits are computed by the law of this instant and freeze (R14); the record goes to the
    territory of now and stays there (R6). A returned record may be submitted until its own
    deadline, which can lie after the cut-off (R25).

    Raises:
        Refusal: `not_found` for another's record; `stale` where it is not as it was seen; what
            registering refuses; `evidence_missing`.
    """
    checked: Checked = {}
    return settled(lambda: _submit_once(owner, record, at, cause, seen, checked))


def _submit_once(
    owner: Owner, record_id: str, at: datetime, cause: Cause, seen: Seen, checked: Checked
) -> OwnRecord:
    person_year, record = get_own_record(owner, record_id)
    law = law_for(person_year, at=at)
    if made := record.move_by(cause):
        return OwnRecord(as_of(record, made), law.window_of(record), person_year)
    seen.require(record.version)
    require_move(SUBMIT, record.state, Party.PROFESSIONAL)
    require_texts(record, shanghai_date(at))
    window = require_changeable(person_year, record, law)
    composed = compose(person_year, law, application_of(record), record.evidence, token="")
    fresh = msgspec.structs.replace(continued(composed, record), faults=())
    require_free(person_year, fresh, window, law)
    require_room(fresh, person_year.records)
    submitted = moved(
        require_evidence(fresh, law, checked),
        SUBMIT,
        at=at,
        by=person_year.professional.actor,
        cause=cause,
    )
    slots.put_record(submitted, window, record, person_year)
    return OwnRecord(submitted, law.window_of(submitted), person_year)


def application_of(record: Record) -> Application:
    """What the professional stated, read back from the record."""
    return Application(
        form=record.form,
        title=record.title,
        issuer=record.issuer,
        facts=record.facts,
        reference=record.reference,
        started_on=record.started_on,
        ended_on=record.ended_on,
        evidence=tuple(file.id for file in record.evidence),
    )
