"""Compare the two accounts of one person, from the first day on, not only once a year is complete (R30)."""

from typing import NamedTuple

from chalicelib.people.rules.account import Account
from chalicelib.people.rules.held import HeldBecause, why_held
from chalicelib.people.rules.professional import Professional
from chalicelib.people.store import accounts


class Comparison(NamedTuple):
    """The HR side's account, by document or else by login, and what would hold a certificate."""

    account: Account | None
    because: HeldBecause | None


def compare_accounts(professional: Professional) -> Comparison:
    """Say today what the sync would say of a complete year; nothing is written."""
    same_document = accounts.find_account(professional.document_digest)
    same_login = accounts.find_account_of_login(professional.login) if professional.login else None
    because = why_held(professional.name, same_document, same_login)
    return Comparison(same_document or same_login, because)
