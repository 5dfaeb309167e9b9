"""What two accounts of one person may have in common: a hint, and no more (R1)."""

import pytest

from chalicelib.identity.rules.identity import Document, DocumentType
from chalicelib.identity.rules.sealed import Sealed, SealedMobile
from chalicelib.people.rules.alike import PersonLikeness, by_birth, by_mobile, likeness_of

MOBILE = SealedMobile("138****8000", "a-digest", Sealed(b"", b"", b""))
RESIDENT = Document(DocumentType.RESIDENT_ID, "44070319950709107X")


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (DocumentType.RESIDENCE_PERMIT, "810000199507090015"),
        (DocumentType.FOREIGNER_PERMANENT_RESIDENT, "911392199507090013"),
        (DocumentType.FOREIGNER_PERMANENT_RESIDENT, "JPN440795070912"),
    ],
)
def test_r1_given_documents_of_one_birth_then_they_have_it_in_common(
    kind: DocumentType, number: str
) -> None:
    assert by_birth("李䶮", Document(kind, number)) == by_birth("李䶮", RESIDENT)


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        (DocumentType.PASSPORT, "E12345678"),
        (DocumentType.HK_MACAO_PERMIT, "H12345678"),
        (DocumentType.TAIWAN_PERMIT, "12345678"),
    ],
)
def test_r1_given_a_document_without_a_birth_then_nothing_is_guessed(
    kind: DocumentType, number: str
) -> None:
    assert not by_birth("李䶮", Document(kind, number))


def test_r4_given_one_name_written_in_two_ways_then_it_is_the_same() -> None:
    assert by_mobile("李 䶮", MOBILE) == by_mobile("李䶮", MOBILE)
    assert by_birth("李 䶮", RESIDENT) == by_birth("李䶮", RESIDENT)
    assert by_birth("李䶮", RESIDENT) != by_birth("李龙", RESIDENT)


def test_given_no_mobile_number_then_nothing_is_in_common() -> None:
    assert not by_mobile("李䶮", None)


@pytest.mark.parametrize("likeness", PersonLikeness)
def test_given_a_mark_then_it_says_what_it_is_about(likeness: PersonLikeness) -> None:
    assert likeness_of(f"{likeness}-0123abc") is likeness
