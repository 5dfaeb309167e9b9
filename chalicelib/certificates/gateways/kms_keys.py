"""The signing keys in KMS: what their public half is, and what they sign.

A message is signed whole (`MessageType=RAW`): what is hashed is then said in one place only. KMS takes
4,096 bytes so; a longer one is signed by its SHA-256 (`DIGEST`), which gives a signature of the same
kind. A PDF is signed by the attributes that hold its digest.
"""

from hashlib import sha256

from chalicelib.identity.gateways.keys import client

MOST_RAW_BYTES = 4096


def read_public_key(arn: str) -> bytes:
    """The public half of a key, DER."""
    return client().get_public_key(KeyId=arn)["PublicKey"]


def sign(arn: str, message: bytes) -> bytes:
    """Sign a message by a key: ECDSA over its SHA-256, DER.

    KMS draws a new random number each time: a message signed twice has two signatures, both good.
    """
    is_long = len(message) > MOST_RAW_BYTES
    answer = client().sign(
        KeyId=arn,
        Message=sha256(message).digest() if is_long else message,
        MessageType="DIGEST" if is_long else "RAW",
        SigningAlgorithm="ECDSA_SHA_256",
    )
    return answer["Signature"]
