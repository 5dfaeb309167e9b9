"""What records and certificates add to the counts of weeks and forms, and what waits for a bureau since when.

Each is a function of one item: so what an event changes is what its item adds now less what it added before,
and the counts are the sum over all items, whatever events came (docs/decisions/0068).
"""

from collections import Counter as Multiset
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from chalicelib.bureaus.rules.territory import chain
from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.mark import Whom
from chalicelib.records.rules.move import ACCREDIT, ASKABLE, REJECT, RETURN, SUBMIT
from chalicelib.records.rules.record import BUREAUS, Record
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.step import Step
from chalicelib.views.rules.counting import CountedKind, CountedPlace

REGISTERED, DECIDED = "registered", "decided"
ACCREDITED, CREDITS = "accredited", "credits"
WAITED = "waited"
MOST_DAYS = 90
"""Whatever waited longer is counted with what waited so long."""
CREDIT_PARTS = 100
"""Credits have two places: counters hold whole numbers."""
_IN_LISTS = frozenset(ASKABLE)
"""The states whose records lists have, so that a recount finds them. What was withdrawn or expired counts no more."""
_VERDICTS = frozenset({ACCREDIT.to, RETURN.to, REJECT.to})
_BEFORE_ANY = frozenset(SUBMIT.sources)


def week_of(day: date) -> str:
    """The week of a day by ISO 8601, from Monday to Sunday: `2020-W23`."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def monday_of(week: str) -> date:
    """The day with which a week begins.

    Raises:
        ValueError: it is no week.
    """
    return date.fromisoformat(f"{week}-1")


def of_record(record: Record) -> Multiset[CountedPlace]:
    """What a record adds: the weeks in which it came in and was decided, and its form where it counts."""
    if record.state not in _IN_LISTS:
        return Multiset()
    words = Multiset(word for step in record.moves for word in _words_of(step))
    words.update(_waits_of(record.moves))
    if record.counts:
        words[f"{ACCREDITED}#{record.form}"] = 1
        words[f"{CREDITS}#{record.form}"] = int(record.counted * CREDIT_PARTS)
    place = (CountedKind.RECORDS, record.year, record.territory)
    return Multiset({CountedPlace(*place, word): number for word, number in words.items()})


def _words_of(step: Step) -> Iterator[str]:
    """Came in: handed to a bureau, or accredited at once. Decided: by a bureau, or so by itself."""
    week = week_of(shanghai_date(step.at))
    came = step.to is RecordState.SUBMITTED or (
        step.to is RecordState.ACCREDITED and step.source in _BEFORE_ANY
    )
    if step.source is not step.to and came:
        yield f"{REGISTERED}#{week}"
    if step.to in _VERDICTS and step.source not in {step.to, RecordState.REVOKED}:
        yield f"{DECIDED}#{week}"


def _waits_of(moves: Iterable[Step]) -> Iterator[str]:
    """In which week a bureau decided, and after how many days, of whatever was handed to one."""
    since: date | None = None
    for step in moves:
        day = shanghai_date(step.at)
        if step.to is RecordState.SUBMITTED and step.source is not step.to:
            since = day
        elif since and step.source is RecordState.SUBMITTED and step.to in _VERDICTS:
            if step.by.party in BUREAUS:
                yield f"{WAITED}#{week_of(day)}#{min((day - since).days, MOST_DAYS)}"
            since = None


def of_certificate(certificate: Certificate) -> Multiset[CountedPlace]:
    """What a certificate adds: the week in which the version that is issued was."""
    if certificate.state is not CertificateState.ISSUED or certificate.issued_on is None:
        return Multiset()
    kind, year = CountedKind.ISSUED, certificate.year
    return Multiset(
        [CountedPlace(kind, year, certificate.territory, week_of(certificate.issued_on))]
    )


def of_waiting(waits_for: str, since: str) -> Multiset[CountedPlace]:
    """What adds whatever waits for a bureau, by its mark: the day since when, in Shanghai."""
    whom, _, bureau = waits_for.partition("#")
    if whom != Whom.REVIEW or not chain(bureau):
        return Multiset()
    day = shanghai_date(datetime.fromisoformat(since))
    return Multiset([CountedPlace(CountedKind.WAITING, None, bureau, day.isoformat())])
