"""Keys (KMS): the secret behind look-ups, and data keys for every person (R7).

A document number is found only by a keyed digest and kept only under the person's own data key:
deleting the wrapped key shreds the person. A mobile number has another data key of the person's own,
wrapped in another context: whoever may unwrap one of them may not unwrap the other
(docs/decisions/0057).
"""

import base64
import hmac
import os
from functools import cache
from hashlib import sha256
from secrets import token_bytes
from typing import TYPE_CHECKING

from chalicelib.identity.rules.identity import lasting_number, masked_mobile
from chalicelib.identity.rules.sealed import Sealed, SealedMobile
from chalicelib.platform.gateways import clients

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

NONCE_BYTES = 12


@cache
def client() -> "KMSClient":
    """Return the process's KMS client, made when first needed."""
    made: KMSClient = clients.made("kms")
    return made


@cache
def identity_secret() -> bytes:
    """Return the secret shared by both tables, unwrapped once a process; rotated by migration."""
    answer = client().decrypt(
        CiphertextBlob=base64.b64decode(os.environ["IDENTITY_SECRET"]),
        EncryptionContext={"purpose": "identity"},
    )
    return answer["Plaintext"]


def _keyed(purpose: str, *parts: str) -> bytes:
    message = "\x1f".join((purpose, *parts)).encode()
    return hmac.new(identity_secret(), message, sha256).digest()


def document_digest(document_type: str, number: str) -> str:
    """Return the keyed digest by which an identity is found; `number` in its normal form."""
    return _keyed("identity", document_type, lasting_number(document_type, number)).hex()[:40]


def number_digest(sha256_of_number: str) -> str:
    """Return the keyed digest of a number that is known by its SHA-256 alone, whatever its type."""
    return _keyed("number", sha256_of_number).hex()[:40]


def mobile_digest(mobile: str) -> str:
    """Return the keyed digest by which two mobile numbers are compared; `mobile` in its normal form."""
    return _keyed("mobile", mobile).hex()[:40]


def alike_digest(kind: str, text: str) -> str:
    """Return the keyed digest of what two accounts may have in common."""
    return _keyed("alike", kind, text).hex()[:32]


def certificate_digest(person: str, year: int) -> bytes:
    """Return the keyed digest that a certificate's number is made from (R31)."""
    return _keyed("certificate", person, str(year))


def transcript_digest(person: str, place: str) -> bytes:
    """Return the keyed digest that a transcript's number is made from (R51)."""
    return _keyed("transcript", person, place)


def examination_digest(person: str, course: str, edition: int, number: int) -> bytes:
    """Return the keyed digest that an attempt's questions are drawn by (R52)."""
    return _keyed("examination", person, course, str(edition), str(number))


def name_digest(number: str, normal_form: str) -> str:
    """Return the keyed digest of a name that was compared with a certificate's (R48)."""
    return _keyed("name", number, normal_form).hex()[:40]


def seal(person: str, text: str) -> Sealed:
    """Encrypt `text` under a new data key of the person's own."""
    return _seal({"person": person}, person, text)


def unseal(person: str, sealed: Sealed) -> str:
    """Decrypt what `seal` made for this person; another person's context is refused by KMS."""
    return _unseal({"person": person}, person, sealed)


def seal_mobile(person: str, mobile: str) -> SealedMobile:
    """Keep a mobile number, in its normal form, under a new data key of the person's own."""
    sealed = _seal({"mobile": person}, person, mobile)
    return SealedMobile(masked_mobile(mobile), mobile_digest(mobile), sealed)


def unseal_mobile(person: str, mobile: SealedMobile) -> str:
    """Decrypt what `seal_mobile` made for this person, to send a message and for nothing else."""
    return _unseal({"mobile": person}, person, mobile.sealed)


def _seal(context: dict[str, str], person: str, text: str) -> Sealed:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - cold start

    key = client().generate_data_key(
        KeyId=os.environ["DATA_KEY_ID"], KeySpec="AES_256", EncryptionContext=context
    )
    nonce = token_bytes(NONCE_BYTES)
    ciphertext = AESGCM(key["Plaintext"]).encrypt(nonce, text.encode(), person.encode())
    return Sealed(key["CiphertextBlob"], nonce, ciphertext)


def _unseal(context: dict[str, str], person: str, sealed: Sealed) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - cold start

    key = client().decrypt(CiphertextBlob=sealed.wrapped_key, EncryptionContext=context)
    plain = AESGCM(key["Plaintext"]).decrypt(sealed.nonce, sealed.ciphertext, person.encode())
    return plain.decode()
