"""Enquiry lines: whom to ask after a refusal or a held certificate (R35), as editable data."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from chalicelib.bureaus.rules.territory import chain
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.refusal_kinds import Ask

FILE = Path(__file__).parent.parent / "contacts.toml"


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who answers, under which number, and where that is known from."""

    name: str
    phone: str
    source: str


class Contacts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lines of both sides and of the bureaus, `bureaus` by territory."""

    finance: Contact
    hr: Contact
    bureau: Contact
    bureaus: Mapping[str, Contact] = {}


@cache
def contacts() -> Contacts:
    """The enquiry lines as the package has them."""
    return msgspec.convert(tomllib.loads(FILE.read_text("utf-8")), Contacts)


def contact_line(ask: Ask, territory: str | None = None) -> str:
    """The line after a message, empty for nobody; the own bureau's is the nearest one known."""
    if ask is Ask.NOBODY:
        return ""
    lines = contacts()
    of = {Ask.FINANCE: lines.finance, Ask.HR: lines.hr, Ask.BUREAU: _bureau(lines, territory)}
    return f"咨询：{of[ask].name} {of[ask].phone}。"


def lines_of(territory: str) -> tuple[Contact, ...]:
    """Whom a person of a territory may ask: the nearest bureau known, the finance side, the HR side."""
    lines = contacts()
    return tuple(dict.fromkeys((_bureau(lines, territory), lines.finance, lines.hr)))


def detail_of(refusal: Refusal) -> str:
    """What a refusal says, with the enquiry line after it (R35).

    The line is the own bureau's where the fact `territory` names it.
    """
    territory = refusal.facts.get("territory")
    line = contact_line(refusal.kind.ask, territory if isinstance(territory, str) else None)
    return refusal.detail + line


def _bureau(lines: Contacts, territory: str | None) -> Contact:
    for code in chain(territory) if territory else ():
        if code in lines.bureaus:
            return lines.bureaus[code]
    return lines.bureau
