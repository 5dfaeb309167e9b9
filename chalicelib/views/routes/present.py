"""A person's year as it is shown: what counts, what is missing and why, and the certificate."""

from collections.abc import Iterable

from chalicelib.certificates.routes.present import year_certificate
from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.law.routes.present import year_window
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.people.routes.present import duty
from chalicelib.people.rules.professional import is_obliged
from chalicelib.platform.rules.cause import Actor
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.records.routes.present import record
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.standing import shown_requirement
from chalicelib.views.routes import present_finish, shapes


def year(
    person_year: PersonYear, law: YearLaw, certificate: Certificate | None, by: Actor | None
) -> shapes.Year:
    """A person's year: what counts, what is missing and why, and the certificate.

    `by` is whoever asks, as of `records.routes.present.record`.
    """
    standing = person_year.standing
    required = shown_requirement(standing, law.required)
    exempt = not standing.complete and not is_obliged(person_year.professional, law.year)
    return shapes.Year(
        year=law.year,
        complete=standing.complete,
        exempt=exempt,
        duty=None if exempt or standing.complete else duty(person_year.professional, law.year),
        public=shapes.Amount(
            required=decimal_text(required.public),
            accredited=decimal_text(standing.public),
            waived=standing.waived,
        ),
        professional=shapes.Amount(
            required=decimal_text(required.professional),
            accredited=decimal_text(standing.professional),
        ),
        general_knowledge=shapes.Amount(
            required=decimal_text(required.general_knowledge),
            accredited=decimal_text(standing.general_knowledge),
            waived=standing.complete and standing.general_knowledge < required.general_knowledge,
        ),
        missing=[] if exempt else present_finish.missing_of(person_year, law),
        window=year_window(law.window, law.at),
        records=[
            record(each, law.window_of(each), law.at, by)
            for each in _oldest_first(person_year.records)
        ],
        certificate=year_certificate(
            certificate, complete=standing.complete, by_hr=standing.certified_by_hr
        ),
    )


def _oldest_first(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda each: (each.moves[0].at, each.id))
