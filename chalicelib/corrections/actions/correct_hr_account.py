"""Correct the HR side's account: held certificates go through by themselves afterwards (R30)."""

from datetime import datetime

import msgspec

from chalicelib.identity.gateways import keys
from chalicelib.identity.rules import name, proof
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.enrol import Correction, prove
from chalicelib.people.rules.account import Account, with_document
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store.tables import Conflict


def correct_hr_account(
    correction: Correction, *, login: str, at: datetime, seen: Seen = UNSEEN
) -> Account:
    """Correct name or document of the login's account.

    Raises:
        Refusal: what `prove` refuses; `hr_account_missing`; `hr_account_exists` if the corrected
            document has another account; `stale` where it is not as it was seen and says something else.
    """
    return settled(lambda: _correct_once(correction, login, at, seen))


def _correct_once(correction: Correction, login: str, at: datetime, seen: Seen) -> Account:
    previous = ask_people.find_account_of_login(login)
    if previous is None:
        raise Refusal("hr_account_missing")
    corrected = _corrected(previous, correction, at)
    if corrected != previous:  # what says the same came already, and its answer was lost
        seen.require(previous.version)
    account = msgspec.structs.replace(
        corrected,
        changed_at=at,
        version=next_version(previous.version, at),
    )
    try:
        ask_people.correct_account(account, previous)
    except Conflict:
        taken = ask_people.find_account(account.digest)
        if taken is not None and taken.login != login:
            raise Refusal("hr_account_exists") from None
        raise
    return account


def _corrected(previous: Account, correction: Correction, at: datetime) -> Account:
    if correction.document is None:
        typed = name.parse_name(previous.name if correction.name is None else correction.name)
        proof.require_name_agrees(correction.claims, typed)
        return msgspec.structs.replace(previous, name=typed)
    proved = prove(correction.person(previous.name, correction.document), at)
    document = proved.document
    named = msgspec.structs.replace(previous, name=proved.name)
    return with_document(named, keys.document_digest(document.type, document.number), document)
