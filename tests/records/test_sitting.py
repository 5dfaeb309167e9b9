"""R16: what a paper and a sitting are, as exam records name them."""

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.records.rules.record import Record
from chalicelib.records.rules.sitting import find_same_sitting, papers_in, sittings_of
from tests.records.test_record import a_record

PAPERS = st.sampled_from(["中级会计实务", "经济法", "财务管理", "CPA审计"])
YEARS = st.integers(2018, 2026)
WRITTEN = st.sampled_from(["{paper}", "{paper}{year}", "{year}年{paper}", "{year}年度{paper}考试"])


def an_exam(year: int, reference: str, name: str = "a", **changes: object) -> Record:
    record = a_record(year=year, form="exam", reference=reference, credits=Decimal(90), **changes)
    return msgspec.structs.replace(record, id=f"p-{year}-{name}")


def are_the_same(one: Record, other: Record) -> bool:
    return list(find_same_sitting(one, [other])) == [other]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((2022, "中级经济法"), (2023, "中级经济法"), True),
        ((2022, "中级经济法2022"), (2023, "中级经济法2022"), True),
        ((2022, "2022年中级经济法"), (2023, "中级经济法（2022年度）"), True),
        ((2022, "2022-09 中级经济法"), (2023, "2022年9月中级经济法考试"), True),
        ((2022, "２０２２年度《中级经济法》科目"), (2023, "中级 经济法 2022"), True),
        ((2022, "中级经济法"), (2023, "2022年中级经济法"), True),
        ((2022, "中级经济法"), (2022, "2022年中级经济法"), True),
        ((2022, "中级经济法"), (2023, "2023年中级经济法"), False),
        ((2022, "2022年中级经济法"), (2023, "2023年中级经济法"), False),
        ((2022, "2022年中级经济法"), (2023, "中级经济法"), False),
        ((2022, "中级经济法"), (2023, "中级财务管理"), False),
        ((2022, "中级财务管理；中级经济法"), (2023, "中级会计实务、中级经济法"), True),
        ((2022, "证书202212345678"), (2023, "证书202212345678"), True),
        ((2022, "2022"), (2023, "2022"), True),
    ],
)
def test_r16_given_two_exam_records_then_they_share_a_sitting_or_not(
    one: tuple[int, str],
    other: tuple[int, str],
    same: bool,  # noqa: FBT001 - a case's column
) -> None:
    first, second = an_exam(*one), an_exam(*other, name="b")
    assert are_the_same(first, second) is same
    assert are_the_same(second, first) is same


def test_r16_given_papers_of_two_examinations_then_they_are_two() -> None:
    cpa = an_exam(2023, "经济法", facts={"examination": "cpa"})
    assert not are_the_same(an_exam(2022, "经济法"), cpa)
    other = an_exam(2022, "经济法", facts={"examination": "other"})
    assert sittings_of(other) == sittings_of(an_exam(2022, "经济法"))


def test_r16_given_no_list_of_papers_then_the_title_tells_in_two_years_and_the_dates_in_one() -> (
    None
):
    first = an_exam(2022, "", title="会计中级资格考试")
    assert are_the_same(first, an_exam(2023, "", title="会计中级资格考试", name="b"))
    assert not are_the_same(first, an_exam(2022, "", title="会计中级资格考试", name="b"))


def test_r16_given_another_form_or_the_record_itself_then_there_is_no_sitting() -> None:
    training = a_record(reference="经济法")
    assert sittings_of(training) == papers_in("training", "经济法") == frozenset()
    exam = an_exam(2022, "经济法")
    assert list(find_same_sitting(exam, [exam, training])) == []
    assert list(find_same_sitting(training, [exam])) == []


@given(PAPERS, WRITTEN, YEARS, YEARS, YEARS)
def test_r16_given_one_sitting_written_twice_then_it_counts_in_one_year_only(
    paper: str, written: str, year: int, first: int, second: int
) -> None:
    named = f"{year}年{paper}"
    other = written.format(paper=paper, year=year)
    one, two = an_exam(first, named), an_exam(second, other, name="b")
    is_bare = other == paper
    assert are_the_same(one, two) is (second == year if is_bare else True)
    assert are_the_same(one, two) is are_the_same(two, one)
    assert papers_in("exam", named) == papers_in("exam", other)
