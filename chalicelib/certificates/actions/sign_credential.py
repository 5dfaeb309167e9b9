"""Sign what wallets keep (R49): credentials and status lists, by a key that signs nothing else.

Nobody but the worker `issue_credentials` may use that key.
"""

import os
from typing import NamedTuple

from chalicelib.certificates.gateways import kms_keys
from chalicelib.certificates.gateways.key_bucket import published_keys
from chalicelib.certificates.rules.certificate import AUTHORITY
from chalicelib.certificates.rules.published_keys import KeyUse, find_by_number, signing_key
from chalicelib.certificates.rules.signed_statement import raw_signature
from chalicelib.certificates.rules.verifiable import Claims, Issuer, signed, to_be_signed


class SignedToken(NamedTuple):
    """A JWT, and the number of the key that signed it."""

    token: str
    key: int


def issuer() -> Issuer:
    """Who issues, by the address of this deployment."""
    return Issuer(AUTHORITY, os.environ["PUBLIC_URL"])


def sign_credential(credential: Claims) -> SignedToken:
    """Sign a credential: one call of KMS, another signature each time.

    Raises:
        NoSigningKey: none is published (docs/operations.md, The signing keys).
    """
    key = signing_key(published_keys(), KeyUse.CREDENTIALS)
    content = to_be_signed(credential, key, issuer())
    return SignedToken(signed(content, raw_signature(kms_keys.sign(key.arn, content))), key.number)


def is_revoked(number: int) -> bool:
    """Whether nothing that a key signed is believed any more."""
    key = find_by_number(published_keys(), number)
    return key is None or key.revoked_at is not None
