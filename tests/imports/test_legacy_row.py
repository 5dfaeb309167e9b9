"""Rows of the HR system's credits: read, or named by the column at fault (R28)."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.identity.rules.identity import DocumentType
from chalicelib.imports.rules.heading_line import are_headings, parse_headings
from chalicelib.imports.rules.legacy_row import HEADINGS, Read, is_blank, parse_row
from chalicelib.imports.rules.table_cell import Cells
from chalicelib.law.rules.subject import Subject
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.record import RecordSource
from chalicelib.reports.rules.legacy import LegacyRow, require_same
from tests.imports.legacy_faults import FAULTS, GOOD

FILE = Path(__file__).parents[1] / "cases" / "legacy_rows.csv"
TODAY = date(2020, 6, 1)
WRONG = "有误的列"


PLACES = {heading: place for place, heading in enumerate(HEADINGS)}


def read(**changes: str) -> Read:
    cells = [{**GOOD, **changes}[heading] for heading in HEADINGS]
    return parse_row(Cells(PLACES, cells), today=TODAY)


def fault(**changes: str) -> tuple[object, object]:
    with pytest.raises(Refusal) as refusal:
        read(**changes)
    assert refusal.value.code == "row_invalid"
    return refusal.value.facts["field"], refusal.value.facts["why"]


def test_r28_given_a_file_of_four_hundred_rows_then_each_bad_one_is_named_and_no_good_one_lost() -> (
    None
):
    with FILE.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    headings = parse_headings(lines[0], HEADINGS)
    found: dict[int, str] = {}
    for number, cells in enumerate(lines[1:], 2):
        try:
            parse_row(Cells(headings, cells), today=TODAY)
        except Refusal as refusal:
            found[number] = str(refusal.facts["field"])

    expected = {number: cells[-1] for number, cells in enumerate(lines[1:], 2) if cells[-1]}
    assert lines[0][-1] == WRONG
    assert (len(lines), len(expected)) == (401, 30)
    assert found == expected


def test_r28_given_a_row_then_it_is_read_without_its_document_number() -> None:
    document, row = read()

    assert (document.type, document.number) == (DocumentType.RESIDENT_ID, GOOD["证件号码"])
    assert row == LegacyRow(
        serial="HR9657591",
        name="史环勤",
        year=2019,
        subject=Subject.PUBLIC,
        title="管理会计应用指引",
        hours=Decimal(30),
        credits=Decimal(30),
        completed_on=date(2019, 3, 9),
        accredited_on=date(2019, 12, 17),
        territory="441900",
    )
    assert (row.source, row.key, row.cause.token) == (
        RecordSource.HR_LEGACY,
        "HR9657591",
        "HR#HR9657591",
    )
    assert GOOD["证件号码"] not in msgspec.json.encode(row).decode()


@pytest.mark.parametrize(("heading", "text"), FAULTS)
def test_r28_given_something_wrong_then_its_column_is_named_with_a_reason(
    heading: str, text: str
) -> None:
    field, why = fault(**{heading: text})

    assert field == heading
    assert why
    assert not str(why).endswith("。")


def test_r28_given_several_faults_then_all_are_told_from_left_to_right() -> None:
    with pytest.raises(Refusal) as refusal:
        read(学分="abc", 年度="2020", 姓名="", 证件号码="12", 认定日期="昨天")

    told = refusal.value.facts["faults"]
    assert [field for field, _ in told] == ["姓名", "证件号码", "年度", "学分", "认定日期"]
    assert (refusal.value.facts["field"], refusal.value.facts["why"]) == told[0]


def test_r7_given_a_wrong_number_then_the_reason_does_not_repeat_it() -> None:
    assert "440784198211044121" not in str(fault(证件号码="440784198211044121"))


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("证件号码", " ４４０７８４１９８２１１０４４１２０ "),
        ("年度", "２０１９"),
        ("科目类型", "公需科目　"),
        ("学时", ""),
        ("流水号", "9" * 64),
        ("学分", "22.5"),
        ("完成日期", "2019/3/9"),
        ("完成日期", "2019.03.09"),
        ("完成日期", "2019年3月9日"),
        ("完成日期", "2019-01-01"),
        ("认定日期", "2020-06-01"),
        ("认定日期", "2019-03-01"),
        ("行政区划代码", "441900 "),
    ],
)
def test_r28_given_another_usual_spelling_then_it_is_read(heading: str, text: str) -> None:
    assert read(**{heading: text}).row.title == GOOD["学习内容"]


def test_r14_given_more_than_two_places_then_credits_are_cut() -> None:
    assert read(学分="22.509").row.credits == Decimal("22.50")


@given(order=st.permutations((*HEADINGS, "备注")))
def test_r28_given_columns_in_any_order_then_the_row_is_the_same(order: list[str]) -> None:
    cells = [{**GOOD, "备注": "无"}[heading] for heading in order]

    assert parse_row(Cells(parse_headings(order, HEADINGS), cells), today=TODAY) == read()


def test_r28_given_a_byte_order_mark_and_spaces_then_the_headings_are_found() -> None:
    found = parse_headings(["\ufeff流水号 ", "姓　 名", *HEADINGS[2:]], HEADINGS)
    assert (found["流水号"], found["姓名"]) == (0, 1)


def test_r28_given_what_a_form_adds_to_its_headings_then_they_are_found() -> None:
    added = ["*流水号", "姓名（必填）", "证件类型*", "证件号码*(文本格式)", *HEADINGS[4:]]
    assert are_headings(added, HEADINGS)
    assert list(parse_headings(added, HEADINGS).values()) == list(range(len(HEADINGS)))
    beside = parse_headings(["姓名(曾用)", *HEADINGS], HEADINGS)
    assert beside["姓名"] == 2, "what is written exactly so comes first"


@pytest.mark.parametrize(
    ("headings", "wrong"),
    [
        (HEADINGS[1:], "流水号"),
        ((*HEADINGS, "姓名"), "姓名"),
        (("姓名*", "姓名（曾用）", HEADINGS[0], *HEADINGS[2:]), "姓名"),
        (("名字", *HEADINGS[2:], "流水号"), "姓名"),
        ((), "、".join(HEADINGS)),
    ],
)
def test_r28_given_headings_missing_or_twice_then_they_are_named(
    headings: tuple[str, ...], wrong: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_headings(headings, HEADINGS)

    assert (refusal.value.code, refusal.value.facts["headings"]) == ("headings_invalid", wrong)


def test_r28_given_a_row_that_breaks_off_then_each_missing_cell_is_named() -> None:
    headings = parse_headings(HEADINGS, HEADINGS)

    with pytest.raises(Refusal) as refusal:
        parse_row(Cells(headings, list(GOOD.values())[:8]), today=TODAY)

    assert [field for field, _ in refusal.value.facts["faults"]] == [*HEADINGS[8:]]
    assert is_blank([" ", "", "　"])
    assert not is_blank(["", "x"])


@given(cells=st.lists(st.text(), max_size=14))
def test_r28_given_garbage_then_it_is_refused_and_never_fails(cells: list[str]) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_row(Cells(parse_headings(HEADINGS, HEADINGS), cells), today=TODAY)

    assert refusal.value.code == "row_invalid"


def test_r28_given_a_serial_that_said_something_else_then_the_row_is_refused() -> None:
    earlier = read().row.cause
    require_same(read(姓名="张三").row, earlier)
    with pytest.raises(Refusal) as refused:
        require_same(read(学分="20").row, earlier)
    assert refused.value.code == "serial_reused"
