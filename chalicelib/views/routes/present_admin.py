"""How a person's history is shown to administrators."""

from collections.abc import Iterable, Iterator, Mapping

from chalicelib.http.wire import time_text
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.act import Act
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record
from chalicelib.reports.actions.ask_reports import Refused
from chalicelib.reports.rules.report import Report
from chalicelib.staff.routes import present as staff_present
from chalicelib.views.routes import shapes_admin as shapes

Placed = tuple[str, int, shapes.HistoryLine]
"""A line of history, and what it is ordered by: the instant, then the version."""


def actors_of(
    years: Iterable[PersonYear], acts: Iterable[Act], refused: Iterable[Refused]
) -> set[str]:
    """The logins of bureaus, administrators and providers in a history."""
    moves = (
        move.by for person_year in years for record in person_year.records for move in record.moves
    )
    return {
        actor.login
        for actor in (*moves, *(act.by for act in acts), *map(_reporter, refused))
        if actor.login and actor.party is not Party.PROFESSIONAL
    }


def history(
    accounts: Iterable[Professional],
    years: Iterable[PersonYear],
    acts: Iterable[Act],
    refused: Iterable[Refused],
    subjects: Mapping[str, str],
) -> list[shapes.HistoryLine]:
    """Everything that happened to a professional's accounts and records, the oldest first."""
    placed = [
        *((time_text(each.enrolled_at), 0, _enrolled(each)) for each in accounts),
        *(_act(act, subjects) for act in acts),
        *(_refused(row, subjects) for row in refused),
        *(
            line
            for person_year in years
            for record in person_year.records
            for line in _moves(record, subjects)
        ),
    ]
    return [line for _, _, line in sorted(placed, key=lambda each: each[:2])]


def _who(actor: Actor, subjects: Mapping[str, str]) -> str:
    """Who acted; the professional needs no name here."""
    if actor.party is Party.PROFESSIONAL:
        return actor.party.value
    return staff_present.who(actor, subjects)


def _reporter(refused: Refused) -> Actor:
    row = refused.row
    return Actor(Party.SYSTEM, row.provider if isinstance(row, Report) else "")


def _refused(refused: Refused, subjects: Mapping[str, str]) -> Placed:
    """A row that waited and was refused; the name that it bore may be somebody else's (R7)."""
    line = shapes.HistoryLine(
        at=time_text(refused.at),
        by=_who(_reporter(refused), subjects),
        what="report_refused",
        year=refused.row.year,
        record=None,
        title=refused.row.title,
        from_=None,
        to=refused.code,
        reason=refused.detail,
        changes=[],
    )
    return line.at, 0, line


def _enrolled(person: Professional) -> shapes.HistoryLine:
    return shapes.HistoryLine(
        at=time_text(person.enrolled_at),
        by=Party.PROFESSIONAL.value,
        what="enrolled",
        year=None,
        record=None,
        title=None,
        from_=None,
        to=None,
        reason=None,
        changes=[],
    )


def _act(act: Act, subjects: Mapping[str, str]) -> Placed:
    shown = staff_present.act(act, subjects)
    line = shapes.HistoryLine(
        at=shown.at,
        by=_who(act.by, subjects),
        what=shown.what,
        year=act.year or None,
        record=None,
        title=None,
        from_=None,
        to=None,
        reason=shown.reason,
        changes=shown.changes,
    )
    return shown.at, act.version, line


def _moves(record: Record, subjects: Mapping[str, str]) -> Iterator[Placed]:
    for number, move in enumerate(record.moves):
        line = shapes.HistoryLine(
            at=time_text(move.at),
            by=_who(move.by, subjects),
            what="record_moved",
            year=record.year,
            record=record.id,
            title=record.title,
            from_=move.source,
            to=move.to,
            reason=move.reason or None,
            changes=[],
        )
        yield line.at, number, line
