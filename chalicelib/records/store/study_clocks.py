"""Where a person's one study clock runs (R52): a pointer below the person, to the progress that has the clock.

A report from where it runs writes that progress alone. Only when study moves to another course is the pointer
written, with the progress that stops and the one that goes on: so two that begin at once meet in it, and a report
that was on its way finds its own progress changed.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import RegistryItem, read
from chalicelib.records.rules.progress import StudyProgress, reported_last
from chalicelib.records.rules.study_time import Studying
from chalicelib.records.store.partition import Everything, Kept, progress_key

STUDYING = "STUDYING"


class RunningClocks(NamedTuple):
    """The person's own pointer, and every progress in which a clock runs: of merged accounts each had one.

    Of a person whose last report is older than the pointer it is the progress that was reported last.
    """

    studying: Studying | None
    clocks: tuple[StudyProgress, ...]


def clocks_in(found: Everything) -> RunningClocks:
    """Where the clocks of what was read of a person run."""
    partitions = {found.professional.id: found.kept, **found.formers}
    own = _pointer(found.kept)
    if own is not None and partitions.keys() <= set(own.ids):
        pointers = [own]
    else:
        pointers = [each for kept in partitions.values() if (each := _pointer(kept))]
    running = tuple(_pointed_at(pointers, partitions))
    return RunningClocks(own, running or _reported_last(partitions.values()))


def studying_item(studying: Studying, person: str) -> RegistryItem:
    """A person's pointer as it is kept."""
    return RegistryItem(
        pk=person_key(person), sk=STUDYING, version=studying.version, body=keep(studying)
    )


def _pointer(kept: Kept) -> Studying | None:
    item = kept.get(STUDYING)
    return read(item, Studying) if item else None


def _pointed_at(
    pointers: Iterable[Studying], partitions: dict[str, Kept]
) -> Iterator[StudyProgress]:
    places = {(each.person, progress_key(each.year, each.course)): None for each in pointers}
    for person, key in places:
        item = partitions.get(person, {}).get(key)
        if item is not None:
            yield read(item, StudyProgress)


def _reported_last(partitions: Iterable[Kept]) -> tuple[StudyProgress, ...]:
    begun = [
        read(item, StudyProgress)
        for kept in partitions
        for sk, item in kept.items()
        if sk.startswith("S#")
    ]
    last = reported_last(begun)
    return (last,) if last else ()
