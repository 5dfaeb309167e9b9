"""The smallest claim of every form that is declared, made from its declaration."""

from chalicelib.law.rules.declaration import Form
from chalicelib.law.rules.fact import Fact, FactKind
from chalicelib.law.rules.form import FORMS

_LEAST: dict[FactKind, object] = {FactKind.COUNT: 1, FactKind.MEASURE: "1", FactKind.FLAG: True}


def _least(fact: Fact) -> object:
    """The least that may be stated; of choices the last, of subjects the professional one."""
    return _LEAST[fact.kind] if fact.kind in _LEAST else list(fact.choices)[-1]


def _claim(form: Form) -> dict[str, object]:
    last = form.credits[-1]
    needed = dict.fromkeys(name for name in (*form.required, last.quantity) if name)
    return {name: _least(form.facts[name]) for name in needed}


SMALLEST = {name: _claim(form) for name, form in FORMS.items()}
