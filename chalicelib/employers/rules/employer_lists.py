"""How employers and applications are listed for bureaus: by state and city, there by territory and age."""

from datetime import datetime

from chalicelib.bureaus.rules.city_lists import city_list, city_spans
from chalicelib.employers.rules.employer import Employer, EmployerApplication, EmployerState
from chalicelib.platform.rules.listing import Listing, Place, Span
from chalicelib.platform.rules.mark import sortable


def place_of(thing: Employer | EmployerApplication) -> Place:
    """Where an employer, or an application for one, is listed."""
    if isinstance(thing, Employer):
        return _place(thing.state, thing.territory, thing.opened_at, thing.code)
    since = thing.decided_at or thing.applied_at
    # What an application has opened is listed as the employer.
    state = EmployerState.APPLIED if thing.waits else EmployerState.REFUSED
    return _place(state, thing.territory, since, thing.id)


def _place(state: EmployerState, territory: str, since: datetime, name: str) -> Place:
    return Place(city_list(_kind(state), territory), f"{territory}#{sortable(since)}#{name}")


def employers(state: EmployerState, territories: tuple[str, ...]) -> Listing:
    """What of territories is in a state, in each the longest first."""
    kind = _kind(state)
    return Listing(
        strands=(city_spans(kind, territories),),
        named=lambda code: f"{kind}#{code}",
        territories=territories,
    )


def found_by(form: str) -> Listing:
    """The entries of employers that begin with what is sought, in the order of their texts."""
    name = entry_list(form)
    return Listing(
        strands=((Span(name, form, form, is_of_pointers=True),),),
        named=lambda _: name,
        prefixes=(form,),
    )


def entry_list(entry: str) -> str:
    """The partition of the entries that begin with the same two characters."""
    return f"EMP#NAME#{entry[:2]}"


def _kind(state: EmployerState) -> str:
    return f"EMPLOYERS#{state}"
