"""Act on a record as staff (R19-R22): how every move of a bureau's or an administrator's begins and ends.

A verb says what becomes of the record, and how that is saved; all else is here: whose it is, that a
repeat is answered the same, that nobody acts on their own matter, and that the owner is told.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from chalicelib.access.staff import Staff
from chalicelib.law.rules.window import Window
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.notices.rules.notice import Notice
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.store.writes import Write
from chalicelib.records.actions.find_law import law_for
from chalicelib.records.actions.get_record import get_reviewed
from chalicelib.records.rules.decision_notice import decision_notice
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.reading import as_of
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.standing import Standing, standing_of
from chalicelib.staff.actions.recuse import require_not_clerk, require_not_own


class Reviewed(NamedTuple):
    """A record as staff finds it, the year that it is of, and the law that holds there now."""

    person_year: PersonYear
    record: Record
    law: YearLaw

    def standing_with(self, changed: Record) -> Standing:
        """The standing once the record has changed."""
        after = [changed if each.id == changed.id else each for each in self.person_year.records]
        return standing_of(self.person_year.standing, after, self.law.required, self.law.at)


class Decided(NamedTuple):
    """A record as it stands after a decision, whose it is, and the window that it belongs to."""

    professional: Professional
    record: Record
    window: Window


Decide = Callable[[Reviewed], Record]
"""What becomes of the record by the rules, or the refusal; nothing is written."""
Save = Callable[[Reviewed, Record, Notice | None], None]
"""Write the record as it has become, and what its owner is told of it, on condition."""
Besides = Callable[[Record, Professional], Iterable[Write]]
"""What subjects further down write of a record that has moved, in the same transaction."""


def nothing(_record: Record, _professional: Professional) -> Iterable[Write]:
    """Nothing besides."""
    return ()


def acted_on(
    staff: Staff,
    record: str,
    decide: Decide,
    save: Save,
    *,
    at: datetime,
    cause: Cause,
    seen: Seen = UNSEEN,
) -> Decided:
    """Make a move of staff's on a record of their own territory; its owner is told what the move's row tells.

    Args:
        staff: who acts.
        record: the record's id.
        decide: what becomes of it.
        save: how that is written.
        at: the instant of the request.
        cause: the request: the same again is answered the same.
        seen: the versions that were seen.

    Raises:
        Refusal: `not_found` outside the territory; `own_record`; `stale` where it is not as it was
            seen; what `decide` and `save` refuse;
            `idempotency_key_reused`.
    """

    def once() -> Decided:
        return _acted_once(staff, record, decide, save, at, cause, seen)

    return settled(once)


def _acted_once(  # noqa: PLR0917 - one try of acted_on
    staff: Staff,
    record: str,
    decide: Decide,
    save: Save,
    at: datetime,
    cause: Cause,
    seen: Seen,
) -> Decided:
    person_year, before = get_reviewed(staff, record)
    found = Reviewed(person_year, before, law_for(person_year, at=at))
    window = found.law.window_of(before)
    if made := before.move_by(cause):
        return Decided(person_year.professional, as_of(before, made), window)
    require_not_own(person_year.professional, staff)
    if employer := before.rostered_by:
        require_not_clerk(employer, staff)
    seen.require(before.version)
    after = decide(found)
    save(found, after, decision_notice(after))
    return Decided(person_year.professional, after, window)
