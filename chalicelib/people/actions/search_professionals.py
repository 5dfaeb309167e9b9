"""Find professionals for an administrator: by document, by name, by territory (R7, R20)."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.identity.actions.identify_document import identify_document
from chalicelib.identity.rules import name as names
from chalicelib.people.rules.professional import Professional
from chalicelib.people.store import professionals
from chalicelib.platform.rules.listing import Position


class Sought(NamedTuple):
    """Whom: a document's type and number, a whole name, both or neither; and where."""

    document: tuple[str, str] | None
    name: str
    territories: tuple[str, ...]


class PeoplePage(NamedTuple):
    """A page of people; `last` is where the next one begins, None if there is none."""

    found: list[Professional]
    last: Position | None


def search_professionals(
    sought: Sought, *, after: Position | None, limit: int, at: datetime
) -> PeoplePage:
    """Find people: at most one by a document, else in the order of territory and name.

    Raises:
        Refusal: `document_invalid`, `document_type_unknown`, `cursor_invalid`.
    """
    if sought.document is not None:
        return PeoplePage(_of_document(sought, sought.document, at), None)
    name = sought.name.strip()
    return PeoplePage(*professionals.find_people(sought.territories, name, after, limit))


def _of_document(sought: Sought, document: tuple[str, str], at: datetime) -> list[Professional]:
    person = professionals.find_person_by_identity(identify_document(document, at=at).digest)
    found = professionals.find_professional(person) if person else None
    if found is None or found.territory not in sought.territories:
        return []
    return [found] if not sought.name or names.agree(found.name, sought.name) else []
