"""R16: by what a thing is known, so that it is registered once."""

import pytest

from chalicelib.rules.credit import Facts
from chalicelib.rules.form import Examination, Form
from chalicelib.rules.record import Subject
from chalicelib.rules.reference import known_by

OTHERWISE = ("江门市会计学会", "None", "2020-06-01")


def known(form: Form, reference: str, title: str = "题名", **facts: object) -> tuple[str, ...]:
    return known_by(form, Facts(**facts), reference, title, OTHERWISE)  # type: ignore[arg-type]  # a test's own


@pytest.mark.parametrize("reference", ["湖南2020-1", ""])
def test_r9_given_one_certificate_of_another_province_then_its_subjects_are_two_things(
    reference: str,
) -> None:
    public = known(Form.TRANSFER, reference, subject=Subject.PUBLIC)
    assert public == known(Form.TRANSFER, reference, subject=Subject.PUBLIC)
    assert public != known(Form.TRANSFER, reference, subject=Subject.PROFESSIONAL)


@pytest.mark.parametrize("reference", ["税法", "税法、会计", ""])
def test_r16_given_two_examinations_then_papers_of_one_name_are_two_things(reference: str) -> None:
    papers = len(reference.split("、"))
    cpa = known(Form.EXAM, reference, papers=papers, examination=Examination.CPA)
    tax = known(Form.EXAM, reference, papers=papers, examination=Examination.TAX_ADVISER)
    assert not set(cpa) & set(tax)


def test_r16_given_no_examination_then_it_is_some_other_one() -> None:
    other = known(Form.EXAM, "税法", papers=1, examination=Examination.OTHER)
    assert known(Form.EXAM, "税法", papers=1) == other
