"""Which territories a list of staff's is about (R20): one's own, or a part of it."""

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules import territory
from chalicelib.platform.rules.refusal import Refusal


def territories_of(staff: Staff, asked: str | None) -> tuple[str, ...]:
    """The territory asked for and all below it; without one, the caller's own.

    Raises:
        Refusal: `forbidden` outside the caller's; `territory_unknown`, `shenzhen_excluded`.
    """
    if asked is None:
        return territory.below(staff.territory)
    code = territory.parse_territory(asked).code
    if not territory.covers(staff.territory, code):
        raise Refusal("forbidden")
    return territory.below(code)
