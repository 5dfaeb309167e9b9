"""How people are listed: those enrolled by territory and name, by name alone, those like others by territory."""

import msgspec

from chalicelib.bureaus.rules.city_lists import city_list, city_spans, province_list, province_spans
from chalicelib.identity.rules.name import normal_form
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.listing import Listing, Place, Span

PEOPLE = "PEOPLE"
NAMED = "NAMED"
ALIKE = "ALIKE"


def place_of(professional: Professional) -> Place:
    """Where a profile is listed."""
    territory, person = professional.territory, professional.id
    order = f"{territory}#{normal_form(professional.name)}#{person}"
    return Place(city_list(PEOPLE, territory), order)


def people(territories: tuple[str, ...], forms: tuple[str, ...] = ()) -> Listing:
    """The people of territories, of one name's forms or (without) of all."""
    prefixes = tuple(f"{form}#" for form in forms) or ("",)
    spans = city_spans(PEOPLE, territories, prefixes)
    return Listing((spans,), lambda code: f"{PEOPLE}#{code}", territories, prefixes)


def named_place(professional: Professional) -> Place:
    """Where the pointer lies that leads from a name to whoever has it: by the order of the profile itself."""
    return Place(_named_list(normal_form(professional.name)), place_of(professional).order)


def named(territories: tuple[str, ...], forms: tuple[str, ...]) -> Listing:
    """As `people`, of one name's forms, from where pointers lead to them: a place of any level is one span."""
    spans = province_spans(NAMED, territories)
    strands = tuple(tuple(_pointing(span, form) for span in spans) for form in forms)
    return msgspec.structs.replace(people(territories, forms), strands=strands)


def _pointing(span: Span, form: str) -> Span:
    return Span(_named_list(form), span.prefix, span.becomes, is_of_pointers=True)


def _named_list(form: str) -> str:
    return f"{NAMED}#{form}"


def alike_place(professional: Professional, mark: str) -> Place:
    """Where an account that looks like another by a mark is listed: these are few."""
    return Place(province_list(ALIKE), f"{professional.territory}#{mark}#{professional.id}")


def alike(territories: tuple[str, ...]) -> Listing:
    """The accounts of territories that look like others."""
    spans = province_spans(ALIKE, territories)
    return Listing((spans,), lambda code: f"{ALIKE}#{code}", territories)
