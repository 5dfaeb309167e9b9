"""Several records of one person's year, accredited together with the standing they add up to."""

from collections.abc import Iterable, Iterator, Sequence

from chalicelib.platform.store.tables import is_still_at
from chalicelib.platform.store.writes import Write, write_together
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.standing import Standing
from chalicelib.records.store.slots import guarded
from chalicelib.records.store.years import standing_item, standing_mark


def put_together(
    records: Sequence[Record],
    writes: Iterable[Write],
    standing: Standing,
    person_year: PersonYear,
) -> None:
    """Write what accredits records, and the standing, at once.

    Args:
        records: the records that are accredited by this; without any the standing stays.
        writes: what puts them into their slots, and what else belongs to it; with the standing and
            the guard of sittings at most `MOST_WRITES`.
        standing: the standing recomputed from all records.
        person_year: the year as it was read.

    Raises:
        Conflict: one of the items has changed meanwhile.
    """
    together = [*writes, *counted(records, standing, person_year)]
    if together:
        write_together(together)


def counted(
    records: Sequence[Record], standing: Standing, person_year: PersonYear
) -> Iterator[Write]:
    """What is written beside records that are accredited: the guard of sittings, the standing.

    Arguments as `put_together`.
    """
    yield from guarded(records, person_year)
    if records:
        waits = standing_mark(standing, person_year, records[-1].moves[-1].at)
        yield Write(standing_item(standing, waits), is_still_at(person_year.standing.version))
