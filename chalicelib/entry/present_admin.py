"""How people and certificates are shown to administrators."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import UNSET

from chalicelib.entry import present, present_staff
from chalicelib.entry import shapes_admin as shapes
from chalicelib.entry.present import time_text
from chalicelib.rules.act import Act
from chalicelib.rules.cause import Actor, Party
from chalicelib.rules.certificate import Certificate
from chalicelib.rules.professional import Former, Professional
from chalicelib.rules.record import Record
from chalicelib.rules.report import Report
from chalicelib.rules.territory import covers
from chalicelib.store.alike import Alike
from chalicelib.store.waiting import Refused
from chalicelib.store.years import PersonYear

Placed = tuple[str, int, shapes.HistoryLine]
"""A line of history, and what it is ordered by: the instant, then the version."""


def professional(shown: Professional) -> shapes.ProfessionalShown:
    """A profile as an administrator sees it."""
    profile = msgspec.structs.asdict(present.profile(shown))
    return shapes.ProfessionalShown(
        **profile,
        moved_out=shown.moved_out,
        merged_into=shown.merged_into or UNSET,
        formers=[_former(each) for each in shown.formers] or UNSET,
        version=shown.version,
    )


def alike(found: Iterable[Alike], territory: str) -> list[shapes.AlikeShown]:
    """The accounts of an administrator's territory that look like one."""
    return [
        shapes.AlikeShown(professional=professional(each), because=[str(one) for one in common])
        for each, common in found
        if covers(territory, each.territory)
    ]


def _former(former: Former) -> shapes.FormerShown:
    return shapes.FormerShown(
        id=former.id,
        document=present.document(former.document_type, former.masked_number),
        merged_at=time_text(former.merged_at),
    )


def actors_of(
    years: Iterable[PersonYear], acts: Iterable[Act], refused: Iterable[Refused]
) -> set[str]:
    """The logins of bureaus, administrators and providers in a history."""
    moves = (move.by for now in years for record in now.records for move in record.moves)
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
        *(line for now in years for record in now.records for line in _moves(record, subjects)),
    ]
    return [line for _, _, line in sorted(placed, key=lambda each: each[:2])]


def _who(actor: Actor, subjects: Mapping[str, str]) -> str:
    """Who acted; the professional needs no name here."""
    if actor.party is Party.PROFESSIONAL:
        return actor.party.value
    return present_staff.who(actor, subjects)


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
    shown = present_staff.act(act, subjects)
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


def certificate(shown: Certificate) -> shapes.CertificateShown:
    """A certificate as an administrator sees it."""
    year = present.year_certificate(shown, complete=True)
    return shapes.CertificateShown(
        professional=shown.person,
        name=shown.name or None,
        year=shown.year,
        territory=shown.territory,
        employer=shown.employer or None,
        state=year.state,
        number=year.number,
        version=year.version,
        since=year.since,
        issued_on=year.issued_on,
        held_because=year.held_because,
    )
