"""The statement of a transcript (R51): what its QR code has room for, a byte a year.

Format 2; it is signed and written as a certificate's is (`signed_statement`), under the transcript's
number and version 1. Every number big-endian:

    byte    0  the format, 2
            1  the number of the key that signed it
            2  the first year, from 2000
            3  flags: 4 name shortened
         4, 5  the day of the transcript, days since 2000-01-01
            6  how many years
    from    7  a year each: 0 - 7 how it stood (`YearState`, in its order), 8 public subject waived,
               16 times its certificate (`CERTIFICATES`, in their order)
        then  the document's number and the name, as format 1 has them

Credits and the certificates' numbers have no room: the signed file says them.
"""

from datetime import date, timedelta
from typing import NamedTuple

from chalicelib.certificates.rules.certificate import (
    CERTIFIED_BY_HR,
    PENDING,
    CertificateState,
)
from chalicelib.certificates.rules.statement import (
    FIRST_DAY,
    SHORTENED,
    CertificateStatement,
    Unreadable,
    document_and_name,
    document_bytes,
    is_stated,
    parse_statement,
    shortened,
)
from chalicelib.certificates.rules.transcript import Transcript, YearState
from chalicelib.identity.rules.name import printed
from chalicelib.platform.rules.drawn import composed

FORMAT = 2
CERTIFICATES = (
    CertificateState.NONE.value,
    PENDING,
    CertificateState.HELD.value,
    CertificateState.ISSUED.value,
    CertificateState.REVOKED.value,
    CERTIFIED_BY_HR,
)
"""How the certificate of a year is shown; another one comes last."""
_STATES = tuple(YearState)
_WAIVED, _CERTIFICATE = 8, 16
_HEADER = 7


class StatedYear(NamedTuple):
    """How a year and its certificate stood; `certificate` is a word of `CERTIFICATES`."""

    year: int
    state: YearState
    certificate: str
    public_waived: bool


class TranscriptStatement(NamedTuple):
    """What a transcript says, as its QR code carries it; the name as in a certificate's statement."""

    key: int
    name: str
    is_shortened: bool
    masked_number: str
    years: tuple[StatedYear, ...]
    issued_on: date

    def names(self, name: str) -> bool:
        """Whether a full name is the one stated (`CertificateStatement.names`)."""
        return is_stated(name, self.name, is_shortened=self.is_shortened)


def transcript_statement(transcript: Transcript, key_number: int) -> bytes:
    """The statement of a transcript in bytes, not signed yet.

    Args:
        transcript: what it says.
        key_number: of the key that will sign it, 0 to 255.
    """
    name, is_shortened = shortened(composed(printed(transcript.name)))
    days = (transcript.issued_on - FIRST_DAY).days
    flags = SHORTENED if is_shortened else 0
    return b"".join(
        (
            bytes((FORMAT, key_number, transcript.first - FIRST_DAY.year, flags)),
            days.to_bytes(2, "big"),
            bytes((len(transcript.years),)),
            bytes(
                _STATES.index(each.state)
                + (_WAIVED if each.public_waived else 0)
                + _CERTIFICATE * CERTIFICATES.index(each.certificate)
                for each in transcript.years
            ),
            document_bytes(transcript.masked_number),
            name.encode(),
        )
    )


def parse_transcript_statement(content: bytes) -> TranscriptStatement:
    """Read the statement of a transcript; whether its signature is right is another question.

    Raises:
        Unreadable: it is none.
    """
    if len(content) < _HEADER or content[0] != FORMAT or content[3] & ~SHORTENED:
        raise Unreadable
    first, count = FIRST_DAY.year + content[2], content[6]
    stated = content[_HEADER : _HEADER + count]
    masked_number, name = document_and_name(content[_HEADER + count :])
    return TranscriptStatement(
        key=content[1],
        name=name,
        is_shortened=bool(content[3] & SHORTENED),
        masked_number=masked_number,
        years=tuple(_year(year, each) for year, each in enumerate(stated, first)),
        issued_on=FIRST_DAY + timedelta(int.from_bytes(content[4:6], "big")),
    )


def _year(year: int, stated: int) -> StatedYear:
    state, certificate = stated % _WAIVED, stated // _CERTIFICATE
    if state >= len(_STATES) or certificate >= len(CERTIFICATES):
        raise Unreadable
    return StatedYear(year, _STATES[state], CERTIFICATES[certificate], bool(stated & _WAIVED))


def parse_any_statement(content: bytes) -> CertificateStatement | TranscriptStatement:
    """Read the statement of whatever was issued, a certificate or a transcript.

    Raises:
        Unreadable: it is neither.
    """
    if content[:1] == bytes((FORMAT,)):
        return parse_transcript_statement(content)
    return parse_statement(content)
