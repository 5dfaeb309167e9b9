"""How both sides of a held certificate are shown to whoever resolves it (R7, R30)."""

from collections.abc import Iterable
from typing import Literal

from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.corrections.actions.resolve_held import Sides
from chalicelib.corrections.routes import shapes_held as shapes
from chalicelib.http.wire import time_text
from chalicelib.identity.rules.identity import DocumentType
from chalicelib.people.routes import present as people_present
from chalicelib.people.rules.account import Account
from chalicelib.people.rules.beside import MarkedPart, marked_names, marked_numbers
from chalicelib.people.rules.professional import Professional

Own = Literal["finance", "hr"]


def sides(shown: Sides, own: Own) -> shapes.SidesShown:
    """A person in both systems, the caller's own side first in what is shown whole."""
    mine, (account, because) = shown.professional, shown.compared
    finance, hr = _both(mine, account, own)
    is_other = account is not None and account.digest != mine.document_digest
    looks_alike = account is not None and _document(account) == _document(mine)
    return shapes.SidesShown(
        person=mine.id,
        own=own,
        agrees=because is None,
        hidden_differs=is_other and looks_alike,
        finance=finance,
        hr=hr,
        held_because=people_present.held_because(because) if because else None,
        territory=mine.territory,
        territory_name=parse_territory(mine.territory).full_name,
        version=_version(mine, account, own),
    )


def _both(
    mine: Professional, account: Account | None, own: Own
) -> tuple[shapes.SideShown, shapes.SideShown | None]:
    finance_at, number = time_text(mine.enrolled_at), mine.masked_number
    if account is None:
        whole, masked = marked_names(mine.name, mine.name)
        name = whole if own == "finance" else masked
        digits, _ = marked_numbers(number, number)
        return _side(name, mine.document_type, digits, finance_at), None
    numbers = marked_numbers(number, account.masked_number)
    if own == "finance":
        names = marked_names(mine.name, account.name)
    else:
        theirs, ours = marked_names(account.name, mine.name)
        names = (ours, theirs)
    return (
        _side(names[0], mine.document_type, numbers[0], finance_at),
        _side(names[1], account.document_type, numbers[1], time_text(account.opened_at)),
    )


def _version(mine: Professional, account: Account | None, own: Own) -> int:
    """Which version the caller's own side has, 0 where there is no account."""
    if own == "finance":
        return mine.version
    return account.version if account else 0


def _document(of: Professional | Account) -> tuple[str, str]:
    return of.document_type, of.masked_number


def _side(
    name: Iterable[MarkedPart], document_type: str, number: Iterable[MarkedPart], opened_at: str
) -> shapes.SideShown:
    return shapes.SideShown(
        name=_parts(name),
        document_type=DocumentType(document_type),
        number=_parts(number),
        opened_at=opened_at,
    )


def _parts(parts: Iterable[MarkedPart]) -> list[shapes.PartShown]:
    return [shapes.PartShown(text=each.text, differs=each.differs) for each in parts]
