"""Who stands on an employer's roll: below the employer by name, a pointer each (`R#{name}#{person}`).

The profile says whether somebody does; a pointer is where to look. It is put and taken away in the
transaction that changes the profile.
"""

from collections.abc import Iterator
from typing import NamedTuple

from chalicelib.employers.rules.employer import Employer
from chalicelib.employers.rules.roll import RollReminder
from chalicelib.employers.store.employers import EMPLOYER, employer_key
from chalicelib.identity.rules.name import normal_form
from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store.notices import notice_item
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.rules.listing import AFTER_ALL, Pointer
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.several import find_all
from chalicelib.platform.store.tables import (
    Conflict,
    RegistryItem,
    is_new,
    is_still_at,
    is_version,
    read,
)
from chalicelib.platform.store.writes import Write, write_together

ROLL = "R#"


class Pointed(NamedTuple):
    """Somebody whom a roll leads to, and the place there."""

    person: str
    order: str


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


def find_order(professional: Professional) -> str | None:
    """Where somebody stands on the roll of the employer that they name: what a page goes on from."""
    place = _place(professional)
    return place[1] if place else None


def find_pointed(code: str, after: str, limit: int) -> list[Pointed]:
    """Whom an employer's roll leads to, by name, from after a place on."""
    items = RegistryItem.query(
        employer_key(code),
        RegistryItem.sk.between(after or ROLL, f"{ROLL}{AFTER_ALL}"),
        consistent_read=True,
        limit=limit + 1,  # the place itself lies among them
    )
    found = [Pointed(item.sk.rpartition("#")[2], item.sk) for item in items if item.sk != after]
    return found[:limit]


def find_reminded(code: str, people: Several) -> dict[str, RollReminder]:
    """When an employer reminded people last, of those whom it ever did."""
    keys = {_reminder_key(code, person): person for person in people}
    found = find_all(RegistryItem, keys)
    return {keys[key]: read(item, RollReminder) for key, item in found.items()}


def put_reminded(code: str, notice: Notice, reminder: RollReminder) -> bool:
    """Put a reminder into its person's inbox; False where another clerk has done so meanwhile."""
    pk, sk = _reminder_key(code, notice.person)
    item = RegistryItem(pk=pk, sk=sk, version=reminder.version, body=keep(reminder))
    try:
        write_together(
            [
                Write(item, is_still_at(reminder.version - 1)),
                Write(notice_item(notice, notice.due), is_new()),
            ]
        )
    except Conflict:
        return False
    return True


def _reminder_key(code: str, person: str) -> tuple[str, str]:
    return employer_key(code), f"T#{person}"
