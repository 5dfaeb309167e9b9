"""Open and correct the HR side's account: the same person in the other system (R30)."""

from datetime import datetime

from chalicelib.identity.actions.read_claims import proof_of
from chalicelib.identity.gateways import keys
from chalicelib.identity.rules import identity, name
from chalicelib.identity.rules.proof import Claims, Proof, is_contradicted
from chalicelib.people.actions.claim_account import claim_hr_account
from chalicelib.people.actions.enrol import Applicant, Proved, prove
from chalicelib.people.rules.account import Account
from chalicelib.people.rules.professional import Professional
from chalicelib.people.store import accounts, logins, professionals
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

    def once() -> Account:
        account = new_account(proved, login=login, at=at, cause=cause)
        return _open_once(account, proved=proved.proved, at=at)

    return settled(once)


def open_enrolled_account(claims: Claims, *, login: str, at: datetime, cause: Cause) -> Account:
    """Open the login's account on the HR side as its professional has enrolled, who is asked nothing twice.

    Args:
        claims: what the issuer says of the login now.
        login: the digest of the login's issuer and subject.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `field_missing` of whoever has not enrolled, and must say who it is; `identity_not_proved` where the claims are another person's;
            `hr_account_exists`; `idempotency_key_reused`.
    """

    def once() -> Account:
        person = logins.find_person(login)
        mine = professionals.find_professional(person) if person else None
        if mine is None:
            raise Refusal("field_missing", field="name")
        if is_contradicted(_kept(mine), proof_of(claims, at=at)):
            raise Refusal("identity_not_proved", field="name", what="姓名或证件号码")
        account = _as_enrolled(mine, login=login, at=at, cause=cause)
        return _open_once(account, proved=mine.proved, at=at)

    return settled(once)


def _kept(mine: Professional) -> Proof:
    return Proof(name.normal_form(mine.name), mine.number_digest, (mine.document_digest,))


def _as_enrolled(mine: Professional, *, login: str, at: datetime, cause: Cause) -> Account:
    return Account(
        digest=mine.document_digest,
        login=login,
        name=mine.name,
        document_type=mine.document_type,
        masked_number=mine.masked_number,
        opened_at=at,
        changed_at=at,
        cause=cause,
        version=next_version(0, at),
    )


def _open_once(account: Account, *, proved: bool, at: datetime) -> Account:
    """Put an account, unless the login has one or proves that an imported one is its own."""
    login = account.login
    if existing := accounts.find_account_of_login(login):
        if not is_import(existing.cause) and not repeats((existing.cause,), account.cause):
            raise Refusal("hr_account_exists")
        return existing
    if proved and (claimed := claim_hr_account(account.digest, login, account.name, at=at)):
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
