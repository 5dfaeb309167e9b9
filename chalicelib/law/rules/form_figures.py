"""Which figures belong to a year's forms: a form is there whole, or not at all (R12)."""

from collections.abc import Collection, Iterable, Mapping

from chalicelib.law.rules.figure import FIGURES, Figure, Value
from chalicelib.law.rules.form import FORMS, forms_in, require_form_in


def with_evidence(year: int, stated: Mapping[str, Figure[Value]]) -> dict[str, Figure[Value]]:
    """A policy's figures, and the evidence that its year's forms declare where it states no other."""
    declared: dict[str, Figure[Value]] = {
        f"evidence.{form}": Figure(form.evidence, form.evidence_source) for form in forms_in(year)
    }
    figures = {**declared, **stated}
    return {name: figures[name] for name in FIGURES if name in figures}


def check_stated(year: int, stated: Collection[str], amended: Iterable[str]) -> None:
    """Raise ValueError where a policy lacks a figure, or has one of a form that its year has not."""
    if strays := [name for name in (*stated, *amended) if _is_stray(year, name)]:
        raise ValueError(f"{year}年度没有{'、'.join(strays)}所属的学习形式")
    due = (name for name, kind in FIGURES.items() if not kind.optional)
    if lacking := [name for name in due if name not in stated and not _is_stray(year, name)]:
        raise ValueError(f"缺少{'、'.join(lacking)}")


def require_forms(year: int, figures: Iterable[str]) -> None:
    """Refuse figures of forms that the year does not have: `form_not_in_year`."""
    for form in (FIGURES[name].form for name in figures if name in FIGURES):
        if form:
            require_form_in(FORMS[form], year, "figure")


def _is_stray(year: int, name: str) -> bool:
    form = FIGURES[name].form
    return bool(form) and not FORMS[form].is_in(year)
