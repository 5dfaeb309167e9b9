"""What a statement costs: reading and verifying one from its QR code's text, and making one.

The baseline is the signature alone, verified and made by cryptography in the same process. R47 asks for a
millisecond to verify, of the processor; above that it fails. Run it by `python -m bench.statement`.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from statistics import median

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256

from bench.targets import at_most, tell
from chalicelib.certificates.rules.certificate import Snapshot
from chalicelib.certificates.rules.signed_statement import (
    digits_of,
    is_signed_by,
    parse_address,
    raw_signature,
    signed_bytes,
)
from chalicelib.certificates.rules.statement import parse_statement, statement_of

ROUNDS = 2000
MOST_MILLISECONDS = 1
SNAPSHOT = Snapshot(
    person="p",
    year=2026,
    version=1,
    number="M3UBV-UACAF-UK62B",
    name="欧阳娜娜",
    masked_number="440703********1234",
    public=Decimal(30),
    professional=Decimal("62.5"),
    general_knowledge=Decimal(20),
    records=(),
    issued_on=date(2026, 11, 30),
)
KEY = generate_private_key(SECP256R1())


def made() -> str:
    """The address of its QR code, signed by a key of this machine."""
    content = statement_of(SNAPSHOT, 1)
    message = signed_bytes(SNAPSHOT.number, SNAPSHOT.version, content)
    signature = raw_signature(KEY.sign(message, ECDSA(SHA256())))
    return f"https://example.org/verify/{SNAPSHOT.number}?v=1#{digits_of(content, signature)}"


def milliseconds(work: Callable[[], object]) -> float:
    """The median of many, of the processor."""
    taken = []
    for _ in range(ROUNDS):
        began = time.thread_time()
        work()
        taken.append(time.thread_time() - began)
    return median(taken) * 1000


def main() -> int:
    """Print both beside the signature alone."""
    address, key, message = made(), KEY.public_key(), b"a statement" * 20
    signature = KEY.sign(message, ECDSA(SHA256()))

    def verified() -> None:
        signed = parse_address(address)
        assert is_signed_by(signed, key)
        parse_statement(signed.content)

    taken = {
        "verified": (verified, lambda: key.verify(signature, message, ECDSA(SHA256()))),
        "made": (made, lambda: KEY.sign(message, ECDSA(SHA256()))),
    }
    print(f"{'':<10}{'signature':>12}{'statement':>12}{'ratio':>7}")
    spent = {name: [milliseconds(each) for each in both] for name, both in taken.items()}
    for name, (whole, alone) in spent.items():
        print(f"{name:<10}{alone:>9.3f} ms{whole:>9.3f} ms{whole / alone:>7.2f}")
    return tell([at_most("verified, ms", spent["verified"][0], MOST_MILLISECONDS)])


if __name__ == "__main__":
    sys.exit(main())
