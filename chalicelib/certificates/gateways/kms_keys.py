"""The signing keys in KMS: what their public half is, and what they sign.

A message is signed whole (`MessageType=RAW`): what is hashed is then said in one place only. KMS takes
4,096 bytes at most; a file is signed by the attributes that hold its digest.
"""

from chalicelib.identity.gateways.keys import client


def read_public_key(arn: str) -> bytes:
    """The public half of a key, DER."""
    return client().get_public_key(KeyId=arn)["PublicKey"]


def sign(arn: str, message: bytes) -> bytes:
    """Sign a message by a key: ECDSA over its SHA-256, DER.

    KMS draws a new random number each time: a message signed twice has two signatures, both good.
    """
    answer = client().sign(
        KeyId=arn, Message=message, MessageType="RAW", SigningAlgorithm="ECDSA_SHA_256"
    )
    return answer["Signature"]
