"""HR accounts: the other department's side of an identity (R30)."""

from pynamodb.expressions.condition import Condition

from chalicelib.rules import mark
from chalicelib.rules.certificate import Account
from chalicelib.store.logins import login_key
from chalicelib.store.professionals import identity_key
from chalicelib.store.tables import (
    HrItem,
    acknowledge,
    conflicts,
    find,
    is_new,
    is_version_of,
    keep,
    marked,
    read,
    transaction,
)


def _item(account: Account, waits: mark.Mark) -> HrItem:
    item = HrItem(
        pk=identity_key(account.digest),
        sk="ACCOUNT",
        version=account.version,
        body=keep(account),
    )
    return marked(item, waits)


def _lock(account: Account) -> HrItem:
    return HrItem(pk=login_key(account.login), sk="LOCK", body={"digest": account.digest})


def find_account(digest: str) -> Account | None:
    """Read the HR account of an identity."""
    item = find(HrItem, identity_key(digest), "ACCOUNT")
    return read(item, Account) if item else None


def find_account_of_login(login: str) -> Account | None:
    """Read the HR account that a login owns."""
    lock = find(HrItem, login_key(login), "LOCK")
    return find_account(str(lock.body["digest"])) if lock else None


def open_account(account: Account) -> None:
    """Write the account and its login's lock at once.

    Raises:
        Conflict: the identity or the login has an account already, perhaps by this very request.
    """
    with transaction() as write:
        write.save(_item(account, _waits(account)), condition=is_new())
        write.save(_lock(account), condition=is_new())


def correct_account(account: Account, previous: Account) -> None:
    """Replace the account; with another document it moves, and its login's lock with it.

    Raises:
        Conflict: it has changed meanwhile, or the new document has an account already.
    """
    item = _item(account, _waits(account))
    if account.digest == previous.digest:
        with conflicts():
            item.save(condition=_is_as_read(previous))
        return
    with transaction() as write:
        write.save(item, condition=is_new())
        write.save(_lock(account))
        write.delete(
            HrItem(pk=identity_key(previous.digest), sk="ACCOUNT"),
            condition=_is_as_read(previous),
            add_version_condition=False,
        )


def _is_as_read(account: Account) -> Condition:
    """That the account is still this login's, unchanged: a document can pass to another login."""
    return is_version_of("login", account.login, account.version)


def _waits(account: Account) -> mark.Mark:
    return mark.match(account.digest, account.changed_at)


def acknowledge_account(account: Account) -> None:
    """Clear the account's mark once this version has been compared with the registry."""
    acknowledge(HrItem(pk=identity_key(account.digest), sk="ACCOUNT"), account.version, "MATCH#")
