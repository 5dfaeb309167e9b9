"""R28, R2: the cells of a row: read as people write them, doubted where a spreadsheet has been at work."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.identity.rules.identity import Document, DocumentType
from chalicelib.imports.rules.account_row import (
    ENROLMENT_HEADINGS,
    HR_HEADINGS,
    ExistingAccount,
    ExistingEnrolment,
    parse_account,
    parse_enrolment,
)
from chalicelib.imports.rules.table_cell import CellFault, Cells, IsKnown, is_nobody
from chalicelib.platform.rules.refusal import Refusal
from tests.identity.test_identity import with_check

TODAY = date(2026, 6, 1)
NUMBER = "440703199507091070"
ROUNDED = next(
    number
    for place in range(9999)
    if (number := with_check(f"44{place:04}1995070910"[:14] + "000")).endswith("000")
)
"""A valid number that somebody really has, and that is what a spreadsheet makes of a thousand."""
NUMBER_AT = HR_HEADINGS.index("证件号码")


def faults_of(refusal: Refusal) -> list[CellFault]:
    told = refusal.facts["faults"]
    assert isinstance(told, tuple)
    assert (refusal.code, refusal.facts["field"], refusal.facts["why"]) == ("row_invalid", *told[0])
    return list(told)


def account(
    *cells: str, texts: tuple[int, ...] = (), is_known: IsKnown = is_nobody
) -> ExistingAccount | list[CellFault]:
    line = Cells({heading: place for place, heading in enumerate(HR_HEADINGS)}, cells, texts)
    try:
        return parse_account(line, today=TODAY, is_known=is_known)
    except Refusal as refusal:
        return faults_of(refusal)


def number_fault(kind: str, number: str, texts: tuple[int, ...] = ()) -> str:
    found = account("李䶮", kind, number, texts=texts)
    if isinstance(found, ExistingAccount):
        return ""
    assert [fault.field for fault in found] == ["证件号码"]
    return found[0].why


def document_of(kind: str, number: str) -> Document:
    found = account("李䶮", kind, number)
    assert isinstance(found, ExistingAccount)
    return found.document


@given(st.integers(0, 9999), st.dates(date(1930, 1, 1), date(2005, 12, 31)))
def test_r28_given_a_number_that_looks_rounded_then_a_csv_s_is_refused_whatever_its_check(
    place: int, born: date
) -> None:
    assert "末尾都是0" in number_fault("居民身份证", f"44{place:04}{born:%Y%m%d}0000"[:15] + "000")


def test_r28_given_who_really_has_such_a_number_then_a_text_cell_is_believed() -> None:
    assert "末尾都是0" in number_fault("居民身份证", ROUNDED)
    assert number_fault("居民身份证", ROUNDED, texts=(NUMBER_AT,)) == ""
    assert "校验码" in number_fault("居民身份证", "440703199507091000", texts=(NUMBER_AT,))


def test_r28_given_somebody_has_the_number_and_the_name_then_it_is_theirs() -> None:
    def is_known(document: Document, name: str) -> bool:
        return (document.number, name) == (ROUNDED, "李䶮")

    assert isinstance(account("李䶮", "居民身份证", ROUNDED, is_known=is_known), ExistingAccount)
    refused = account("李四", "居民身份证", ROUNDED, is_known=is_known)
    assert isinstance(refused, list)
    assert [fault.field for fault in refused] == ["证件号码"]
    unnamed = account("", "居民身份证", ROUNDED, is_known=is_known)
    assert isinstance(unnamed, list)
    assert [fault.field for fault in unnamed] == ["姓名", "证件号码"]


@pytest.mark.parametrize(
    ("kind", "number", "told"),
    [
        ("居民身份证", "4.40703E+17", "科学记数法"),
        ("居民身份证", "４．４０７０３Ｅ＋１７", "科学记数法"),
        ("护照", "1.2E+46", "科学记数法"),
        ("护照", "12E45678", ""),
        ("护照", "123456789", ""),
        ("护照", "12345678", "前面的0"),
        ("护照", "E1234567", ""),
        ("台湾居民来往大陆通行证", "1234567", "前面的0"),
        ("台湾居民来往大陆通行证", "123456789", "前面的0"),
        ("台湾居民来往大陆通行证", "12345678", ""),
        ("台湾居民来往大陆通行证", "01234567", ""),
        ("港澳居民来往内地通行证", "12345678", "应为H或M"),
        ("外国人永久居留身份证", "ABC123456789012", ""),
        ("居民身份证", "440703950709107", "440703********107X"),
        ("港澳台居民居住证", "810000199408230021", ""),
    ],
)
def test_r2_given_what_a_spreadsheet_makes_of_a_number_then_it_is_named_as_the_clerk_sees_it(
    kind: str, number: str, told: str
) -> None:
    why = number_fault(kind, number)
    assert told in why
    assert bool(told) == bool(why)


def test_r28_given_few_digits_in_a_text_cell_then_they_are_a_passport_s_number() -> None:
    assert number_fault("护照", "12345678", texts=(NUMBER_AT,)) == ""


@pytest.mark.parametrize(
    "typed",
    [
        " 44070319950709107X\t",
        "'44070319950709107X",
        "44070319950709107x'",
        '="44070319950709107X"',
        "‘44070319950709107X’",
        "`44070319950709107X",
        "440703 19950709 107X",
        "440703\u00a019950709\u3000107X",
        "440703\u200919950709\u202f107X",
        "440703\ue5e519950709107X",
        "４４０７０３１９９５０７０９１０７Ｘ",
    ],
)
def test_r2_given_spaces_and_marks_of_text_then_the_number_is_read(typed: str) -> None:
    assert document_of("居民身份证", typed).number == "44070319950709107X"


@pytest.mark.parametrize(
    ("word", "number", "kind"),
    [
        ("身份证", "44070319950709107X", DocumentType.RESIDENT_ID),
        ("二代身份证", "44070319950709107X", DocumentType.RESIDENT_ID),
        ("港澳居民居住证", "810000199408230021", DocumentType.RESIDENCE_PERMIT),
        ("台湾居民居住证", "830000199201300022", DocumentType.RESIDENCE_PERMIT),
        ("港澳台居民居住证", "810000199408230021", DocumentType.RESIDENCE_PERMIT),
        ("回乡证", "H12345678", DocumentType.HK_MACAO_PERMIT),
        ("回 乡 证", "H12345678", DocumentType.HK_MACAO_PERMIT),
        ("港澳居民来往内地通行证（非中国籍）", "H12345678", DocumentType.HK_MACAO_PERMIT),
        ("台胞证", "12345678", DocumentType.TAIWAN_PERMIT),
        ("外国护照", "E12345678", DocumentType.PASSPORT),
        ("五星卡", "ABC123456789012", DocumentType.FOREIGNER_PERMANENT_RESIDENT),
        ("外国人永久居留证", "ABC123456789012", DocumentType.FOREIGNER_PERMANENT_RESIDENT),
    ],
)
def test_r2_given_what_people_call_a_document_then_it_is_understood(
    word: str, number: str, kind: DocumentType
) -> None:
    assert document_of(word, number).type == kind


@pytest.mark.parametrize("word", ["港澳通行证", "台湾通行证", "军官证", "居住证", "身份证明"])
def test_r2_given_another_document_then_it_says_which_are_known(word: str) -> None:
    found = account("李䶮", word, "H12345678")
    assert isinstance(found, list)
    assert [fault.field for fault in found] == ["证件类型"]
    assert "港澳居民来往内地通行证" in found[0].why


@pytest.mark.parametrize("number", ["", "4.40703E+17", "440703199507091000"])
def test_r28_given_no_type_then_what_is_wrong_with_any_number_is_told_as_well(number: str) -> None:
    found = account("", "", number)
    assert isinstance(found, list)
    assert [fault.field for fault in found] == [*HR_HEADINGS]


@given(st.lists(st.text(), max_size=3))
def test_r28_given_any_cells_then_they_are_an_account_or_faults(cells: list[str]) -> None:
    found = account(*cells)
    assert found
    if isinstance(found, list):
        assert all(fault.why for fault in found)


def enrolment(**changes: str) -> ExistingEnrolment | list[CellFault]:
    cells = {
        "姓名": "李䶮",
        "证件类型": "身份证",
        "证件号码": "44070319950709107X",
        "人员类别": "在职",
        "工作单位": "江门市示范会计有限公司",
        "行政区划代码": "440703",
        "手机号码": "138 0013 8000",
        "开始从事会计工作的日期": "2015-07-01",
        **changes,
    }
    places = {heading: place for place, heading in enumerate(ENROLMENT_HEADINGS)}
    try:
        return parse_enrolment(Cells(places, list(cells.values())), today=TODAY)
    except Refusal as refusal:
        return faults_of(refusal)


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"开始从事会计工作的日期": "2011-07-09"}, []),
        ({"开始从事会计工作的日期": ""}, []),
        ({"开始从事会计工作的日期": "2026-06-01"}, []),
        ({"开始从事会计工作的日期": "2026-06-02"}, ["开始从事会计工作的日期"]),
        ({"开始从事会计工作的日期": "2011-07-08"}, ["开始从事会计工作的日期"]),
        ({"开始从事会计工作的日期": "1919-06-01"}, ["开始从事会计工作的日期"]),
        ({"开始从事会计工作的日期": "20156"}, ["开始从事会计工作的日期"]),
        ({"开始从事会计工作的日期": "01/02/2015"}, ["开始从事会计工作的日期"]),
        ({"手机号码": "1.38001E+10"}, ["手机号码"]),
        ({"工作单位": "某公司44070319950709107X"}, ["工作单位"]),
        (
            {"姓名": "", "人员类别": "退休", "行政区划代码": "440305", "手机号码": "123"},
            ["姓名", "人员类别", "行政区划代码", "手机号码"],
        ),
    ],
)
def test_r28_given_an_enrolment_then_all_that_is_wrong_is_told(
    changes: dict[str, str], fields: list[str]
) -> None:
    found = enrolment(**changes)
    assert [fault.field for fault in found if isinstance(fault, CellFault)] == fields
    assert isinstance(found, ExistingEnrolment) is not bool(fields)


def test_r8_given_a_passport_then_only_what_nobody_can_have_begun_is_refused() -> None:
    passport = {"证件类型": "护照", "证件号码": "E12345678"}
    since = "开始从事会计工作的日期"
    assert isinstance(enrolment(**passport, **{since: "1950-01-01"}), ExistingEnrolment)
    assert isinstance(enrolment(**passport, **{since: "1949-12-31"}), list)
