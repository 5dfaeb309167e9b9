"""Years of many people in which nothing counts yet, read by their keys, a hundred in a call.

Whoever accredits what others bring judges it by what was accredited before: the records that count,
and those that did and were revoked. Each of those was written together with its year's standing, so
where there is no standing there are none, and the year need not be queried. That there still is none
is the condition of the write (`accreditations.counted`).
"""

from collections.abc import Iterator, Sequence

from chalicelib.people.rules.professional import Professional
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import Item, RegistryItem, read
from chalicelib.platform.store.together import ItemKey, find_together
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.store.partition import Everything, standing_key
from chalicelib.records.store.years import year_in

Asked = tuple[str, int]
"""A person's id and a year."""


def find_untouched(asked: Sequence[Asked]) -> dict[Asked, PersonYear]:
    """Read those years of people in which nothing was ever accredited, strongly consistent.

    Left out are people who are not there, and all whose accounts were merged: `years.find_year` reads
    those. What is registered and does not count is not read, nor any other year, nor the guard of
    sittings: who judges by these, as whoever takes an examination has to, reads `years.find_year` too.
    """
    places = [ItemKey(RegistryItem, *key) for each in asked for key in _keys(*each)]
    found = iter(find_together(places))
    years = (
        (each, _untouched(each[1], profile, standing))
        for each, profile, standing in zip(asked, found, found, strict=False)
    )
    return {each: year for each, year in years if year is not None}


def _keys(person: str, year: int) -> Iterator[tuple[str, str]]:
    yield person_key(person), "PROFILE"
    yield person_key(person), standing_key(year)


def _untouched(year: int, profile: Item | None, standing: Item | None) -> PersonYear | None:
    if not isinstance(profile, RegistryItem) or standing is not None:
        return None
    professional = read(profile, Professional)
    if professional.merged_into or professional.formers:
        return None
    return year_in(Everything(professional, {"PROFILE": profile}, {}), year)
