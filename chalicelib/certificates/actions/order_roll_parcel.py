"""Order the certificates of an employer's people (R38): as one print file, or their originals in a ZIP."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.access.login import Login
from chalicelib.certificates.actions.order_parcel import place_order
from chalicelib.certificates.rules.parcel_job import Parcel
from chalicelib.employers.rules.employer import Employer
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived


class RollOrder(NamedTuple):
    """The certificates of a year: of those named, or of all; `is_print`: as one print file."""

    year: int
    is_print: bool
    people: tuple[str, ...] = ()


def order_roll_parcel(
    login: Login, employer: Employer, order: RollOrder, *, at: datetime, cause: Cause
) -> Parcel:
    """Take a clerk's order down and send it to the packer; a repeat is answered alike.

    Args:
        login: the clerk's.
        employer: whose people, as it was read for this request.
        order: which certificates, and how.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `idempotency_key_reused`.
    """
    parcel = Parcel(
        id=derived("archive", cause.token),
        year=order.year,
        territory=employer.territory,
        employer=employer.name,
        employer_code=employer.code,
        is_print=order.is_print,
        wanted=order.people,
        login=login.digest,
        ordered_at=at,
        content=cause.body,
    )
    return place_order(parcel, employer.actor(login.digest), cause)
