"""One year of a person as it is shown: nothing is read of any other, however many there are.

What lies under one person's id sorts by kind before it sorts by year, so one range of keys spans all
years. The profile and the study of one year are therefore read by their keys, together with whatever
else of the person has a key, while the year's own range is read; who is to decide something reads
`years.find_year` instead, since the same thing can stand in another year (R16).
"""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from chalicelib.people.rules.professional import Professional
from chalicelib.platform.store.abreast import both
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import Item, RegistryItem, read
from chalicelib.platform.store.together import ItemKey, find_together
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.store.partition import Everything, Kept, find_kept_of, progress_key
from chalicelib.records.store.years import year_in


class YearAsked(NamedTuple):
    """Which year is shown, of which its courses the progress, and what else under the same id."""

    year: int
    courses: tuple[str, ...] = ()
    besides: tuple[tuple[type[Item], str], ...] = ()


class ShownYear(NamedTuple):
    """A year to be shown, never to decide by: nothing of other years stands in it.

    `besides` are the items asked for beside it, in their order, None for what there is not.
    """

    person_year: PersonYear
    besides: Sequence[Item | None]


def find_shown_year(person: str, asked: YearAsked) -> ShownYear | None:
    """Read a person's year as it is shown, or nothing if there is no such person.

    An account that was merged into another is that other one's; only such people cost more reads.
    """
    kept, besides = _read(person, asked)
    if "PROFILE" not in kept:
        return None
    professional = read(kept["PROFILE"], Professional)
    if professional.merged_into:
        return find_shown_year(professional.merged_into, asked)
    mere = asked._replace(besides=())
    formers = {former.id: _read(former.id, mere)[0] for former in professional.formers}
    return ShownYear(year_in(Everything(professional, kept, formers), asked.year), besides)


def _read(person: str, asked: YearAsked) -> tuple[Kept, Sequence[Item | None]]:
    """What lies under one id of a year, and what was asked for besides."""
    pk = person_key(person)
    own = ["PROFILE", *(progress_key(asked.year, course) for course in asked.courses)]
    places = [ItemKey(RegistryItem, pk, sk) for sk in own]
    places += [ItemKey(table, pk, sk) for table, sk in asked.besides]
    kept, keyed = both(partial(find_kept_of, person, asked.year), partial(find_together, places))
    known = {item.sk: item for item in keyed[: len(own)] if isinstance(item, RegistryItem)}
    return {**known, **kept}, keyed[len(own) :]
