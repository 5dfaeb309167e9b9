"""Documents as typed (R2); no refusal repeats a number (R7)."""

import tomllib
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chalicelib.identity.rules.identity import (
    DOCUMENT_LABELS,
    Document,
    DocumentType,
    half_width,
    lasting_number,
    parse_document,
)
from chalicelib.platform.rules.refusal import Refusal

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/identity.toml").read_text("utf-8"))
TODAY = date(2026, 6, 1)

# GB 11643-1999, table of weights: the standard's own way to the check character.
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"

PROVINCES = (
    *(11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37),
    *(41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65, 71),
)

births = st.dates(date(1900, 1, 1), TODAY)
regions = st.builds("{}{:04}".format, st.sampled_from(PROVINCES), st.integers(0, 9999))
stems = st.builds("{}{:%Y%m%d}{:03}".format, regions, births, st.integers(0, 999))

typed_numbers = st.from_regex(
    r"[ 　]?([HMhmＨe]?[0-9０-９]{8,10}([(（]?[A-Za-z][)）]?)?|[a-z]{3}[0-9]{12})"
)
"""Near to what permits and passports look like."""


def with_check(stem: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(stem, WEIGHTS, strict=True))
    return stem + CHECK_CHARACTERS[total % 11]


def refusal_of(kind: str, number: str, today: date = TODAY) -> Refusal:
    with pytest.raises(Refusal) as refused:
        parse_document(kind, number, today=today)
    return refused.value


def titled(case: dict[str, Any]) -> str:
    return f"{case['rule']} {case['name']}"


@pytest.mark.parametrize("case", CASES["document"], ids=titled)
def test_r2_a_document_as_typed_is_made_normal_or_refused_with_its_fault(
    case: dict[str, Any],
) -> None:
    kind, number, then = case["given"]["type"], case["given"]["number"], case["then"]
    if "number" in then:
        expected = Document(DocumentType(then.get("type", kind)), then["number"])
        assert parse_document(kind, number, today=TODAY) == expected
        return
    refusal = refusal_of(kind, number)
    assert refusal.code == "document_invalid"
    assert refusal.facts == {"field": "document.number", "why": then["why"]}
    assert refusal.detail == f"证件号码填写有误：{then['why']}。请对照证件核对后重新填写。"


@given(stems)
def test_r2_a_number_made_by_the_standard_is_accepted(stem: str) -> None:
    number = with_check(stem)
    document = parse_document("resident_id", number, today=TODAY)
    assert document == Document(DocumentType.RESIDENT_ID, number)


@given(stems, st.sampled_from("0123456789X"))
def test_r2_every_other_check_character_is_refused(stem: str, check: str) -> None:
    assume(with_check(stem)[-1] != check)
    assert refusal_of("resident_id", stem + check).facts["why"] == "末位校验码与前17位不符"


@given(stems, st.integers(0, 16), st.sampled_from("0123456789"))
def test_r2_one_mistyped_digit_is_noticed(stem: str, place: int, digit: str) -> None:
    assume(stem[place] != digit)
    mistyped = stem[:place] + digit + stem[place + 1 :] + with_check(stem)[-1]
    assert refusal_of("resident_id", mistyped).code == "document_invalid"


@given(stems, st.booleans(), st.sampled_from(["", " ", "　", " 　 "]))
def test_r2_the_way_of_typing_makes_no_difference(stem: str, wide: bool, around: str) -> None:  # noqa: FBT001 - drawn
    number = with_check(stem)
    typed = number.lower()
    if wide:
        typed = "".join(chr(ord(char) + 0xFEE0) for char in typed)
    read = parse_document("resident_id", around + typed + around, today=TODAY)
    assert read == parse_document("resident_id", number, today=TODAY)


@given(births, st.sampled_from(["810000", "820000", "830000"]))
def test_r2_an_overseas_number_is_one_document_under_either_type(born: date, region: str) -> None:
    number = with_check(f"{region}{born:%Y%m%d}001")
    as_permit = parse_document("residence_permit", number, today=TODAY)
    assert as_permit == Document(DocumentType.RESIDENCE_PERMIT, number)
    assert parse_document("resident_id", number, today=TODAY) == as_permit


@given(births)
def test_r2_nobody_is_born_after_today(born: date) -> None:
    number = with_check(f"440703{born:%Y%m%d}001")
    assert parse_document("resident_id", number, today=born).number == number
    why = refusal_of("resident_id", number, today=born - timedelta(days=1)).facts["why"]
    assert why == "第7至14位的出生日期晚于今天"


@given(st.text() | typed_numbers, st.sampled_from(list(DocumentType)))
def test_r2_any_text_is_refused_or_read_as_a_document_in_normal_form(
    text: str, kind: DocumentType
) -> None:
    with suppress(Refusal):
        document = parse_document(kind, text, today=TODAY)
        assert document.number.isascii()
        assert parse_document(document.type, document.number, today=TODAY) == document


@pytest.mark.parametrize("kind", list(DocumentType))
@pytest.mark.parametrize("digit", ["٣", "३", "³", "③", "𝟑", "\u200b", "三"])
def test_r2_only_ascii_digits_are_digits_in_every_type(kind: DocumentType, digit: str) -> None:
    numbers = {
        DocumentType.RESIDENT_ID: "440703199507091070",
        DocumentType.RESIDENCE_PERMIT: "810000199507091070",
        DocumentType.HK_MACAO_PERMIT: "H12345678",
        DocumentType.TAIWAN_PERMIT: "12345678",
        DocumentType.PASSPORT: "E12345678",
        DocumentType.FOREIGNER_PERMANENT_RESIDENT: "CAN110078071501",
    }
    number = numbers[kind]
    for place in (0, 1, len(number) - 1):
        typed = number[:place] + digit + number[place + 1 :]
        assert refusal_of(kind, typed).code == "document_invalid"


def test_r2_the_document_types_are_those_of_the_interface_and_all_have_a_name() -> None:
    assert [str(kind) for kind in DocumentType] == [
        "resident_id",
        "residence_permit",
        "hk_macao_permit",
        "taiwan_permit",
        "passport",
        "foreigner_permanent_resident",
    ]
    assert set(DOCUMENT_LABELS) == set(DocumentType)
    assert len(set(DOCUMENT_LABELS.values())) == len(DocumentType)


@pytest.mark.parametrize("kind", ["", "id", "RESIDENT_ID", "resident_id ", "居民身份证"])
def test_r2_another_type_is_refused_with_the_types_there_are(kind: str) -> None:
    refusal = refusal_of(kind, "44070319950709107X")
    assert refusal.code == "document_type_unknown"
    assert refusal.facts["field"] == "document.type"
    assert refusal.facts["value"] == kind
    assert refusal.facts["allowed"] == (
        "resident_id（居民身份证）、residence_permit（港澳台居民居住证）、"
        "hk_macao_permit（港澳居民来往内地通行证）、taiwan_permit（台湾居民来往大陆通行证）、"
        "passport（护照）、foreigner_permanent_resident（外国人永久居留身份证）"
    )
    assert "resident_id（居民身份证）" in refusal.detail


def test_r2_a_type_without_end_is_not_repeated_whole() -> None:
    assert refusal_of("x" * 41, "1").facts["value"] == "x" * 40


@given(stems)
def test_r7_a_refusal_never_repeats_the_number(stem: str) -> None:
    refusal = refusal_of("resident_id", f"{stem}A")
    assert stem[6:] not in refusal.detail
    assert not any(stem[6:14] in str(fact) for fact in refusal.facts.values())


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("！", "!"),
        ("～", "~"),
        ("　Ａ　ｂ　", "A b"),
        ("｟", "｟"),
        ("\uff00", "\uff00"),
        ("①³٣ſ", "①³٣ſ"),
        ("\t1\n", "\t1\n"),
    ],
)
def test_r2_only_full_width_forms_are_folded_and_only_spaces_trimmed(
    typed: str, folded: str
) -> None:
    assert half_width(typed) == folded


@pytest.mark.parametrize(
    ("kind", "number", "lasting"),
    [
        ("hk_macao_permit", "H1234567801", "H12345678"),
        ("hk_macao_permit", "H12345678", "H12345678"),
        ("taiwan_permit", "1234567801", "1234567801"),
        ("resident_id", "44070319950709107X", "44070319950709107X"),
    ],
)
def test_r1_given_a_renewed_permit_then_it_is_still_the_same_person_s(
    kind: str, number: str, lasting: str
) -> None:
    assert lasting_number(kind, number) == lasting
