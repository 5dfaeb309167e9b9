"""The certificate's number (R31): cannot be guessed, and betrays a slip of the pen.

Fourteen base-32 characters of a keyed digest, seventy bits that nobody can enumerate, and a check
character by ISO 7064 MOD 37-36. Printed in three groups: `XXXXX-XXXXX-XXXXX`.
"""

import base64
import hashlib
import unicodedata
from collections.abc import Iterator

from chalicelib.platform.rules.refusal import Refusal

_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_PAYLOAD = 14
_GROUP = 5
_BITS_USED = 70


def number_of(digest: bytes) -> str:
    """The number that a keyed digest of (person, year) gives, in its printed form.

    MOD 37-36 notices every single wrong character, but in about one number of fifty not every
    exchange of neighbours; such a number is passed over for the next that the digest gives.

    Args:
        digest: at least 9 bytes, since 70 bits are used.

    Raises:
        ValueError: the digest is too short to be hard to guess.
    """
    if len(digest) * 8 < _BITS_USED:
        raise ValueError(f"a digest of {len(digest)} bytes is too short")
    return _grouped(next(filter(_betrays_exchanges, _candidates(digest))))


def parse_number(text: str) -> str:
    """The printed form of a number that somebody typed, read aloud or scanned.

    Small letters, full-width characters, and spaces or hyphens of any kind are tolerated.

    Raises:
        Refusal: `certificate_number_invalid`, when its form or its check character is wrong.
    """
    number = find_number(text)
    if number is None:
        raise Refusal("certificate_number_invalid", field="number")
    return number


def find_number(text: str) -> str | None:
    """As `parse_number`; nothing where it is no number."""
    compact = "".join(filter(_matters, unicodedata.normalize("NFKC", text))).upper()
    return _grouped(compact) if _is_valid(compact) else None


def _candidates(digest: bytes) -> Iterator[str]:
    """The digest itself, then digests of it without end, each with its check character."""
    from stdnum.iso7064 import mod_37_36  # noqa: PLC0415 - cold start: stdnum imports pydoc

    while True:
        payload = base64.b32encode(digest).decode("ascii")[:_PAYLOAD]
        yield payload + mod_37_36.calc_check_digit(payload)
        digest = hashlib.sha256(digest).digest()


def _betrays_exchanges(number: str) -> bool:
    exchanged = {
        number[:at] + number[at + 1] + number[at] + number[at + 2 :] for at in range(_PAYLOAD)
    }
    return not any(map(_is_valid, exchanged - {number}))


def _is_valid(compact: str) -> bool:
    from stdnum.iso7064 import mod_37_36  # noqa: PLC0415 - cold start: stdnum imports pydoc

    if len(compact) != _PAYLOAD + 1 or not _ALPHABET.issuperset(compact[:_PAYLOAD]):
        return False
    return bool(mod_37_36.is_valid(compact))


def _matters(character: str) -> bool:
    """Neither a space nor a hyphen or dash."""
    return unicodedata.category(character) not in {"Zs", "Pd"}


def _grouped(compact: str) -> str:
    return "-".join(compact[at : at + _GROUP] for at in range(0, len(compact), _GROUP))
