"""Change a draft, or mend a returned record (R19, R25)."""

from datetime import datetime

import msgspec

from chalicelib.actions.compose_record import (
    Application,
    compose,
    get_evidence,
    require_changeable,
    require_evidence,
    require_registrable,
    subject_of,
)
from chalicelib.actions.require_free import require_free, why_anew
from chalicelib.actions.settle import settled
from chalicelib.actions.submit_record import get_own_record
from chalicelib.rules.cause import Cause
from chalicelib.rules.record import STATE_LABELS, Record, State, as_of, moved
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.review import continued
from chalicelib.rules.version import next_version
from chalicelib.store import slots
from chalicelib.store.policies import get_policy

CHANGEABLE = frozenset({State.DRAFT, State.RETURNED})


def change_record(
    person: str, record: str, application: Application, *, submit: bool, at: datetime, cause: Cause
) -> Record:
    """Replace what a record states; its id, history and place in time stay.

    Args:
        person: the professional's id.
        record: the record's id.
        application: the facts as they shall be.
        submit: whether it goes to the bureau at once.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `not_found`; `record_not_changeable` once submitted; what registering refuses.
    """

    def once() -> Record:
        now, before = get_own_record(person, record)
        if made := before.move_by(cause):
            return as_of(before, made)
        if before.state not in CHANGEABLE:
            raise Refusal("record_not_changeable", state=STATE_LABELS[before.state], move="修改")
        policy = get_policy(before.year)
        window = require_changeable(now, before, policy, at)
        if subject_of(application) is not before.subject:
            window = require_registrable(now, policy, subject_of(application), at)
        files = get_evidence(now, application.evidence)
        composed = compose(now, policy, application, files, at=at, token=cause.token)
        version = next_version(before.version, at)
        after = msgspec.structs.replace(continued(composed, before), version=version)
        require_free(now, after, window, at)
        if submit:
            pinned = require_evidence(after, policy)
            mended = msgspec.structs.replace(pinned, faults=())
            reason = why_anew(now, after)
            after = moved(
                mended,
                State.SUBMITTED,
                at=at,
                by=now.professional.actor,
                cause=cause,
                reason=reason,
            )
        slots.put_record(after, window, before, now)
        return after

    return settled(once)
