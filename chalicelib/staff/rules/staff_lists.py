"""How staff are listed: they are few, so that one list has all of the province."""

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.city_lists import province_list, province_spans
from chalicelib.platform.rules.listing import Listing, Place

STAFF = "STAFF"


def place_of(staff: Staff) -> Place:
    """Where somebody with a role is listed."""
    return Place(province_list(STAFF), f"{staff.territory}#{staff.role}#{staff.subject}")


def staff(territories: tuple[str, ...], role: str) -> Listing:
    """The staff of territories, in each by role; of one role or (with "") of all."""
    prefix = f"{role}#" if role else ""
    return Listing(
        strands=(province_spans(STAFF, territories),),
        named=lambda code: f"{STAFF}#{code}",
        territories=territories,
        prefixes=(prefix,),
        wanted=lambda order, _sk: order.partition("#")[2].startswith(prefix),
    )
