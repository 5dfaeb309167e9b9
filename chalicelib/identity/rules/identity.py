"""Who somebody is on paper: documents in one normal form, and masked, as mobile numbers are (R2, R7).

Full-width characters are folded to half width by their own table and every pattern names the ASCII
digits: `str.isdigit`, a pattern's own class of digits and NFKC would let ٣, ① and ³ pass.
"""

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from string import ascii_lowercase, ascii_uppercase
from typing import NewType

import msgspec

from chalicelib.identity.rules.first_generation import eighteen_of, is_first_generation
from chalicelib.platform.rules.refusal import Refusal


class DocumentType(StrEnum):
    """The documents that people enrol with (R2)."""

    RESIDENT_ID = "resident_id"
    RESIDENCE_PERMIT = "residence_permit"
    HK_MACAO_PERMIT = "hk_macao_permit"
    TAIWAN_PERMIT = "taiwan_permit"
    PASSPORT = "passport"
    FOREIGNER_PERMANENT_RESIDENT = "foreigner_permanent_resident"


DOCUMENT_LABELS = {
    DocumentType.RESIDENT_ID: "居民身份证",
    DocumentType.RESIDENCE_PERMIT: "港澳台居民居住证",
    DocumentType.HK_MACAO_PERMIT: "港澳居民来往内地通行证",
    DocumentType.TAIWAN_PERMIT: "台湾居民来往大陆通行证",
    DocumentType.PASSPORT: "护照",
    DocumentType.FOREIGNER_PERMANENT_RESIDENT: "外国人永久居留身份证",
}


class Document(msgspec.Struct, frozen=True):
    """A document in its normal form: what `parse_document` makes of what is stated, or was kept of it."""

    type: DocumentType
    number: str


Fault = NewType("Fault", str)
"""What is wrong with a number, in Chinese, without the number itself (R7)."""

EARLIEST_BIRTH = date(1900, 1, 1)
"""Nobody born before is alive: an earlier date is a slip of the keyboard."""

# Provinces, autonomous regions and municipalities of GB/T 2260, and Taiwan's 71; what follows the
# first two digits is not looked up, since counties that are long dissolved stand in valid numbers.
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71")
_OVERSEAS = re.compile(r"8[123]0000")
_CARD_FORM = re.compile(r"[0-9]{17}[0-9X]")
_CARD_LENGTH = 18

_TO_HALF_WIDTH = {0xFEE0 + code: chr(code) for code in range(0x21, 0x7F)} | {0x3000: " "}
# Every space of Unicode (Zs); U+E5E5 is A3A0 of GB 18030, a space, as Python's codec reads it.
_SPACE = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ue5e5]")
# Not str.upper, which would make S of ſ and I of ı.
_TO_UPPER = str.maketrans(ascii_lowercase, ascii_uppercase)


def half_width(text: str) -> str:
    """Fold what a Chinese input method types in full width, and trim the spaces around it."""
    return text.translate(_TO_HALF_WIDTH).strip(" ")


def compact(text: str) -> str:
    """A number or code in half width, without the spaces, of whatever width, in it and around it."""
    return _SPACE.sub("", text).translate(_TO_HALF_WIDTH)


def parse_document(type: str, number: str, *, today: date) -> Document:  # noqa: A002 - named as in the API
    """Read a document as typed: full width, lower case and spaces are tolerated (R2).

    The number 81, 82 or 830000… is a residence permit's, whichever of the two 18-character types
    was chosen: one card must not enrol twice under two types (R1).

    Args:
        type: a value of `DocumentType`.
        number: the number as typed.
        today: the day in Shanghai, after which nobody is born yet.

    Raises:
        Refusal: `document_type_unknown`, or `document_invalid` with what is wrong.
    """
    kind = _parse_type(type)
    normal = compact(number).translate(_TO_UPPER)
    if fault := _FAULTS[kind](normal, today):
        raise Refusal("document_invalid", field="document.number", why=fault)
    if kind is DocumentType.RESIDENT_ID and _OVERSEAS.match(normal):
        kind = DocumentType.RESIDENCE_PERMIT
    # Brackets can stand in a Taiwan permit's number alone, and may be left out there.
    return Document(kind, re.sub("[()]", "", normal))


def _parse_type(text: str) -> DocumentType:
    if text in DOCUMENT_LABELS:
        return DocumentType(text)
    allowed = "、".join(f"{value}（{label}）" for value, label in DOCUMENT_LABELS.items())
    raise Refusal("document_type_unknown", field="document.type", value=text[:40], allowed=allowed)


def _resident_fault(number: str, today: date) -> Fault | None:
    """GB 11643-1999; the other type's prefixes are taken too, see `parse_document`."""
    if is_first_generation(number):
        return _first_generation_fault(number)
    if fault := _form_fault(number):
        return fault
    if not (_PROVINCE.match(number) or _OVERSEAS.match(number)):
        return Fault("前6位不是有效的行政区划代码")
    return _birth_fault(number, today) or _check_fault(number)


def _first_generation_fault(number: str) -> Fault:
    longer = eighteen_of(number)
    how = f"在第6位后加19，末尾加校验码{longer[-1]}"
    return Fault(f"是15位的第一代身份证号码，请改为18位：{masked_number(longer)}（{how}）")


def _permit_fault(number: str, today: date) -> Fault | None:
    """港澳台居民居住证申领发放办法 (国办发〔2018〕81号): the form of GB 11643-1999."""
    if fault := _form_fault(number):
        return fault
    if not _OVERSEAS.match(number):
        return Fault("港澳台居民居住证号码应以810000、820000或830000开头")
    return _birth_fault(number, today) or _check_fault(number)


def _foreigner_fault(number: str, today: date) -> Fault | None:
    """Cards before December 2023 have 3 letters and 12 digits, later ones 18 characters from 9 on.

    The later number is built like a resident's: birth date in places 7 to 14, check character.
    """
    if re.fullmatch(r"[A-Z]{3}[0-9]{12}", number):
        return None
    if not (number.startswith("9") and _CARD_FORM.fullmatch(number)):
        return Fault("外国人永久居留身份证号码应为3位字母加12位数字，或以9开头的18位号码")
    return _birth_fault(number, today) or _check_fault(number)


def _form_fault(number: str) -> Fault | None:
    if len(number) != _CARD_LENGTH:
        return Fault(f"应为{_CARD_LENGTH}位，现为{len(number)}位")
    if not _CARD_FORM.fullmatch(number):
        return Fault("前17位应为数字，末位应为数字或X")
    return None


def _birth_fault(number: str, today: date) -> Fault | None:
    try:
        born = date.fromisoformat(number[6:14])
    except ValueError:
        return Fault("第7至14位不是真实存在的出生日期")
    if born < EARLIEST_BIRTH:
        return Fault(f"第7至14位的出生日期早于{EARLIEST_BIRTH.year}年")
    if born > today:
        return Fault("第7至14位的出生日期晚于今天")
    return None


def _check_fault(number: str) -> Fault | None:
    """ISO 7064 MOD 11-2; not stdnum's own reading of Chinese numbers, which lacks valid places."""
    from stdnum.iso7064 import mod_11_2  # noqa: PLC0415 - cold start: stdnum imports pydoc

    if mod_11_2.is_valid(number):
        return None
    return Fault("末位校验码与前17位不符")


def _pattern_fault(pattern: str, why: str) -> Callable[[str, date], Fault | None]:
    """Documents without a check character have a form, and nothing more can be asked of them."""
    form = re.compile(pattern)

    def fault(number: str, _today: date) -> Fault | None:
        return None if form.fullmatch(number) else Fault(why)

    return fault


# A passport may not be as long as the cards with 15 or 18 characters: a resident's number must not
# slip in as a passport and enrol a second time (R1). ICAO Doc 9303 has 9 characters, some issue more.
_FAULTS: dict[DocumentType, Callable[[str, date], Fault | None]] = {
    DocumentType.RESIDENT_ID: _resident_fault,
    DocumentType.RESIDENCE_PERMIT: _permit_fault,
    DocumentType.HK_MACAO_PERMIT: _pattern_fault(
        r"[HM][0-9]{8}(?:[0-9]{2})?", "港澳居民来往内地通行证号码应为H或M加8位或10位数字"
    ),
    DocumentType.TAIWAN_PERMIT: _pattern_fault(
        r"[0-9]{8}|[0-9]{10}(?:[A-Z]|\([A-Z]\))?",
        "台湾居民来往大陆通行证号码应为8位数字，或10位数字（可加括号内的1位字母）",
    ),
    DocumentType.PASSPORT: _pattern_fault(
        r"(?=.*[0-9])[A-Z0-9]{5,14}", "护照号码应为5至14位字母和数字，至少有1位数字"
    ),
    DocumentType.FOREIGNER_PERMANENT_RESIDENT: _foreigner_fault,
}


def is_card_number(number: str, today: date) -> bool:
    """Whether 18 characters in normal form are the number of a card that has a check character."""
    checks = (_resident_fault, _foreigner_fault)
    return len(number) == _CARD_LENGTH and any(not fault(number, today) for fault in checks)


def birth_date(document: Document) -> date | None:
    """The birthday that a card of 18 characters tells; no other document tells one."""
    number = document.number
    return date.fromisoformat(number[6:14]) if len(number) == _CARD_LENGTH else None


def lasting_number(type: str, number: str) -> str:  # noqa: A002 - the contract's own word
    """The part of a number that stays with the person for life, by which an identity is one (R1).

    A permit of Hong Kong or Macao residents may end in two digits that count its renewals
    (港澳居民来往内地通行证, cards before 2013).
    """
    return number[:9] if type == DocumentType.HK_MACAO_PERMIT else number


def masked_number(number: str) -> str:
    """Show a document number as R7 has it: 18 characters as `440703********1234`.

    Every other length, the 15 characters of older permanent residents' cards too, shows the first
    and the last two: the long form would leave only five of fifteen hidden.
    """
    if len(number) == _CARD_LENGTH:
        return f"{number[:6]}{'*' * 8}{number[-4:]}"
    return _masked(number, first=1, last=2)


def masked_mobile(mobile: str) -> str:
    """Show a mobile number's first three and last four characters, `138****5678`."""
    return _masked(mobile, first=3, last=4)


def _masked(text: str, *, first: int, last: int) -> str:
    hidden = len(text) - first - last
    # Too short for both ends would show it whole.
    return "*" * len(text) if hidden <= 0 else f"{text[:first]}{'*' * hidden}{text[-last:]}"
