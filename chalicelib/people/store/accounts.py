"""HR accounts: the other department's side of an identity (R30)."""

from collections.abc import Iterator

from pynamodb.expressions.condition import Condition

from chalicelib.people.rules.account import Account
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.act import Act
from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.store.acts import act_item
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import identity_key, login_key
from chalicelib.platform.store.tables import (
    HrItem,
    acknowledge,
    conflicts,
    find,
    is_new,
    is_version_of,
    marked,
    read,
    transaction,
)
from chalicelib.platform.store.writes import Write, write_together


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


def find_accounts(digests: Several) -> dict[str, Account]:
    """Read the HR accounts of several identities, strongly consistent, by the identities' digests."""
    keys = [(identity_key(digest), "ACCOUNT") for digest in dict.fromkeys(digests)]
    found = [read(item, Account) for item in HrItem.batch_get(keys, consistent_read=True)]
    return {account.digest: account for account in found}


def find_account_of_login(login: str) -> Account | None:
    """Read the HR account that a login owns; no login, as of an imported one, owns none."""
    if not login:
        return None
    lock = find(HrItem, login_key(login), "LOCK")
    return find_account(str(lock.body["digest"])) if lock else None


def open_account(account: Account) -> None:
    """Write the account and its login's lock at once.

    Raises:
        Conflict: the identity or the login has an account already, perhaps by this very request.
    """
    write_together(opening(account))


def opening(account: Account) -> Iterator[Write]:
    """What opening an account writes: the account, and a lock for its login."""
    yield Write(_item(account, _waits(account)), is_new())
    if account.login:
        yield Write(_lock(account), is_new())


def correct_account(account: Account, previous: Account, act: Act | None = None) -> None:
    """Replace the account; with another document it moves, and its login's lock with it.

    Args:
        account: the account as it shall be.
        previous: the account as it was read.
        act: what an HR officer did, kept where the account was and where it is.

    Raises:
        Conflict: it has changed meanwhile, perhaps by this very request, or the new document or the
            new login has an account already.
    """
    writes = list(_corrections(account, previous))
    if act is not None:
        places = {identity_key(each.digest) for each in (previous, account)}
        writes += [(act_item(HrItem, pk, act), is_new()) for pk in sorted(places)]
    left = [HrItem(pk=pk, sk=sk) for pk, sk in _keys(previous) if (pk, sk) not in _keys(account)]
    if len(writes) == 1 and not left:
        with conflicts():
            writes[0][0].save(condition=writes[0][1])
        return
    with transaction() as write:
        for item, condition in writes:
            write.save(item, condition=condition)
        for item in left:
            is_account = item.sk == "ACCOUNT"
            condition = _is_as_read(previous) if is_account else HrItem.pk.exists()
            write.delete(item, condition=condition, add_version_condition=False)


def _keys(account: Account) -> tuple[tuple[str, str], ...]:
    places = ((identity_key(account.digest), "ACCOUNT"),)
    return (*places, (login_key(account.login), "LOCK")) if account.login else places


def _corrections(account: Account, previous: Account) -> Iterator[tuple[HrItem, Condition]]:
    """The account, and its login's lock where it is another or points elsewhere."""
    stays = account.digest == previous.digest
    item = _item(account, _waits(account))
    yield item, _is_as_read(previous) if stays else is_new()
    if not account.login:
        return
    if account.login != previous.login:
        yield _lock(account), is_new()
    elif not stays:
        yield _lock(account), HrItem.pk.exists()


def _is_as_read(account: Account) -> Condition:
    """That the account is still this login's, unchanged: a document can pass to another login."""
    return is_version_of("login", account.login, account.version)


def _waits(account: Account) -> mark.Mark:
    return mark.match(account.digest, account.changed_at)


def acknowledge_account(account: Account) -> None:
    """Clear the account's mark once this version has been compared with the registry."""
    acknowledge(
        HrItem(pk=identity_key(account.digest), sk="ACCOUNT"), account.version, mark.Whom.MATCH
    )
