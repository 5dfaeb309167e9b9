"""Say in the status lists that credentials are good no more (R49): each list once, for all of its places."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import msgspec

from chalicelib.certificates.actions.sign_credential import is_revoked, issuer, sign_credential
from chalicelib.certificates.rules.certificate import ListedCredential
from chalicelib.certificates.rules.status_list import StatusList, credential_of_list
from chalicelib.certificates.store import status_lists
from chalicelib.platform.actions.settle import settled


def revoke_credentials(credentials: Iterable[ListedCredential], *, at: datetime) -> None:
    """Revoke credentials; what is revoked already costs no signature.

    Args:
        credentials: those that are good no more, and will never be again.
        at: the instant from which a list that changes says so.
    """
    indices: dict[str, list[int]] = defaultdict(list)
    for each in credentials:
        indices[each.list].append(each.index)
    for name, of_list in indices.items():
        renew_list(name, of_list, at=at)


def renew_list(name: str, indices: Iterable[int], *, at: datetime) -> StatusList:
    """Revoke places of a list, and sign it anew if that or the end of its key changes anything.

    Raises:
        LookupError: there is no such list.
    """
    return settled(lambda: _renewed(name, indices, at))


def _renewed(name: str, indices: Iterable[int], at: datetime) -> StatusList:
    kept = status_lists.find_list(name)
    if kept is None:
        raise LookupError(f"no status list {name}")
    after = kept.revoked(indices, at)
    return kept if after is kept and not is_revoked(kept.key) else keep_list(after, kept.version)


def keep_list(unsigned: StatusList, previous: int) -> StatusList:
    """Sign a list and keep it in place of the version that was read, 0 if there was none.

    Raises:
        Conflict: somebody changed it meanwhile.
    """
    token, key = sign_credential(credential_of_list(unsigned, issuer()))
    signed = msgspec.structs.replace(unsigned, token=token, key=key, version=previous + 1)
    status_lists.put_list(signed, previous)
    return signed
