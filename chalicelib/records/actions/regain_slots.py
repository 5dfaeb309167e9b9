"""Regain the slots of a record that was filed beside whatever took them (R16)."""

import msgspec

from chalicelib.law.rules import credit
from chalicelib.law.rules.form import lists_papers
from chalicelib.records.actions.compose_record import slots_of
from chalicelib.records.actions.submit_record import application_of
from chalicelib.records.rules.filing import FILED
from chalicelib.records.rules.record import Record


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
