"""The forms of study (学习形式): what each is called, which facts it takes, by which figure it counts.

A form is one file, chalicelib/law/forms/<form>.toml, and everything that lists forms follows from these
files: which figures a year may state, what is asked of whom, what the page and the client show (R12,
R14). What a declaration means is told member by member below; which years have the form is a part of
it, what it is worth is a figure of the year.
"""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from chalicelib.law.rules.declaration import Form, Known
from chalicelib.law.rules.declared import read_forms
from chalicelib.platform.rules.refusal import Refusal

FOLDER = Path(__file__).parent.parent / "forms"
LEGACY, COURSE = "hr_legacy", "course"
_UNCLAIMED = {LEGACY: "省继续教育系统认定", COURSE: "公需科目在线学习"}
"""No forms that can be claimed: what the HR system accredited (R28), and the public subject (R17)."""
UNCLAIMED_FACTS = {"study_hours": "学时", "accredited_on": "认定日期"}
SUBJECT = "subject"
"""The fact by which a form states its subject; what takes no such fact is professional (R9)."""


FORMS: Mapping[str, Form] = read_forms(FOLDER, taken=_UNCLAIMED)
"""Every form that is declared, in the order of the law, whatever years have it."""


FormName = StrEnum("Form", {name: name for name in FORMS})  # type: ignore[misc]  # members are data
"""A form's name, as a query may give it."""


def forms_in(year: int) -> tuple[Form, ...]:
    """The forms that a year has."""
    return tuple(form for form in FORMS.values() if form.is_in(year))


def parse_form(text: str) -> Form:
    """The form of that name, whatever years have it; Refusal form_unknown."""
    if text not in FORMS:
        allowed = "、".join(f"{form}（{form.label}）" for form in FORMS.values())
        raise Refusal("form_unknown", field="form", value=text, allowed=allowed)
    return FORMS[text]


def require_form_in(form: Form, year: int, field: str = "form") -> None:
    """Refuse a form that the year does not have: `form_not_in_year`, with the years that do."""
    if not form.is_in(year):
        has = "、".join(each.label for each in forms_in(year))
        raise Refusal(
            "form_not_in_year", field=field, form=form.label, year=year, years=form.years, has=has
        )


def form_label(form: str) -> str:
    """What a record's form is called in Chinese: imported ones included, and one declared no more."""
    if form in FORMS:
        return FORMS[form].label
    return _UNCLAIMED.get(form, f"其他形式（{form}）")


def lists_papers(form: str) -> bool:
    """Whether records of a form list papers of an examination, each by its name (R14)."""
    return form in FORMS and FORMS[form].reference.known is Known.PAPERS


def takes_subject(form: str) -> bool:
    """Whether an application of the form states its subject itself (R9)."""
    return form in FORMS and SUBJECT in FORMS[form].facts


class Said(NamedTuple):
    """A stated fact in words."""

    name: str
    label: str
    text: str


def said(form: str, facts: Mapping[str, object]) -> tuple[Said, ...]:
    """The facts of a record in words; of a form that is declared no more, as far as words are known."""
    known = FORMS[form].known if form in FORMS else {}
    return tuple(
        Said(name, known[name].label, known[name].text(value))
        if name in known
        else Said(name, UNCLAIMED_FACTS.get(name, name), str(value))
        for name, value in facts.items()
        if value is not None
    )
