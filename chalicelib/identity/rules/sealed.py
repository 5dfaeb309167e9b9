"""Document and mobile numbers as they are kept: encrypted (R7)."""

import msgspec


class Sealed(msgspec.Struct, frozen=True):
    """A text encrypted with AES-256-GCM under a data key, which KMS has wrapped."""

    wrapped_key: bytes
    nonce: bytes
    ciphertext: bytes


class SealedMobile(msgspec.Struct, frozen=True):
    """A mobile number: masked for whom it is shown to, as a keyed digest by which two are compared, sealed.

    It is sealed under a key of its own, which only the function that sends messages may unwrap.
    """

    masked: str
    digest: str
    sealed: Sealed
