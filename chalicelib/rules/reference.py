"""References: by what a thing is known, so that it is registered once (R16)."""

import re
import unicodedata
from hashlib import sha256

from stdnum import isbn

from chalicelib.rules.credit import Form

_SEPARATORS = re.compile(r"[;；、,，\n]+")
_NOISE = re.compile(r"[\s\-‐-―·.:：/]+")


def normal_reference(form: Form, reference: str) -> str:
    """Write a reference so that the same thing always reads the same.

    Width, case, spaces and punctuation do not tell two things apart; an ISBN of ten digits is the
    same book as its thirteen.
    """
    folded = unicodedata.normalize("NFKC", reference).casefold()
    compact = _NOISE.sub("", folded).removeprefix("isbn")
    if form is Form.BOOK and isbn.is_valid(compact):
        return str(isbn.to_isbn13(compact))
    return compact


def references_of(form: Form, reference: str) -> tuple[str, ...]:
    """The things that a record is about: the papers of an exam record each, else the one.

    An exam record lists its papers by name, divided by any usual comma (R14).
    """
    parts = _SEPARATORS.split(reference) if form is Form.EXAM else [reference]
    found = {normal_reference(form, part) for part in parts}
    return tuple(sorted(found - {""}))


def slot_of(form: str, reference: str) -> str:
    """The key under which one thing can be registered once."""
    return f"{form}-{sha256(reference.encode()).hexdigest()[:24]}"
