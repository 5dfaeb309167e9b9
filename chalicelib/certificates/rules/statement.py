"""The statement (R47): what a certificate says, in as few bytes as its QR code has room for.

Format 1, every number big-endian:

    byte    0  the format, 1
            1  the number of the key that signed it
            2  the year, from 2000
            3  flags: 1 public subject waived, 2 general knowledge stated, 4 name shortened
         4, 5  the date of issue, days since 2000-01-01 (until 2179)
        6 - 8  public credits, in hundredths; 0 when waived
       9 - 11  professional credits, in hundredths
      12 - 14  of these general knowledge, in hundredths; 0 when not stated
     15 - 17  of the document's number: how many characters stand before its mask, how many are
              masked, how many stand after
     from 18  those before and those after, in ASCII
    to the end  the name as printed, in UTF-8

Number and version of the certificate are signed with it, and stand in the address alone.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from chalicelib.certificates.rules.certificate import Snapshot
from chalicelib.identity.rules.name import agree, printed
from chalicelib.platform.rules.drawn import composed

FORMAT = 1
MOST_NAME_BYTES = 60
"""Of a name in UTF-8: twenty Chinese characters. What is longer is shortened, so that the code stays
one that a telephone reads from paper."""

_FIRST_YEAR = 2000
FIRST_DAY = date(_FIRST_YEAR, 1, 1)
"""From which days are counted."""
SHORTENED = 4
"""The flag that says that a name is shortened."""
_HUNDREDTHS = 100
_WAIVED, _GENERAL = 1, 2
_CREDITS = slice(6, 9), slice(9, 12), slice(12, 15)
_HEADER = 15
_COUNTS = 3
"""How many characters of a document's number stand before its mask, are masked, stand after."""
_MASKED = re.compile(r"([^*]*)(\**)([^*]*)")


class CertificateStatement(NamedTuple):
    """What a certificate says, as its QR code carries it.

    Args:
        key: the number of the key that signs it, 0 to 255.
        name: as printed, its beginning alone when `is_shortened`.
        masked_number: the document's (R7).
        public: None when the subject is waived (R11).
        general_knowledge: of the professional credits, from 2025 on; None where none is stated.
        issued_on: in Shanghai.
    """

    key: int
    name: str
    is_shortened: bool
    masked_number: str
    year: int
    public: Decimal | None
    professional: Decimal
    general_knowledge: Decimal | None
    issued_on: date

    def names(self, name: str) -> bool:
        """Whether a full name is the one stated; a long one by its beginning, shortened by the same rule."""
        return is_stated(name, self.name, is_shortened=self.is_shortened)


class Unreadable(Exception):  # noqa: N818 - nothing of ours has failed: it is no statement
    """These bytes are no statement, or one of a format that came later."""


def stated(snapshot: Snapshot, key: int) -> CertificateStatement:
    """What the statement of a version says."""
    name, is_shortened = shortened(composed(printed(snapshot.name)))
    return CertificateStatement(
        key=key,
        name=name,
        is_shortened=is_shortened,
        masked_number=snapshot.masked_number,
        year=snapshot.year,
        public=None if snapshot.public_waived else snapshot.public,
        professional=snapshot.professional,
        general_knowledge=snapshot.general_knowledge or None,
        issued_on=snapshot.issued_on,
    )


def statement_of(snapshot: Snapshot, key_number: int) -> bytes:
    """The statement of a version in bytes, not signed yet (`signed_statement`).

    Args:
        snapshot: the version.
        key_number: of the key that will sign it, 0 to 255.
    """
    return written(stated(snapshot, key_number))


def is_stated(name: str, stated: str, *, is_shortened: bool) -> bool:
    """Whether a full name is the one that a statement says; a long one by its beginning alone."""
    if is_shortened:
        return shortened(composed(printed(name))) == (stated, True)
    return agree(name, stated)


def shortened(name: str) -> tuple[str, bool]:
    """As many characters of a name as have room, and whether some had none."""
    kept = name.encode()[:MOST_NAME_BYTES].decode(errors="ignore")
    return kept, kept != name


def written(statement: CertificateStatement) -> bytes:
    """A statement in bytes."""
    flags = (
        (_WAIVED if statement.public is None else 0)
        | (_GENERAL if statement.general_knowledge is not None else 0)
        | (SHORTENED if statement.is_shortened else 0)
    )
    days = (statement.issued_on - FIRST_DAY).days
    credits_ = statement.public, statement.professional, statement.general_knowledge
    return b"".join(
        (
            bytes((FORMAT, statement.key, statement.year - _FIRST_YEAR, flags)),
            days.to_bytes(2, "big"),
            *(int((each or 0) * _HUNDREDTHS).to_bytes(3, "big") for each in credits_),
            document_bytes(statement.masked_number),
            statement.name.encode(),
        )
    )


def parse_statement(content: bytes) -> CertificateStatement:
    """Read a statement; whether its signature is right is another question.

    Raises:
        Unreadable: it is none.
    """
    if len(content) < _HEADER or content[0] != FORMAT:
        raise Unreadable
    key, year, flags = content[1:4]
    if flags & ~(_WAIVED | _GENERAL | SHORTENED):
        raise Unreadable
    public, professional, general = (_credits(content[part]) for part in _CREDITS)
    masked_number, name = document_and_name(content[_HEADER:])
    return CertificateStatement(
        key=key,
        name=name,
        is_shortened=bool(flags & SHORTENED),
        masked_number=masked_number,
        year=_FIRST_YEAR + year,
        public=None if flags & _WAIVED else public,
        professional=professional,
        general_knowledge=general if flags & _GENERAL else None,
        issued_on=FIRST_DAY + timedelta(int.from_bytes(content[4:6], "big")),
    )


def _credits(content: bytes) -> Decimal:
    return Decimal(int.from_bytes(content, "big")) / _HUNDREDTHS


def document_bytes(masked_number: str) -> bytes:
    """A masked number as statements write it: three counts, then what is not masked."""
    found = _MASKED.fullmatch(masked_number)
    if found is None:
        raise ValueError("a number is masked in one place")
    before, mask, after = found.groups()
    return bytes(map(len, (before, mask, after))) + (before + after).encode("ascii")


def document_and_name(content: bytes) -> tuple[str, str]:
    """Read a masked number, and the name that follows it to the end.

    Raises:
        Unreadable: it is neither.
    """
    if len(content) < _COUNTS:
        raise Unreadable
    before, masked, after = content[:_COUNTS]
    shown = content[_COUNTS : _COUNTS + before + after]
    try:
        number = shown.decode("ascii")
        name = content[_COUNTS + len(shown) :].decode()
    except UnicodeDecodeError as error:
        raise Unreadable from error
    if len(number) < before + after:
        raise Unreadable
    return f"{number[:before]}{'*' * masked}{number[before:]}", name
