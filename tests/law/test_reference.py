"""R16: by what a thing is known, so that it is registered once."""

import pytest

from chalicelib.law.rules.form import FORMS
from chalicelib.law.rules.reference import known_by
from chalicelib.platform.rules.refusal import Refusal

OTHERWISE = ("江门市会计学会", "None", "2020-06-01")


def known(form: str, reference: str, title: str = "题名", **facts: str | int) -> tuple[str, ...]:
    return known_by(FORMS[form], facts, reference, title, OTHERWISE)


@pytest.mark.parametrize("reference", ["湖南2020-1", ""])
def test_r9_given_one_certificate_of_another_province_then_its_subjects_are_two_things(
    reference: str,
) -> None:
    public = known("transfer", reference, subject="public")
    assert public == known("transfer", reference, subject="public")
    assert public != known("transfer", reference, subject="professional")


@pytest.mark.parametrize("reference", ["税法", "税法、会计", ""])
def test_r16_given_two_examinations_then_papers_of_one_name_are_two_things(reference: str) -> None:
    papers = len(reference.split("、"))
    cpa = known("exam", reference, papers=papers, examination="cpa")
    tax = known("exam", reference, papers=papers, examination="tax_adviser")
    assert not set(cpa) & set(tax)


def test_r16_given_no_examination_then_it_is_some_other_one() -> None:
    other = known("exam", "税法", papers=1, examination="other")
    assert known("exam", "税法", papers=1) == other


@pytest.mark.parametrize(
    ("one", "other"),
    [("第1-2号", "第12号"), ("2023-1-11", "2023-11-1"), ("沪 1/23", "沪 12/3"), ("1.5", "15")],
)
def test_r16_given_a_separator_between_digits_then_it_tells_two_things_apart(
    one: str, other: str
) -> None:
    assert known("research", one) != known("research", other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2023-1-11", "2023/1/11"),
        ("2023-1", "2023 — 1"),
        ("JM-2020-7", "jm 2020.7"),
        ("粤财会〔2020〕10号", "粤财会[2020]10号"),
        ("粤财会〔2020〕10号", "粤财会（2020）10 号"),
        ("粤财会〔2020〕10号", "粤财会【2020】10号"),
        ("粤财会〔2020〕10号", "粤财会［2020］10号"),
    ],
)
def test_r16_given_another_way_of_writing_then_it_is_the_same_thing(one: str, other: str) -> None:
    assert known("research", one) == known("research", other)


@pytest.mark.parametrize(
    "reference",
    [
        "978-7-5095-0001-9",
        "9787509500019",
        "ISBN-13: 978-7-5095-0001-9",
        "ISBN-13 978-7-5095-0001-9",
        "书号：９７８-7-5095-0001-9（精装）",
        "《会计》第2版 ISBN9787509500019",
        "7-5095-0001-X",
        "ISBN-10 7-5095-0001-x",
    ],
)
def test_r16_given_an_isbn_anywhere_in_the_text_then_the_book_is_known_by_it(
    reference: str,
) -> None:
    assert known("book", reference) == ("9787509500019",)


def test_r16_given_a_mistyped_isbn_then_hyphens_still_do_not_matter() -> None:
    assert known("book", "978-7-5095-0001-0") == known("book", "ISBN 9787509500010")


@pytest.mark.parametrize(
    "reference", ["CN 11-1078/F", "11-1078", "国内统一刊号：CN11—1078/F，2020年第3期", "cn111078f"]
)
def test_r16_given_a_cn_number_anywhere_in_the_text_then_the_paper_is_known_by_it_and_its_title(
    reference: str,
) -> None:
    assert known("paper", reference, "论 收入") == ("111078|论收入",)


@pytest.mark.parametrize("reference", ["CN 11-1078/F", "《会计研究》2020年第3期"])
def test_r16_given_two_papers_of_one_periodical_then_they_are_two_things(reference: str) -> None:
    assert known("paper", reference, "论收入") != known("paper", reference, "论成本")


@pytest.mark.parametrize(
    ("reference", "papers"),
    [("税法、会计", 1), ("税法、会计", 3), ("税法、税 法", 2), ("税法；会计；审计", 2)],
)
def test_r14_given_a_list_of_papers_then_their_number_is_what_is_stated(
    reference: str, papers: int
) -> None:
    with pytest.raises(Refusal) as refused:
        known("exam", reference, papers=papers)
    assert (refused.value.code, refused.value.facts["field"]) == ("fact_invalid", "facts.papers")


@pytest.mark.parametrize(
    ("reference", "papers", "things"),
    [("税法、会计", 2, 2), ("税法、税 法", 1, 1), ("中级准考证0001；", 3, 1), ("", 3, 1)],
)
def test_r14_given_a_whole_list_or_one_name_for_all_then_taken(
    reference: str, papers: int, things: int
) -> None:
    assert len(known("exam", reference, papers=papers)) == things
