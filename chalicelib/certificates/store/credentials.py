"""Credentials beside the versions of their certificates, in the HR department's table (R49)."""

import msgspec

from chalicelib.certificates.rules.certificate import Certificate, ListedCredential
from chalicelib.certificates.rules.certificate_lists import certificate_key
from chalicelib.certificates.rules.packed_token import packed, unpacked
from chalicelib.certificates.store import certificates
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.mark import Whom
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import HrItem, acknowledge, conflicts, find, is_version, read


class Credential(msgspec.Struct, frozen=True):
    """The credential of a version: a JWT, and the number of the key that signed it."""

    token: str
    key: int


class _KeptCredential(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """As it is kept: the JWT packed; as it is where it cannot be, and in what was kept before."""

    key: int
    token: str = ""
    packed: bytes = b""

    @property
    def credential(self) -> Credential:
        """The credential."""
        return Credential(self.token or unpacked(self.packed), self.key)


def find_credential(person: str, year: int, version: int) -> Credential | None:
    """Read the credential of one version."""
    item = find(HrItem, person_key(person), _credential_key(year, version))
    return read(item, _KeptCredential).credential if item else None


def put_credential(
    kept: Certificate, listed: ListedCredential | None, credential: Credential | None
) -> Certificate:
    """Write which credential of a certificate is good, and that one, at once.

    A credential is there if and only if its certificate said so: what became of it is always known.

    Raises:
        Conflict: the certificate is not as it was read.
    """
    after = msgspec.structs.replace(kept, credential=listed, revision=kept.revision + 1)
    beside = [_credential_item(kept, listed, credential)] if listed and credential else []
    certificates.put_certificate(after, kept, None, *beside)
    return after


def owe_credential(person: str, year: int) -> bool:
    """Mark a certificate that owes a credential and waits for nothing; answer whether it was marked.

    Raises:
        Conflict: it was written meanwhile.
    """
    item = find(HrItem, person_key(person), certificate_key(year))
    kept = certificates.certificate_of(item)
    if item is None or kept is None or item.waits_for or not kept.owes_credential:
        return False
    waits = mark.credential(person, kept.since)
    with conflicts():
        item.update(
            actions=[HrItem.waits_for.set(waits.waits_for), HrItem.since.set(waits.since)],
            condition=is_version(kept.revision) & HrItem.waits_for.does_not_exist(),
        )
    return True


def _credential_item(
    certificate: Certificate, listed: ListedCredential, credential: Credential
) -> HrItem:
    return HrItem(
        pk=person_key(certificate.person),
        sk=_credential_key(certificate.year, listed.version),
        body=keep(_kept(credential)),
    )


def _kept(credential: Credential) -> _KeptCredential:
    if small := packed(credential.token):
        return _KeptCredential(key=credential.key, packed=small)
    return _KeptCredential(key=credential.key, token=credential.token)


def _credential_key(year: int, version: int) -> str:
    return f"CREDENTIAL#{year}#V#{version}"


def acknowledge_credential(certificate: Certificate) -> None:
    """Clear the mark of a revision of which wallets know what is so."""
    acknowledge(
        HrItem(pk=person_key(certificate.person), sk=certificate_key(certificate.year)),
        certificate.revision,
        Whom.CREDENTIAL,
    )
