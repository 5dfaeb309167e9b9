"""Years of many people in which nothing counts yet, read by their keys, a hundred in a call.

Whoever accredits what others bring judges it by what was accredited before: the records that count,
and those that did and were revoked. Each of those was written together with its year's standing, so
where there is no standing there are none, and the year need not be queried. That there still is none
is the condition of the write (`accreditations.counted`).
"""

from collections.abc import Sequence

from chalicelib.people.rules.professional import Professional
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import Item, RegistryItem, read
from chalicelib.platform.store.together import ItemKey, find_together
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.store.partition import Everything, standing_key
from chalicelib.records.store.sittings import SITTINGS
from chalicelib.records.store.years import year_in

Asked = tuple[str, int]
"""A person's id and a year."""


def find_untouched(
    asked: Sequence[Asked], *, has_sittings: bool = False
) -> dict[Asked, PersonYear]:
    """Read those years of people in which nothing was ever accredited, strongly consistent.

    Left out are people who are not there, and all whose accounts were merged: `years.find_year` reads
    those. What is registered and does not count is not read, nor any other year.

    Args:
        asked: people and years.
        has_sittings: examinations are judged by them. Whoever has registered one has a guard of
            sittings, and is left out as well: that there still is none is a condition of the write.
    """
    besides = (SITTINGS,) if has_sittings else ()
    places = [
        ItemKey(RegistryItem, person_key(person), sk)
        for person, year in asked
        for sk in ("PROFILE", standing_key(year), *besides)
    ]
    found = iter(find_together(places))
    read_of = {each: (next(found), [next(found) for _ in ("", *besides)]) for each in asked}
    years = ((each, _untouched(each[1], *found)) for each, found in read_of.items())
    return {each: year for each, year in years if year is not None}


def _untouched(year: int, profile: Item | None, traces: Sequence[Item | None]) -> PersonYear | None:
    if not isinstance(profile, RegistryItem) or any(each is not None for each in traces):
        return None
    professional = read(profile, Professional)
    if professional.merged_into or professional.formers:
        return None
    return year_in(Everything(professional, {"PROFILE": profile}, {}), year)
