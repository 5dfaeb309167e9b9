"""A document number as it is kept: encrypted (R7)."""

import msgspec


class Sealed(msgspec.Struct, frozen=True):
    """A text encrypted with AES-256-GCM under a data key, which KMS has wrapped."""

    wrapped_key: bytes
    nonce: bytes
    ciphertext: bytes
