"""The forms of study that anybody may claim, year by year (R12): what the client draws its form from."""

from chalicelib.access.caller import Who
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut_whole
from chalicelib.http.wire import ASK_AGAIN
from chalicelib.law.routes.shapes_forms import (
    Choice,
    FactShown,
    FormShown,
    FormsQuery,
    FormsShown,
    RateShown,
    ReferenceShown,
)
from chalicelib.law.rules.declaration import Form
from chalicelib.law.rules.fact import Fact, FactKind
from chalicelib.law.rules.form import FORMS, forms_in
from chalicelib.law.rules.policy import policy_of, years

forms = Calls(__name__, tag="forms")


@forms.call(
    "GET",
    "/v1/forms",
    who=Who.ANYBODY,
    query=FormsQuery,
    answers=FormsShown,
    refusals=("year_unknown", "cursor_invalid"),
    caching=ASK_AGAIN,
    summary="学习形式",
)
def list_forms(call: Call[FormsQuery]) -> FormsShown:
    """List the forms of study that a year has, and by what each is claimed."""
    year = call.query.year
    asked = FORMS.values() if year is None else forms_in(policy_of(year).year)
    page, following = cut_whole(tuple(asked), call.query, lambda form: form.name)
    return FormsShown(items=[_shown(form, year) for form in page], next=following)


def _shown(form: Form, year: int | None) -> FormShown:
    role = form.facts.get("role")
    evidence = form.evidence if year is None else policy_of(year).evidence(form.name)
    return FormShown(
        form=form.name,
        label=form.label,
        unit=form.unit,
        source=form.source,
        years=[each for each in years() if form.is_in(each)],
        facts=[_fact(each) for each in form.known.values()],
        reference=ReferenceShown(
            known_by=form.reference.known,
            label=form.reference.label,
            hint=form.reference.hint or None,
            required=form.reference.required,
        ),
        rates=[
            RateShown(figure=f"conversion.{name}", label=rate.label, unit=rate.unit)
            for name, rate in form.rates.items()
        ],
        evidence=list(evidence),
        reported=form.reported,
        late_study=form.late_study,
        required=list(form.required),
        optional=[name for name in form.known if name not in form.required],
        roles=list(role.choices) if role else [],
    )


def _fact(fact: Fact) -> FactShown:
    return FactShown(
        name=fact.name,
        label=fact.label,
        kind=fact.kind,
        required=fact.required,
        unit=fact.unit or None,
        hint=fact.hint or None,
        least=_LEAST.get(fact.kind),
        most=str(fact.bound) if fact.bound else None,
        choices=[Choice(value=value, label=label) for value, label in fact.choices.items()],
        default=fact.default or None,
    )


_LEAST = {FactKind.COUNT: "1", FactKind.MEASURE: "0.000001"}
"""The least of a number; of a decimal the least that its places can write."""
