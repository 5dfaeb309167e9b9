"""A variant of a certificate for one purpose (加注件): the same, and for what and until when it is (R48).

Its holder asks for it; the renderer draws and signs it, and its digest stays with its version's files.
"""

from datetime import date, datetime, timedelta

import msgspec

from chalicelib.platform.rules.china_time import day_text
from chalicelib.platform.rules.refusal import Refusal

MOST_OF_A_VERSION = 20
"""So many variants a version of a certificate may have."""
LONGEST = timedelta(days=730)
"""From today: for longer nothing is stated."""
ANNOTATIONS = "V#"
"""How their sort keys begin, below their person."""


class Annotation(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One variant: of which version, for what, until which day it is valid, and where its file stands.

    `slot` counts those of the version. `undrawable` are the characters that no font has; `sha256`
    (hexadecimal) is there once it is drawn; `is_void`: its version is not in force any more.
    """

    person: str
    year: int
    of_version: int
    slot: int
    purpose: str
    valid_until: date
    ordered_at: datetime
    undrawable: str = ""
    sha256: str = ""
    is_void: bool = False
    version: int = 1

    @property
    def note(self) -> str:
        """The line that it has beside the certificate's own."""
        return f"仅供{self.purpose}使用，至{day_text(self.valid_until)}有效"

    @property
    def is_waiting_to_be_drawn(self) -> bool:
        """Whether the renderer still owes it."""
        return not (self.sha256 or self.undrawable or self.is_void)

    def says(self, purpose: str, valid_until: date) -> bool:
        """Whether it is the one for a purpose and day."""
        return (self.purpose, self.valid_until) == (purpose, valid_until)


def require_purpose(purpose: str | None, valid_until: date | None, today: date) -> tuple[str, date]:
    """What a variant is for and until when, both of them, the day neither past nor far away.

    Raises:
        Refusal: `field_missing`, `field_invalid`.
    """
    if not purpose:
        raise Refusal("field_missing", field="purpose")
    if valid_until is None:
        raise Refusal("field_missing", field="valid_until")
    if not today <= valid_until <= today + LONGEST:
        why = f"应在今天至{day_text(today + LONGEST)}之间"
        raise Refusal("field_invalid", field="valid_until", why=why)
    return purpose, valid_until


def require_room(taken: int, year: int) -> None:
    """Refuse a further variant of a version that has as many as there may be.

    Raises:
        Refusal: `annotations_too_many`.
    """
    if taken >= MOST_OF_A_VERSION:
        raise Refusal("annotations_too_many", year=year, most=MOST_OF_A_VERSION)
