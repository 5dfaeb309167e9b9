"""Order a parcel of certificates (R33): who ordered which is kept; a queue brings it to its packer."""

from datetime import datetime

from chalicelib.access.staff import Staff
from chalicelib.certificates.rules.parcel_job import Parcel
from chalicelib.certificates.store import parcels
from chalicelib.platform.gateways.messages import send_parcel
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Actor, Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store import acts
from chalicelib.platform.store.correlation import current_request
from chalicelib.platform.store.tables import Conflict


def order_parcel(
    staff: Staff, year: int, territory: str, employer: str, *, at: datetime, cause: Cause
) -> Parcel:
    """Take an order down and send it to the packer; a repeat is answered alike.

    Args:
        staff: the administrator.
        year: the certificates' year.
        territory: whose certificates, with all territories below; within the administrator's own.
        employer: of which employer, or "" of all.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `idempotency_key_reused`.
    """
    parcel = Parcel(
        id=derived("archive", cause.token),
        year=year,
        territory=territory,
        employer=employer,
        login=staff.login,
        ordered_at=at,
        content=cause.body,
    )
    return place_order(parcel, staff.actor, cause)


def place_order(parcel: Parcel, by: Actor, cause: Cause) -> Parcel:
    """Keep an order and who ordered it, and send it to the packer; a repeat is answered alike.

    Raises:
        Refusal: `idempotency_key_reused`.
    """
    act = Act(
        at=parcel.ordered_at,
        by=by,
        what=What.PARCEL_ORDERED,
        cause=cause,
        year=parcel.year,
    )
    acts.put_act(parcels.parcel_key(parcel.id), act)
    try:
        parcels.put_parcel(parcel, 0)
    except Conflict:
        kept = parcels.find_parcel(parcel.id)
        if kept is None or kept.content != parcel.content:
            raise Refusal("idempotency_key_reused") from None
        parcel = kept
    if not parcel.is_over:
        # Perhaps the first request ended before it had sent this: a second message does no harm.
        send_parcel(parcel.id, current_request())
    return parcel
