"""Regain the slots of a record that stands again: its row leads out of a state that freed them (R16)."""

from collections.abc import Iterable

import msgspec

from chalicelib.law.rules import credit
from chalicelib.law.rules.form import lists_papers
from chalicelib.notices.actions.ask_notices import notice_item
from chalicelib.notices.rules.notice import Notice
from chalicelib.platform.store.tables import is_new
from chalicelib.platform.store.writes import Write
from chalicelib.records.actions.act_on_record import Reviewed
from chalicelib.records.actions.compose_record import slots_of
from chalicelib.records.actions.require_free import require_free
from chalicelib.records.actions.submit_record import application_of
from chalicelib.records.rules.filing import FILED
from chalicelib.records.rules.record import Record
from chalicelib.records.store import slots
from chalicelib.records.store.accreditations import put_together


def in_its_slots(record: Record) -> Record:
    """The record in the slots that it had before something else took them, and it was filed beside.

    The first slot is kept in the name of the place beside; only what lists papers has further ones.
    """
    if FILED not in record.slot:
        return record
    if not lists_papers(record.form):
        slot = record.slot.partition(FILED)[0]
        return msgspec.structs.replace(record, slot=slot)
    form, facts = credit.parse_facts(record.form, record.facts)
    first, *parts = slots_of(form, facts, application_of(record))
    return msgspec.structs.replace(record, slot=first, parts=tuple(parts))


def save_in_slots(
    found: Reviewed, after: Record, told: Notice | None, besides: Iterable[Write] = ()
) -> None:
    """Write a record into the slots that it regains, and the standing where it counts again.

    Args:
        found: the record as staff found it.
        after: the record as it has become, in its slots.
        told: what its owner is told.
        besides: what else belongs to it.

    Raises:
        Refusal: `duplicate_credit` while the same thing stands registered again.
        Conflict: somebody else wrote one of these items meanwhile.
    """
    person_year, window = found.person_year, found.law.window_of(after)
    require_free(person_year, after, window, found.law)
    writes = [*slots.writes_of(after, window, found.record, person_year), *besides]
    if told:
        writes.append(Write(notice_item(told, told.due), is_new()))
    if after.counts:
        put_together([after], writes, found.standing_with(after), person_year)
    else:
        slots.put_all([*writes, *slots.guarded([after], person_year)])
