"""How people and their accounts are shown: masked (R7)."""

from msgspec import UNSET

from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.http.wire import date_text, time_text
from chalicelib.identity.rules import name
from chalicelib.identity.rules.identity import DocumentType
from chalicelib.people.routes import shapes
from chalicelib.people.rules.account import Account
from chalicelib.people.rules.held import HeldBecause, HoldReason
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.refusal_kinds import Ask


def document(kind: str, masked_number: str) -> shapes.DocumentShape:
    """A document with its number masked (R7)."""
    return shapes.DocumentShape(type=DocumentType(kind), number=masked_number)


def profile(professional: Professional) -> shapes.Profile:
    """A profile as its owner sees it."""
    return shapes.Profile(
        id=professional.id,
        name=professional.name,
        document=document(professional.document_type, professional.masked_number),
        territory=professional.territory,
        territory_name=parse_territory(professional.territory).full_name,
        employment=professional.employment,
        employer=professional.employer or None,
        employer_code=professional.employer_code or None,
        employer_confirmed=bool(professional.employer_code),
        mobile=professional.masked_mobile or None,
        worked_since=date_text(professional.worked_since),
        enrolled_at=time_text(professional.enrolled_at),
        proved=professional.proved,
        duty=duty(professional),
        version=professional.version,
    )


def duty(professional: Professional, year: int | None = None) -> shapes.DutyShown | None:
    """What of a person's statement waits to be confirmed, if anything does; of one year: what concerns it."""
    asked = professional.duty_asked
    if asked is None and not professional.duty_unproved:
        return None
    stated = asked.statement if asked else professional.statement
    if year is not None and stated.obliges(year):
        return None
    return shapes.DutyShown(
        state="pending" if asked else "unproved",
        worked_since=date_text(stated.worked_since),
        employment=stated.employment,
        id=asked.id if asked else None,
        since=time_text(asked.since) if asked else None,
    )


def hr_account(account: Account) -> shapes.HrAccount:
    """An HR account as its owner sees it."""
    return shapes.HrAccount(
        name=account.name,
        document=document(account.document_type, account.masked_number),
        opened_at=time_text(account.opened_at),
        version=account.version,
    )


def person(professional: Professional, *, in_full: bool = False) -> shapes.Person:
    """A professional as staff sees one; with the whole name only where that it is seen is kept (R7)."""
    return shapes.Person(
        name=name.printed(professional.name) if in_full else name.masked_name(professional.name),
        document=document(professional.document_type, professional.masked_number),
        in_full=in_full or UNSET,
    )


def held_because(because: HeldBecause) -> shapes.HeldBecauseShape:
    """Why held, what to do, and whom to ask (R35)."""
    ask = Ask.FINANCE if because.code is HoldReason.GLYPH_MISSING else Ask.HR
    return shapes.HeldBecauseShape(
        code=because.code,
        fields=[shapes.HeldField(each) for each in because.fields],
        detail=because.detail + contact_line(ask),
    )
