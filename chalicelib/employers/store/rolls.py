"""Who stands on an employer's roll: below the employer by name, a pointer each (`R#{name}#{person}`).

The profile says whether somebody does; a pointer is where to look. It is put and taken away in the
transaction that changes the profile.
"""

from collections.abc import Iterator

from chalicelib.employers.rules.employer import Employer
from chalicelib.employers.store.employers import EMPLOYER, employer_key
from chalicelib.identity.rules.name import normal_form
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.listing import Pointer
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import RegistryItem, is_version
from chalicelib.platform.store.writes import Write

ROLL = "R#"


def roll_writes(professional: Professional, previous: Professional) -> Iterator[Write]:
    """What a change of a profile writes on rolls: nothing, where the place stays."""
    place, left = _place(professional), _place(previous)
    if place == left:
        return
    if left:
        yield Write(RegistryItem(*left), clears=True)
    if place:
        pointer = Pointer(person_key(professional.id), "PROFILE")
        yield Write(RegistryItem(*place, body=keep(pointer)))


def _place(professional: Professional) -> tuple[str, str] | None:
    if professional.employer_consent is None or not professional.employer_code:
        return None
    order = f"{ROLL}{normal_form(professional.name)}#{professional.id}"
    return employer_key(professional.employer_code), order


def is_still(employer: Employer) -> Write:
    """The condition that an employer is as it was read, and so still open: of naming it and closing it one wins."""
    item = RegistryItem(employer_key(employer.code), EMPLOYER)
    return Write(item, is_version(employer.version), asks=True)
