"""Give the version of a certificate that is good its credential, and end the one before it (R49).

Level-triggered as the sync is: an order says only *look at this certificate*, and what is done is decided
from the truth of now. A place in a list is taken first; should the run end then, the place is lost and
nothing else. What is revoked in a list is so for ever: a year that is completed again has a version of its
own.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from secrets import token_bytes

import msgspec

from chalicelib.certificates.actions.revoke_credentials import (
    keep_list,
    renew_list,
    revoke_credentials,
)
from chalicelib.certificates.actions.sign_credential import is_revoked, issuer, sign_credential
from chalicelib.certificates.rules.certificate import Certificate, ListedCredential
from chalicelib.certificates.rules.credential import credential_of
from chalicelib.certificates.rules.credential_order import CredentialOrder
from chalicelib.certificates.rules.status_list import (
    StatusPlace,
    begun,
    index_of,
    list_of,
    shard_of,
)
from chalicelib.certificates.store import certificates, credentials, status_lists, wishes
from chalicelib.certificates.store.credentials import Credential
from chalicelib.law.actions.ask_law import get_law
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.china_time import start_of

SECRET_BYTES = 16


class CredentialOutcome(StrEnum):
    """What came of an order."""

    NOTHING = "nothing"
    ISSUED = "issued"
    REVOKED = "revoked"


def issue_credential(person: str, year: int, *, at: datetime) -> CredentialOutcome:
    """Bring what wallets are told of a certificate to what is so.

    Args:
        person: the holder's id.
        year: the certificate's.
        at: the instant of what happened, aware.

    Raises:
        NoSigningKey: none is published.
        Refusal: `busy`.
    """
    return settled(lambda: _issue_once(person, year, at))


def _issue_once(person: str, year: int, at: datetime) -> CredentialOutcome:
    kept = certificates.find_certificate(person, year)
    if kept is None:
        return CredentialOutcome.NOTHING
    if not kept.is_wanted:
        return _as_wished(kept, at)
    if not kept.owes_credential:
        wishes.acknowledge_wish(person, year)
        return _renewed(kept, at)
    return _brought(kept, at)


def _as_wished(kept: Certificate, at: datetime) -> CredentialOutcome:
    """Where nobody is known to have asked: whether somebody did; from then on every version has one."""
    if not wishes.is_wished(kept.person, kept.year):
        return CredentialOutcome.NOTHING
    outcome = _brought(msgspec.structs.replace(kept, wanted=True), at)
    wishes.acknowledge_wish(kept.person, kept.year)
    return outcome


def _brought(kept: Certificate, at: datetime) -> CredentialOutcome:
    """End what is good no more, and give the version that is good its own."""
    if kept.credential:
        revoke_credentials([kept.credential], at=at)
    if not kept.is_drawn:
        credentials.put_credential(kept, None, None)
        return CredentialOutcome.REVOKED if kept.credential else CredentialOutcome.NOTHING
    _put_signed(kept, _take_place(kept, at))
    return CredentialOutcome.ISSUED


def _renewed(kept: Certificate, at: datetime) -> CredentialOutcome:
    """Where the key that signed is revoked: the same credential in the same place, signed by another."""
    good = kept.credential
    if good is None or not is_revoked(good.key):
        credentials.acknowledge_credential(kept)
        return CredentialOutcome.NOTHING
    renew_list(good.list, (), at=at)
    _put_signed(kept, StatusPlace(good.list, good.index))
    return CredentialOutcome.ISSUED


def _put_signed(kept: Certificate, place: StatusPlace) -> None:
    snapshot = certificates.find_snapshot(kept.person, kept.year, kept.version)
    if snapshot is None:
        raise LookupError(f"no snapshot of version {kept.version}")
    issued_at = start_of(snapshot.issued_on)
    law = get_law(kept.year, at=issued_at, territory=kept.territory or None)
    token, key = sign_credential(credential_of(snapshot, place, law.required, issuer()))
    listed = ListedCredential(kept.version, place.list, place.index, key)
    credentials.put_credential(kept, listed, Credential(token, key))


def _take_place(certificate: Certificate, at: datetime) -> StatusPlace:
    """Take a place that nobody else has, in a list that is there to be fetched."""
    shard = shard_of(certificate.person, certificate.year, certificate.version)
    number = status_lists.take_number(shard)
    name = list_of(shard, number)
    kept = status_lists.find_list(name) or keep_list(begun(name, token_bytes(SECRET_BYTES), at), 0)
    return StatusPlace(name, index_of(number, kept.secret))


def revoke_ended(orders: Sequence[CredentialOrder]) -> int:
    """Revoke at once whatever several orders find good no more: a list is signed once for all of them.

    Returns:
        How many there were.
    """
    found = (certificates.find_certificate(each.credential, each.year) for each in orders)
    ended = [each.credential for each in found if each and each.owes_credential and each.credential]
    if ended:
        revoke_credentials(ended, at=max(each.at for each in orders))
    return len(ended)
