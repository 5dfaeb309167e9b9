"""R41: which national examination and which of its papers a text names, however it is written."""

import tomllib
from pathlib import Path

from chalicelib.law.rules.examination import EXAMINATIONS, find_examination, find_papers, plain
from chalicelib.law.rules.form import FORMS

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "examinations.toml").read_text("utf-8")
)


def test_r41_given_what_is_written_for_a_paper_then_it_is_the_one_that_is_meant() -> None:
    wrong = {}
    for case in CASES["paper"]:
        named = find_examination(case["examination"])
        assert named is not None, case["examination"]
        means = case["means"]
        for said, wanted in zip(
            case["said"],
            [means] * len(case["said"]) if isinstance(means, str) else means,
            strict=True,
        ):
            found = find_papers(named.examination.code, said, named.level)
            if "|".join(each.name for each in found) != wanted:
                wrong[case["examination"], said] = found
    assert wrong == {}


def test_r41_given_what_is_written_for_an_examination_then_it_is_the_one_that_is_meant() -> None:
    found = {
        said: (named.examination.code if (named := find_examination(said)) else "")
        for case in CASES["examination"]
        for said in case["said"]
    }
    assert found == {said: case["means"] for case in CASES["examination"] for said in case["said"]}


def test_r41_given_the_table_of_examinations_then_they_are_those_that_an_exam_record_states() -> (
    None
):
    choices = FORMS["exam"].facts["examination"].choices
    assert list(EXAMINATIONS) == list(choices)
    assert all(each.source and each.name for each in EXAMINATIONS.values())


def test_r41_given_any_paper_of_the_table_then_its_own_name_and_spellings_name_it() -> None:
    for code, examination in EXAMINATIONS.items():
        for paper in examination.papers:
            assert paper.level in {"", *examination.levels}
            for said in (paper.name, *paper.also):
                assert find_papers(code, said, paper.level) == (paper,), (code, said)
            assert plain(paper.name) == plain(f"《{paper.name}》 科目")
