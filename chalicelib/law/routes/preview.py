"""A look ahead: the credits that a study would bring (R12, R14)."""

from chalicelib.access.caller import Who
from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.refusals import FACTS, TERRITORY
from chalicelib.law.routes import shapes
from chalicelib.law.rules.credit import convert, parse_facts
from chalicelib.law.rules.form import parse_form, require_form_in
from chalicelib.law.rules.policy import parse_year
from chalicelib.law.store.policies import get_law
from chalicelib.platform.rules.decimals import decimal_text

previews = Calls(__name__, tag="client")


@previews.call(
    "POST",
    "/v1/policies/{year}/credits",
    who=Who.ANYBODY,
    body=shapes.FactsSent,
    answers=shapes.CreditsShown,
    refusals=(
        "year_unknown",
        *FACTS,
        *TERRITORY,
    ),
    keyed=False,
    summary="试算学分",
)
def preview(call: Call[shapes.FactsSent]) -> shapes.CreditsShown:
    """Compute the credits of a study without registering it, and say by which figure."""
    sent = call.body
    place = parse_territory(sent.territory).code if sent.territory else None
    law = get_law(parse_year(call.path["year"]), at=call.at, territory=place)
    require_form_in(parse_form(sent.form), law.year)
    form, facts = parse_facts(sent.form, sent.facts)
    found = convert(law, form, facts)
    rate = law.figure(found.figure)
    return shapes.CreditsShown(
        credits=decimal_text(found.credits),
        completes_year=found.completes_year,
        rate=str(rate.value),
        unit=form.rates[found.figure.removeprefix("conversion.")].unit,
        figure=found.figure,
        source=found.source,
        evidence=list(law.evidence(form.name)),
        caps=[f"{cap.text}（{cap.source}）" for cap in found.caps],
    )
