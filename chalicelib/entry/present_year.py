"""A person's year as it is shown: what counts, what is missing and why, and the certificate."""

from collections.abc import Iterable

from chalicelib.entry import present_finish, shapes_year
from chalicelib.entry.present_certificate import year_certificate
from chalicelib.entry.present_law import year_window
from chalicelib.entry.present_records import record
from chalicelib.rules.certificate import Certificate
from chalicelib.rules.decimals import decimal_text
from chalicelib.rules.person_year import PersonYear
from chalicelib.rules.professional import is_obliged
from chalicelib.rules.record import Record
from chalicelib.rules.standing import shown_requirement
from chalicelib.rules.year_law import YearLaw


def year(now: PersonYear, law: YearLaw, certificate: Certificate | None) -> shapes_year.Year:
    """A person's year: what counts, what is missing and why, and the certificate."""
    standing = now.standing
    required = shown_requirement(standing, law.required)
    exempt = not standing.complete and not is_obliged(now.professional, law.year)
    return shapes_year.Year(
        year=law.year,
        complete=standing.complete,
        exempt=exempt,
        public=shapes_year.Amount(
            required=decimal_text(required.public),
            accredited=decimal_text(standing.public),
            waived=standing.waived,
        ),
        professional=shapes_year.Amount(
            required=decimal_text(required.professional),
            accredited=decimal_text(standing.professional),
        ),
        general_knowledge=shapes_year.Amount(
            required=decimal_text(required.general_knowledge),
            accredited=decimal_text(standing.general_knowledge),
            waived=standing.complete and standing.general_knowledge < required.general_knowledge,
        ),
        missing=[] if exempt else present_finish.missing_of(now, law),
        window=year_window(law.window, law.at),
        records=[record(each, law.window_of(each), law.at) for each in _oldest_first(now.records)],
        certificate=year_certificate(
            certificate, complete=standing.complete, by_hr=standing.certified_by_hr
        ),
    )


def _oldest_first(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda each: (each.moves[0].at, each.id))
