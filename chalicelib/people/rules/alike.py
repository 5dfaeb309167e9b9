"""Who may be one person under two documents (R1): a hint to administrators, never a decision.

Two accounts look alike by one name (R4) with one mobile number or one date of birth. A date stands in
residents' cards, residence permits and foreigners' cards; a passport or a permit of Hong Kong, Macao
or Taiwan residents has none, and leaves the mobile number.
"""

from enum import StrEnum

from chalicelib.identity.rules import name as names
from chalicelib.identity.rules.identity import Document, DocumentType
from chalicelib.identity.rules.sealed import SealedMobile

_WITH_BIRTH = {
    DocumentType.RESIDENT_ID: slice(8, 14),
    DocumentType.RESIDENCE_PERMIT: slice(8, 14),
    DocumentType.FOREIGNER_PERMANENT_RESIDENT: slice(8, 14),
}
_OLD_CARD_LENGTH, _OLD_CARD_BIRTH = 15, slice(7, 13)
"""Foreigners' cards before December 2023 write the date with two digits of its year."""


class PersonLikeness(StrEnum):
    """What is the same beside the name."""

    MOBILE = "mobile"
    BIRTH = "birth"


LIKENESS_LABELS = {PersonLikeness.MOBILE: "手机号码相同", PersonLikeness.BIRTH: "出生日期相同"}


def by_mobile(name: str, mobile: SealedMobile | None) -> str:
    """What two accounts of one name and mobile number have in common; "" without a number."""
    return f"{names.normal_form(name)}\x1f{mobile.digest}" if mobile else ""


def by_birth(name: str, document: Document) -> str:
    """What two accounts of one name and date of birth have in common; "" where no date is known.

    The date is `yymmdd`, as the old cards of foreigners have it.
    """
    if document.type not in _WITH_BIRTH:
        return ""
    is_old_card = len(document.number) == _OLD_CARD_LENGTH
    place = _OLD_CARD_BIRTH if is_old_card else _WITH_BIRTH[document.type]
    return f"{names.normal_form(name)}\x1f{document.number[place]}"


def known_of(document: DocumentType, *, has_mobile: bool) -> frozenset[PersonLikeness]:
    """What two accounts can have in common, of one with such a document."""
    found = {
        PersonLikeness.MOBILE: has_mobile,
        PersonLikeness.BIRTH: document in _WITH_BIRTH,
    }
    return frozenset(each for each, is_known in found.items() if is_known)


def likeness_of(mark: str) -> PersonLikeness:
    """What a mark, `mobile-…` or `birth-…`, is about."""
    return PersonLikeness(mark.partition("-")[0])
