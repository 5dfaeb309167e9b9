"""How one record is shown to whoever reviews it: its files, what looks like it, its owner's year beside it."""

from collections.abc import Iterable

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.people.routes.present import person
from chalicelib.people.rules.professional import is_obliged
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.records.actions.compare_studies import compare_studies
from chalicelib.records.routes import present, present_alike, shapes
from chalicelib.records.routes.present_appeals import reviewed_appeal
from chalicelib.records.routes.present_evidence import reviewed_evidence
from chalicelib.records.routes.shapes_beside import AmountBeside, YearBeside
from chalicelib.records.rules.likeness import study_of
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record, is_registered
from chalicelib.records.rules.standing import missing, shown_requirement


def reviewed(
    person_year: PersonYear, record: Record, law: YearLaw, staff: Staff, *, in_full: bool
) -> shapes.RecordShape:
    """A record of the own territory, its evidence as signed addresses, with what belongs beside it.

    `in_full`: its owner's whole name is shown, and that it is has been kept (R7).
    """
    owner = person_year.professional
    found = compare_studies(person_year, study_of(record), but=record.id, is_seen=is_registered)
    shown = present.owned_record(record, owner, law.window_of(record), law.at, staff)
    return msgspec.structs.replace(
        present_alike.with_alikes(shown, found),
        professional=person(owner, in_full=in_full),
        evidence=[
            reviewed_evidence(record.person, owner.ids, file, staff) for file in record.evidence
        ],
        appeal=reviewed_appeal(shown.appeal, record, owner.ids, staff),
        year_beside=year_beside(person_year, record, law),
    )


def year_beside(person_year: PersonYear, record: Record, law: YearLaw) -> YearBeside:
    """How the year of a record's owner stands, and the other records in it."""
    standing = person_year.standing
    required = shown_requirement(standing, law.required)
    exempt = not standing.complete and not is_obliged(person_year.professional, law.year)
    return YearBeside(
        complete=standing.complete,
        exempt=exempt,
        public=AmountBeside(
            accredited=decimal_text(standing.public),
            required=decimal_text(required.public),
            waived=standing.waived,
        ),
        professional=AmountBeside(
            accredited=decimal_text(standing.professional),
            required=decimal_text(required.professional),
            waived=False,
        ),
        general_knowledge=AmountBeside(
            accredited=decimal_text(standing.general_knowledge),
            required=decimal_text(required.general_knowledge),
            waived=standing.complete and standing.general_knowledge < required.general_knowledge,
        ),
        missing=[] if exempt else [each.why for each in missing(standing, law.required)],
        records=[present_alike.beside(each) for each in _others(person_year.records, record)],
    )


def _others(records: Iterable[Record], record: Record) -> list[Record]:
    seen = (each for each in records if each.id != record.id and is_registered(each))
    return sorted(seen, key=lambda each: (each.registered_at, each.id))
