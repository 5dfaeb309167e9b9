"""How people and their accounts are shown: masked (R7)."""

from chalicelib.entry import shapes_people
from chalicelib.entry.present import date_text, time_text
from chalicelib.rules import identity, name
from chalicelib.rules.account import Account
from chalicelib.rules.contact import contact_line
from chalicelib.rules.held import Held, HeldBecause
from chalicelib.rules.professional import Professional
from chalicelib.rules.refusal_kinds import Ask
from chalicelib.rules.territory import parse_territory


def document(kind: str, masked_number: str) -> shapes_people.Document:
    """A document with its number masked (R7)."""
    return shapes_people.Document(type=kind, number=masked_number)


def profile(professional: Professional) -> shapes_people.Profile:
    """A profile as its owner sees it."""
    return shapes_people.Profile(
        id=professional.id,
        name=professional.name,
        document=document(professional.document_type, professional.masked_number),
        territory=professional.territory,
        territory_name=parse_territory(professional.territory).full_name,
        employment=professional.employment,
        employer=professional.employer or None,
        mobile=identity.masked_mobile(professional.mobile) if professional.mobile else None,
        worked_since=date_text(professional.worked_since),
        enrolled_at=time_text(professional.enrolled_at),
        proved=professional.proved,
    )


def hr_account(account: Account) -> shapes_people.HrAccount:
    """An HR account as its owner sees it."""
    return shapes_people.HrAccount(
        name=account.name,
        document=document(account.document_type, account.masked_number),
        opened_at=time_text(account.opened_at),
    )


def person(professional: Professional) -> shapes_people.Person:
    """A professional as a reviewer sees one."""
    return shapes_people.Person(
        name=name.masked_name(professional.name),
        document=document(professional.document_type, professional.masked_number),
    )


def held_because(because: HeldBecause) -> shapes_people.HeldBecause:
    """Why held, what to do, and whom to ask (R35)."""
    ask = Ask.FINANCE if because.code is Held.GLYPH_MISSING else Ask.HR
    return shapes_people.HeldBecause(
        code=because.code,
        fields=list(because.fields),
        detail=because.detail + contact_line(ask),
    )
