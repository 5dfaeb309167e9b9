"""Find and correct HR accounts as an HR officer (R30): with a reason, audited."""

from datetime import datetime

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.identity.actions.identify_document import Stated, identify_document
from chalicelib.identity.rules import name
from chalicelib.people.actions import ask_people
from chalicelib.people.rules.account import Account, with_document
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, What, differences, is_repeat
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import fingerprint
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.rules.text import require_reason
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import identity_key
from chalicelib.platform.store.tables import HrItem
from chalicelib.staff.actions.recuse import require_not_own_document, require_not_own_login, widened


class Mending(msgspec.Struct, frozen=True, kw_only=True):
    """What shall be otherwise of an account; "" or None stays. `login` is a login's digest.

    `seen` are the versions that the officer has seen.
    """

    name: str = ""
    document: Stated | None = None
    login: str = ""
    reason: str
    seen: Seen = UNSEEN


def find_hr_account(document: Stated, *, at: datetime) -> Account | None:
    """Find the account of a document.

    Raises:
        Refusal: `document_invalid`, `document_type_unknown`.
    """
    return ask_people.find_account(identify_document(document, at=at).digest)


def mend_hr_account(
    staff: Staff, document: Stated, mending: Mending, *, at: datetime, cause: Cause
) -> Account:
    """Correct the account of a document: the name, the document itself, the login that owns it.

    Certificates that were held for it go through by themselves afterwards.

    Args:
        staff: the HR officer, who has seen the documents.
        document: whose account.
        mending: what shall be otherwise, and why.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `hr_account_not_found`; `own_record`; `reason_required`; `name_invalid`,
            `document_…`; `hr_account_exists` if the document or the login has another account.
    """
    reason = require_reason(mending.reason, "更正账号")
    digest = identify_document(document, at=at).digest
    stated = [document, *([mending.document] if mending.document else [])]
    proof = widened(staff.proof)

    def once() -> Account:
        if is_repeat(acts.find_act(identity_key(digest), cause.token, HrItem), cause):
            return _get_mended(digest, mending, at)
        previous = _get_account(digest)
        for each in stated:
            require_not_own_document(identify_document(each, at=at).document, proof)
        for login in filter(None, (previous.login, mending.login)):
            require_not_own_login(login, staff)
        return mend_once(staff, previous, mending, reason, at=at, cause=cause)

    return settled(once)


def mend_once(
    staff: Staff, previous: Account, mending: Mending, reason: str, *, at: datetime, cause: Cause
) -> Account:
    """Correct an account as it was read, and keep who did it and why.

    Raises:
        Refusal: `stale`; `name_invalid`, `document_…`; `hr_account_exists`.
        Conflict: it has changed meanwhile.
    """
    mending.seen.require(previous.version)
    account = _mended(previous, mending, at)
    _require_free(account, previous)
    act = _act(staff, previous, account, reason, cause)
    ask_people.correct_account(account, previous, act)
    return account


def _get_account(digest: str) -> Account:
    account = ask_people.find_account(digest)
    if account is None:
        raise Refusal("hr_account_not_found")
    return account


def _get_mended(digest: str, mending: Mending, at: datetime) -> Account:
    """The account that this very request has mended, under its new document if it has one."""
    corrected = identify_document(mending.document, at=at).digest if mending.document else digest
    return _get_account(corrected)


def _mended(previous: Account, mending: Mending, at: datetime) -> Account:
    mended = msgspec.structs.replace(
        previous,
        name=name.parse_name(mending.name) if mending.name else previous.name,
        login=mending.login or previous.login,
        changed_at=at,
        version=next_version(previous.version, at),
    )
    if mending.document is None:
        return mended
    return with_document(mended, *identify_document(mending.document, at=at))


def _require_free(account: Account, previous: Account) -> None:
    """Refuse a document or a login that has another account."""
    if account.digest != previous.digest and ask_people.find_account(account.digest):
        raise Refusal("hr_account_exists")
    if account.login != previous.login and ask_people.find_account_of_login(account.login):
        raise Refusal("hr_account_exists")


def _act(staff: Staff, previous: Account, account: Account, reason: str, cause: Cause) -> Act:
    return Act(
        at=account.changed_at,
        by=staff.actor,
        what=What.HR_ACCOUNT_CORRECTED,
        reason=reason,
        changes=differences(_described(previous), _described(account)),
        cause=cause,
        version=account.version,
    )


def _described(account: Account) -> dict[str, str]:
    return {
        "name": account.name,
        "document": f"{account.document_type} {account.masked_number}",
        "login": fingerprint(account.login),
    }
