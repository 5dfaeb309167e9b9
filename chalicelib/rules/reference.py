"""References: by what a thing is known, so that it is registered once (R16)."""

import re
import unicodedata
from hashlib import sha256

from stdnum import isbn

from chalicelib.rules.form import Form
from chalicelib.rules.refusal import Refusal

_SEPARATORS = re.compile(r"[;；、,，\n]+")
_CN_NUMBER = re.compile(r"(cn)?[0-9]{6}([a-z]{1,2}[0-9]*)?")
MOST_PAPERS = 40
"""Each paper is an item of one transaction, which takes 100, and taking over may double them."""
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


def known_by(form: Form, reference: str, title: str, otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """The things that a record is about: the papers of an exam record each, else the one (R16).

    Args:
        form: the form of study.
        reference: as typed. An exam record lists its papers by name, divided by any usual comma
            (R14); the CN number of a periodical names an article only together with its title.
        title: as typed.
        otherwise: what tells two studies apart where no reference was given.

    Raises:
        Refusal: `fact_invalid` for more papers than one record can hold.
    """
    parts = _SEPARATORS.split(reference) if form is Form.EXAM else [reference]
    found = sorted({normal_reference(form, part) for part in parts} - {""})
    if len(found) > MOST_PAPERS:
        why = f"一条记录最多列{MOST_PAPERS}科"
        raise Refusal("fact_invalid", field="reference", fact="科目名称", why=why)
    if not found:
        return (normal_reference(form, "|".join((title, *otherwise))),)
    if form is Form.PAPER and _CN_NUMBER.fullmatch(found[0]):
        return (normal_reference(form, f"{found[0]}|{title}"),)
    return tuple(found)


def slot_of(form: str, reference: str) -> str:
    """The key under which one thing can be registered once."""
    return f"{form}-{sha256(reference.encode()).hexdigest()[:24]}"
