"""The one form of our ECDSA signatures on P-256: of the two that there are, the one with the lower s.

Whoever has a signature (r, s) can write (r, n - s), which every reader takes as well, without any key. So
that what is issued has one form, the lower one is written and no other is believed.
"""

from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""n, the order of the curve's group (SEC 2, 2.4.2)."""


def is_low(s: int) -> bool:
    """Whether s is the lower of its two."""
    return s <= ORDER // 2


def lowered(der: bytes) -> bytes:
    """A signature in its one form, DER."""
    r, s = decode_dss_signature(der)
    return der if is_low(s) else encode_dss_signature(r, ORDER - s)
