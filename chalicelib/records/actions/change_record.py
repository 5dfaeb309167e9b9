"""Change a draft, or mend a returned record (R19, R25)."""

from datetime import datetime

import msgspec

from chalicelib.law.rules.credit import facts_document, parse_facts
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.window import Window
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal, attempted
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.rules.version import next_version
from chalicelib.records.actions.compose_record import (
    Application,
    OwnRecord,
    compose,
    compute,
    get_evidence,
    require_changeable,
    require_registrable,
    subject_of,
)
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.get_record import get_own_record
from chalicelib.records.actions.require_evidence import Checked, require_evidence
from chalicelib.records.actions.require_free import require_free, why_anew
from chalicelib.records.actions.submit_record import application_of
from chalicelib.records.rules.capped import require_room
from chalicelib.records.rules.move import OPEN_STATES, SUBMIT
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.reading import as_of
from chalicelib.records.rules.record import Record, moved
from chalicelib.records.rules.record_state import STATE_LABELS
from chalicelib.records.rules.review import continued
from chalicelib.records.store import slots


def change_record(
    person: str,
    record: str,
    application: Application,
    *,
    submit: bool,
    at: datetime,
    cause: Cause,
    seen: Seen = UNSEEN,
) -> OwnRecord:
    """Replace what a record states; its id, history and place in time stay.

    Args:
        person: the professional's id.
        record: the record's id.
        application: the facts as they shall be.
        submit: whether it goes to the bureau at once.
        at: the instant of the request.
        cause: the request, for repeats.
        seen: the versions that were seen.

    Raises:
        Refusal: `not_found`; `stale` where it is not as it was seen; `record_not_changeable` once
            submitted; what registering refuses.
    """
    checked: Checked = {}

    def once() -> OwnRecord:
        person_year, before = get_own_record(person, record)
        law = law_for(person_year, at=at)
        if made := before.move_by(cause):
            return OwnRecord(as_of(before, made), law.window_of(before), person_year)
        if not submit and not seen.is_current(before.version) and _says(before, application):
            return OwnRecord(before, law.window_of(before), person_year)  # it came, unanswered
        seen.require(before.version)
        window = _require_changeable(person_year, before, law, subject_of(application))
        files = get_evidence(person_year, application.evidence)
        stated = compute(law, application, wanted=submit)
        said = compose(person_year, law, application, files, token=cause.token, computed=stated)
        version = next_version(before.version, at)
        after = msgspec.structs.replace(continued(said, before), version=version)
        require_free(person_year, after, window, law)
        require_room(after, person_year.records)
        if submit:
            mended = msgspec.structs.replace(require_evidence(after, law, checked), faults=())
            after = _handed_in(person_year, mended, at=at, cause=cause)
        slots.put_record(after, window, before, person_year)
        return OwnRecord(after, law.window_of(after), person_year)

    return settled(once)


def _handed_in(person_year: PersonYear, record: Record, *, at: datetime, cause: Cause) -> Record:
    by, reason = person_year.professional.actor, why_anew(person_year, record)
    return moved(record, SUBMIT, at=at, by=by, cause=cause, reason=reason)


def _require_changeable(
    person_year: PersonYear, before: Record, law: YearLaw, subject: Subject
) -> Window:
    """The window in which the record may be changed, and be of that subject from then on."""
    if before.state not in OPEN_STATES:
        raise Refusal("record_not_changeable", state=STATE_LABELS[before.state], move="修改")
    window = require_changeable(person_year, before, law)
    if subject is before.subject:
        return window
    return require_registrable(person_year, law, subject)


def _says(record: Record, application: Application) -> bool:
    """Whether a record states just that already: a change whose answer was lost comes again."""
    facts, _ = attempted(lambda: parse_facts(application.form, application.facts))
    if facts is None:
        return False
    wanted = msgspec.structs.replace(
        application,
        facts=facts_document(facts[1]),
        evidence=tuple(dict.fromkeys(application.evidence)),
    )
    return application_of(record) == wanted
