"""Claim what waits for a person who has enrolled: each row becomes a record, or keeps its reason."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from chalicelib.bureaus.rules.contact import detail_of
from chalicelib.notices.actions.ask_notices import notice_item
from chalicelib.people.actions import ask_people
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.tables import is_new
from chalicelib.platform.store.writes import Write
from chalicelib.reports.actions.accredit_reports import RowOutcome, accredit_some
from chalicelib.reports.actions.count_claimed import counting, of_few_jobs
from chalicelib.reports.actions.keep_reports import find_kept, keeping
from chalicelib.reports.rules.kept_report import ShownDocument
from chalicelib.reports.rules.refused_row import refused_notice
from chalicelib.reports.store import waiting_rows
from chalicelib.reports.store.waiting_rows import Row


def claim_waiting(person: str, *, at: datetime) -> None:
    """Claim every row that waits for a person's identity, then clear the profile's mark.

    An account that is new or was corrected is also put among those that it may look like.

    May run twice, side by side, and break off anywhere: a row leaves in the transaction that makes
    its record. None can be added meanwhile, since the identity has enrolled.

    Args:
        person: the professional's id.
        at: the instant from which the credits count; windows are judged by when it was reported.
    """
    professional = ask_people.find_professional(person)
    if professional is None:
        return
    ask_people.put_alike(professional)
    for digest in professional.identities:
        claim_rows(professional, digest, at=at)
    ask_people.acknowledge_claim(professional)


def claim_rows(professional: Professional, digest: str, *, at: datetime) -> None:
    """Claim the rows of one identity, a transaction's worth at a time."""
    person = professional.id
    document = ShownDocument(professional.document_type, professional.masked_number)

    def once() -> bool:
        rows = _next_rows(person, digest)
        if not rows:
            return False
        kept = find_kept(rows)
        if any(each.steps for each in kept.values()):
            # What was corrected while it waited may have been read as it was before.
            rows = _next_rows(person, digest)
        documents = {row.key: document for row in rows}
        told = keeping(kept, documents, at, are_claimed=True)

        def afterwards(row: Row, outcome: RowOutcome) -> Iterator[Write]:
            yield from told(row, outcome)
            if outcome.refusal is not None:
                yield from _refused(person, digest, row, outcome.refusal, at)
            else:
                yield from waiting_rows.accepted(digest, row)

        if not rows:
            return False
        accredit_some(person, rows, afterwards, at=at, besides=counting(person, rows))
        return True

    while settled(once):
        pass


def _next_rows(person: str, digest: str) -> list[Row]:
    """The rows of one identity that are claimed next, as many as a transaction takes."""
    found = waiting_rows.find_identity(digest)
    if found.person != person:
        return []
    return of_few_jobs(in_turn(list(found.rows.values())))[: waiting_rows.MOST_ROWS]


def _refused(person: str, digest: str, row: Row, refusal: Refusal, at: datetime) -> Iterator[Write]:
    """Keep the row with its reason, and tell its person, whose notice `sweep` sends out as well."""
    yield from waiting_rows.refused(digest, row, refusal, at)
    told = refused_notice(person, row, detail_of(refusal), at)
    yield Write(notice_item(told, at), is_new())


def in_turn(rows: Sequence[Row]) -> list[Row]:
    """The rows of the first year in turn: the public subject admits to making up the other (R24)."""
    year = min((row.year for row in rows), default=0)
    return sorted((row for row in rows if row.year == year), key=lambda row: row.turn)
