"""The lists that say whether a credential is still good: W3C Bitstring Status List 1.0 (R49).

A list has a bit for each credential that has a place in it; one that is set says *revoked*, for ever. A
verifier fetches the whole list, so nobody learns which credential is asked about. Which place a
credential gets nobody can tell from when it was issued: the places of a list are dealt out in an order
that only its secret knows.

Several lists are filled side by side, so that no item of the table is written by everybody; a full one
is followed by the next of its shard.
"""

import base64
import gzip
import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b

import msgspec

from chalicelib.certificates.rules.verifiable import CONTEXT, Claims, Issuer
from chalicelib.platform.rules.china_time import SHANGHAI

PLACES = 131_072
"""In each list: the fewest that the standard allows, among which a credential is hidden."""
SHARDS = 8
"""Lists that are filled side by side."""
MOST_PLACES = 10_000 * PLACES
"""Of one shard: as many lists as a name has room for."""
FRESH_SECONDS = 60
"""For so long a verifier may go on with the list that it has fetched."""
_BASE64URL = "u"
"""How multibase says that base64url without padding follows."""
_NAME = re.compile(r"[0-7]-(0|[1-9][0-9]{0,3})")
_HALF_BITS = 9
_HALF = 1 << _HALF_BITS
_ROUNDS = 4


class StatusPlace(msgspec.Struct, frozen=True):
    """A place: in which list, and which of its bits."""

    list: str
    index: int


class StatusList(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A list as it is kept: its bits as they are published, and the credential that says them.

    `secret` orders its places; `key` is the number of the key that signed `token`, a JWT. `version`
    is 0 until it has been kept.
    """

    name: str
    secret: bytes
    encoded: str
    changed_at: datetime
    token: str = ""
    key: int = 0
    version: int = 0

    def says(self, index: int) -> bool:
        """Whether a place is revoked."""
        return _is_set(_bits(self.encoded), index)

    def revoked(self, indices: Iterable[int], at: datetime) -> "StatusList":
        """The list with these places revoked as well, not signed yet; itself where all were."""
        bits = bytearray(_bits(self.encoded))
        new = [index for index in indices if not _is_set(bits, index)]
        for index in new:
            bits[index // 8] |= 0x80 >> index % 8
        if not new:
            return self
        latest = max(at, self.changed_at)
        return msgspec.structs.replace(self, encoded=_encoded(bits), changed_at=latest)


def begun(name: str, secret: bytes, at: datetime) -> StatusList:
    """A list in which nothing is revoked, not signed yet."""
    return StatusList(name=name, secret=secret, encoded=_encoded(bytes(PLACES // 8)), changed_at=at)


def is_name(text: str) -> bool:
    """Whether a list could be called so."""
    return bool(_NAME.fullmatch(text))


def shard_of(person: str, year: int, version: int) -> int:
    """In which shard a version's credential gets its place: any, but always the same."""
    digest = blake2b(f"{person}/{year}/{version}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") % SHARDS


def list_of(shard: int, number: int) -> str:
    """The list in which the shard's credential of a number, counted from 0, has its place."""
    return f"{shard}-{number // PLACES}"


def index_of(number: int, secret: bytes) -> int:
    """The bit of the shard's credential of a number, counted from 0, in its list.

    A permutation of the list's places (a Feistel network; numbers beyond the list are passed over).
    """
    index = number % PLACES
    while True:
        index = _shuffled(index, secret)
        if index < PLACES:
            return index


def _shuffled(index: int, secret: bytes) -> int:
    left, right = divmod(index, _HALF)
    for turn in range(_ROUNDS):
        told = bytes((turn, *right.to_bytes(2, "big")))
        mixed = blake2b(told, key=secret, digest_size=2).digest()
        left, right = right, left ^ int.from_bytes(mixed, "big") % _HALF
    return left * _HALF + right


def entry_of(place: StatusPlace, issuer: Issuer) -> Claims:
    """What a credential says of its place (`credentialStatus`)."""
    address = address_of(place.list, issuer)
    return {
        "id": f"{address}#{place.index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place.index),
        "statusListCredential": address,
    }


def credential_of_list(kept: StatusList, issuer: Issuer) -> Claims:
    """What a list's own credential says."""
    address = address_of(kept.name, issuer)
    return {
        "@context": [CONTEXT],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.did,
        "validFrom": kept.changed_at.astimezone(SHANGHAI).isoformat(timespec="seconds"),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": kept.encoded,
            "ttl": FRESH_SECONDS * 1000,
        },
    }


def address_of(name: str, issuer: Issuer) -> str:
    """Where anybody fetches a list."""
    return f"{issuer.url}/v1/credentials/status/{name}"


def _encoded(bits: bytes | bytearray) -> str:
    """Bits as a list publishes them; the same text each time."""
    packed = gzip.compress(bits, mtime=0)
    return _BASE64URL + base64.urlsafe_b64encode(packed).decode("ascii").rstrip("=")


def _bits(encoded: str) -> bytes:
    packed = encoded.removeprefix(_BASE64URL)
    return gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))


def _is_set(bits: bytes | bytearray, index: int) -> bool:
    """Bits are counted from the highest of the first byte on."""
    return bool(bits[index // 8] & 0x80 >> index % 8)
