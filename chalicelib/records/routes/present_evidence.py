"""How uploaded files are shown: to their owner, and to whom decides."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.contact import lines_of
from chalicelib.bureaus.rules.territory import covers, parse_territory
from chalicelib.http.shapes import FactSaid
from chalicelib.http.wire import time_text
from chalicelib.law.rules.form import said
from chalicelib.people.actions import ask_people
from chalicelib.people.routes.present import person as masked
from chalicelib.platform.gateways.files import Signed
from chalicelib.platform.rules.identifier import Several
from chalicelib.records.gateways import evidence_bucket
from chalicelib.records.routes import shapes
from chalicelib.records.routes.present_alike import beside
from chalicelib.records.routes.shapes_beside import UsedElsewhere
from chalicelib.records.rules.evidence import Evidence
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.store import evidence as store


def evidence(file: Evidence) -> shapes.EvidenceShape:
    """A file as its owner sees it."""
    return shapes.EvidenceShape(
        id=file.id, filename=file.filename, content_type=file.content_type, size=file.size
    )


def reviewed_evidence(
    person: str, people: Several, file: Evidence, staff: Staff
) -> shapes.EvidenceShape:
    """A file as a reviewer sees it: with a signed address, and the records of others that rest on it.

    Args:
        person: whose upload it is, where the file does not say so.
        people: every id of that person.
        file: the file as it was pinned.
        staff: the reviewer.
    """
    found = store.find_elsewhere(people, file.id)
    shown = signed_evidence(person, file, elsewhere=bool(found))
    return msgspec.structs.replace(shown, used_by=list(used_elsewhere(found, staff)))


def used_elsewhere(found: Sequence[Record], staff: Staff) -> Iterator[UsedElsewhere]:
    """The records of others that rest on a file, the latest submitted first, their owners masked."""
    owners = ask_people.find_professionals({each.person for each in found}) if found else {}
    for each in sorted(found, key=_submitted_at, reverse=True):
        owner, asked = owners.get(each.person), lines_of(each.bureau)[0]
        yield UsedElsewhere(
            record=beside(each),
            facts_said=facts_said(each),
            professional=masked(owner) if owner else None,
            submitted_at=time_text(_submitted_at(each)),
            within=covers(staff.territory, each.territory),
            bureau_name=parse_territory(each.bureau).full_name,
            phone=asked.phone or None,
        )


def _submitted_at(record: Record) -> datetime:
    """When it came to its bureau first, or came in."""
    submitted = (each.at for each in record.moves if each.to is RecordState.SUBMITTED)
    return next(submitted, record.registered_at)


def facts_said(record: Record) -> list[FactSaid]:
    """What is stated of a study, in words."""
    found = said(record.form, record.facts)
    return [FactSaid(name=each.name, label=each.label, text=each.text) for each in found]


def signed_evidence(person: str, file: Evidence, *, elsewhere: bool) -> shapes.EvidenceShape:
    """A file with its signed address; `person` as in `reviewed_evidence`."""
    return shapes.EvidenceShape(
        id=file.id,
        filename=file.filename,
        content_type=file.content_type,
        size=file.size,
        url=signed(person, file).url,
        also_used_by_others=elsewhere,
    )


def signed(person: str, file: Evidence) -> Signed:
    """The signed address of a file; `person` is whose upload it is, where the file does not say so."""
    owner = file.owner or person
    return evidence_bucket.evidence_url(owner, file.id, file.content_type, file.object_version)
