"""Correct the HR side's account: held certificates go through by themselves afterwards (R30)."""

from datetime import datetime

import msgspec

from chalicelib.actions.enrol import Person, prove
from chalicelib.actions.settle import settled
from chalicelib.gateways import keys
from chalicelib.rules import identity, name, proof
from chalicelib.rules.certificate import Account
from chalicelib.rules.refusal import Refusal
from chalicelib.rules.version import next_version
from chalicelib.store import accounts
from chalicelib.store.tables import Conflict


def correct_hr_account(person: Person, *, login: str, at: datetime) -> Account:
    """Correct name or document of the login's account.

    A `name` or `document_number` of "" keeps what is there.

    Raises:
        Refusal: what `prove` refuses; `hr_account_missing`; `hr_account_exists` if the corrected
            document has another account.
    """
    return settled(lambda: _correct_once(person, login, at))


def _correct_once(person: Person, login: str, at: datetime) -> Account:
    previous = accounts.find_account_of_login(login)
    if previous is None:
        raise Refusal("hr_account_missing")
    wanted = msgspec.structs.replace(person, name=person.name or previous.name)
    account = msgspec.structs.replace(
        _corrected(previous, wanted, at),
        changed_at=at,
        version=next_version(previous.version, at),
    )
    try:
        accounts.correct_account(account, previous)
    except Conflict:
        taken = accounts.find_account(account.digest)
        if taken is not None and taken.login != login:
            raise Refusal("hr_account_exists") from None
        raise
    return account


def _corrected(previous: Account, wanted: Person, at: datetime) -> Account:
    if not wanted.document_number:
        typed = name.parse_name(wanted.name)
        proof.require_name_agrees(wanted.claims, typed)
        return msgspec.structs.replace(previous, name=typed)
    proved = prove(wanted, at)
    document = proved.document
    return msgspec.structs.replace(
        previous,
        name=proved.name,
        digest=keys.document_digest(document.type, document.number),
        document_type=document.type,
        masked_number=identity.masked_number(document.number),
    )
