"""Register a credit record (学分登记): the professional states facts, the system the credits (R14)."""

from datetime import datetime

from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.records.actions.compose_record import (
    Application,
    OwnRecord,
    compose,
    compute,
    get_evidence,
    get_year,
    require_registrable,
    subject_of,
)
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.require_evidence import Checked, require_evidence
from chalicelib.records.actions.require_free import require_free, why_anew
from chalicelib.records.rules.capped import require_room
from chalicelib.records.rules.move import SAVE, SUBMIT
from chalicelib.records.rules.reading import as_of
from chalicelib.records.rules.record import moved
from chalicelib.records.store import slots


def register_record(
    person: str, year: int, application: Application, *, submit: bool, at: datetime, cause: Cause
) -> OwnRecord:
    """Register a record as a draft, or submit it at once.

    Args:
        person: the professional's id.
        year: the year whose credits these are.
        application: the facts.
        submit: whether it goes to the bureau at once.
        at: the instant of the request, which decides about the window (R25).
        cause: the request, for repeats.

    Raises:
        Refusal: what the rules say no to; nothing is written then.
    """
    checked: Checked = {}

    def once() -> OwnRecord:
        person_year = get_year(person, year)
        law = law_for(person_year, at=at)
        for record in person_year.records:
            if made := record.move_by(cause):
                return OwnRecord(as_of(record, made), law.window_of(record), person_year)
        window = require_registrable(person_year, law, subject_of(application))
        files = get_evidence(person_year, application.evidence)
        computed = compute(law, application, wanted=submit)
        record = compose(person_year, law, application, files, token=cause.token, computed=computed)
        require_free(person_year, record, window, law)
        require_room(record, person_year.records)
        if submit:
            record = require_evidence(record, law, checked)
        move = SUBMIT if submit else SAVE
        reason = why_anew(person_year, record)
        record = moved(
            record,
            move,
            at=at,
            by=person_year.professional.actor,
            cause=cause,
            reason=reason,
            new=True,
        )
        slots.put_record(record, window, None, person_year)
        return OwnRecord(record, window, person_year)

    return settled(once)
