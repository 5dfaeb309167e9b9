"""Claim an account that was imported: the first login that proves to be the person has it (R1)."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from chalicelib.identity.actions.read_claims import documents_of
from chalicelib.identity.gateways import keys
from chalicelib.identity.rules import name
from chalicelib.identity.rules.proof import Claims
from chalicelib.people.rules.account import Account
from chalicelib.people.rules.professional import Professional
from chalicelib.people.store import accounts, logins, professionals
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, Difference, What
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived, fingerprint
from chalicelib.platform.rules.version import next_version

REASON = "本人首次实名登录，认领已有账号"


def find_own_person(login: str, claims: Claims, *, at: datetime) -> str | None:
    """The professional of a login; one that was imported is claimed by this.

    Args:
        login: the digest of the login's issuer and subject.
        claims: what the issuer says of its owner: only name and number together prove anything.
        at: the instant of the request.
    """
    if owned := logins.find_person(login):
        return owned
    for digest in _digests(claims, at):
        if claimed := claim_professional(digest, login, str(claims.name), at=at):
            return claimed.id
    return None


def find_own_hr_account(login: str, claims: Claims, *, at: datetime) -> Account | None:
    """The HR account of a login; one that was imported is claimed by this. As `find_own_person`."""
    if owned := accounts.find_account_of_login(login):
        return owned
    for digest in _digests(claims, at):
        if claimed := claim_hr_account(digest, login, str(claims.name), at=at):
            return claimed
    return None


def claim_professional(
    digest: str, login: str, proved: str, *, at: datetime
) -> Professional | None:
    """Give an imported professional to a login that owns none, and has proved name and document.

    Args:
        digest: the identity that was proved.
        login: who proved it.
        proved: the name that was proved.
        at: the instant of the request.
    """

    def once() -> Professional | None:
        person = professionals.find_person_by_identity(digest)
        found = professionals.find_profile(person) if person else None
        if found is None:
            return None
        if found[0].login == login:
            return found[0]  # claimed by this very request, its answer lost, or by one beside it
        if found[0].login or not name.agree(proved, found[0].name):
            return None
        owned = logins.find_person(login)
        if owned is not None:
            # Not another one, if a request beside this one has claimed it since it was read above.
            return professionals.find_professional(owned) if owned == person else None
        kept, owed = found
        version = next_version(kept.version, at)
        claimed = msgspec.structs.replace(kept, login=login, proved=True, version=version)
        professionals.claim(claimed, kept, owed, _act(claimed, at))
        return claimed

    return settled(once)


def claim_hr_account(digest: str, login: str, proved: str, *, at: datetime) -> Account | None:
    """Give an imported HR account to a login that owns none. As `claim_professional`."""

    def once() -> Account | None:
        kept = accounts.find_account(digest)
        if kept is None:
            return None
        if kept.login == login:
            return kept
        if kept.login or not name.agree(proved, kept.name):
            return None
        owned = accounts.find_account_of_login(login)
        if owned is not None:
            return owned if owned.digest == digest else None
        version = next_version(kept.version, at)
        claimed = msgspec.structs.replace(kept, login=login, changed_at=at, version=version)
        accounts.correct_account(claimed, kept)
        return claimed

    return settled(once)


def _digests(claims: Claims, at: datetime) -> Iterator[str]:
    """The identities that a claimed number can be of, where there is a name to it."""
    if claims.name is None:
        return
    for document in documents_of(claims.number, at):
        yield keys.document_digest(document.type, document.number)


def _act(claimed: Professional, at: datetime) -> Act:
    return Act(
        at=at,
        by=claimed.actor,
        what=What.LOGIN_BOUND,
        reason=REASON,
        changes=(Difference("login", "", fingerprint(claimed.login)),),
        cause=Cause(derived("claimed", claimed.id, claimed.login)),
        version=claimed.version,
    )
