"""How an employer's roll is shown: full name, masked number, the years that were agreed to (R38)."""

from datetime import datetime

from chalicelib.certificates.routes.present import year_certificate
from chalicelib.employers.rules.roll import RollReminder
from chalicelib.http.wire import time_text
from chalicelib.law.routes.present import year_window
from chalicelib.people.routes.present import document
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.records.rules.standing import YEAR_LABELS, Missing, missing
from chalicelib.views.actions.read_roll import RollPerson, RollState, RollYear
from chalicelib.views.routes import shapes_roll
from chalicelib.views.routes.shapes import MissingShape


def person(shown: RollPerson, reminded: RollReminder | None, at: datetime) -> shapes_roll.RollItem:
    """Somebody as a clerk sees them, and when they were reminded last."""
    professional = shown.professional
    years = [_year(each, at) for each in shown.years]
    return shapes_roll.RollItem(
        professional=shapes_roll.PersonOfRoll(
            id=professional.id,
            name=professional.name,
            document=document(professional.document_type, professional.masked_number),
        ),
        years=years,
        certificate=years[0].certificate if years else None,
        reminded_at=time_text(reminded.at) if reminded else None,
    )


def _year(shown: RollYear, at: datetime) -> shapes_roll.YearOfRoll:
    standing, law = shown.standing, shown.law
    lacking = missing(standing, law.required) if shown.state is RollState.IN_PROGRESS else ()
    return shapes_roll.YearOfRoll(
        year=law.year,
        state=shown.state,
        state_label=YEAR_LABELS[shown.state],
        missing=[_missing(each) for each in lacking],
        window=year_window(law.window, at),
        certificate=year_certificate(
            shown.certificate, complete=standing.complete, by_hr=standing.certified_by_hr
        ),
    )


def _missing(lacking: Missing) -> MissingShape:
    return MissingShape(
        requirement=lacking.requirement,
        credits=decimal_text(lacking.credits),
        why=lacking.why,
        source=lacking.source,
        finish=None,
    )
