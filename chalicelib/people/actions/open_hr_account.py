"""Open and correct the HR side's account: the same person in the other system (R30)."""

from datetime import datetime

from chalicelib.identity.gateways import keys
from chalicelib.identity.rules import identity
from chalicelib.people.actions.claim_account import claim_hr_account
from chalicelib.people.actions.enrol import Applicant, Proved, prove
from chalicelib.people.rules.account import Account
from chalicelib.people.store import accounts
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause, is_import, repeats
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store.tables import Conflict


def open_hr_account(person: Applicant, *, login: str, at: datetime, cause: Cause) -> Account:
    """Open the login's account on the HR side, once.

    Raises:
        Refusal: what `prove` refuses; `hr_account_exists`; `idempotency_key_reused`.
    """
    proved = prove(person, at)
    return settled(lambda: _open_once(proved, login, at, cause))


def _open_once(proved: Proved, login: str, at: datetime, cause: Cause) -> Account:
    if existing := accounts.find_account_of_login(login):
        if not is_import(existing.cause) and not repeats((existing.cause,), cause):
            raise Refusal("hr_account_exists")
        return existing
    account = new_account(proved, login=login, at=at, cause=cause)
    if proved.proved and (claimed := claim_hr_account(account.digest, login, proved.name, at=at)):
        return claimed
    try:
        accounts.open_account(account)
    except Conflict:
        if accounts.find_account(account.digest) and not accounts.find_account_of_login(login):
            raise Refusal("hr_account_exists") from None
        raise
    return account


def new_account(proved: Proved, *, login: str, at: datetime, cause: Cause) -> Account:
    """An HR account as first kept; `login` is "" for nobody's yet."""
    document = proved.document
    return Account(
        digest=keys.document_digest(document.type, document.number),
        login=login,
        name=proved.name,
        document_type=document.type,
        masked_number=identity.masked_number(document.number),
        opened_at=at,
        changed_at=at,
        cause=cause,
        version=next_version(0, at),
    )
