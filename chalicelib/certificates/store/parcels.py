"""Parcels that administrators ordered: a job each, listed by whose they are."""

from chalicelib.certificates.rules.parcel_job import Parcel
from chalicelib.platform.rules.listing import Position, plain
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.listed import read_page
from chalicelib.platform.store.tables import RegistryItem, conflicts, find, is_still_at, read

SORT_KEY = "ARCHIVE"


def parcel_key(parcel: str) -> str:
    """The partition of a parcel: the job, and the act of ordering it."""
    return f"JOB#{parcel}"


def put_parcel(parcel: Parcel, previous: int) -> None:
    """Write a parcel under its next version; `previous` is the one it was read at, 0 if new.

    Raises:
        Conflict: it has changed meanwhile, or is there already.
    """
    item = RegistryItem(
        pk=parcel_key(parcel.id),
        sk=SORT_KEY,
        version=parcel.version,
        body=keep(parcel),
        list=f"ARCHIVES#{parcel.owner}",
        order=parcel.order,
    )
    with conflicts():
        item.save(condition=is_still_at(previous))


def find_parcel(parcel: str) -> Parcel | None:
    """Read a parcel, strongly consistent."""
    item = find(RegistryItem, parcel_key(parcel), SORT_KEY)
    return read(item, Parcel) if item else None


def find_parcels(
    owner: str, after: Position | None, limit: int
) -> tuple[list[Parcel], Position | None]:
    """Read what a login ordered, or an employer's clerks, the latest first, and where the next page begins if there is one."""
    return read_page(RegistryItem, Parcel, [plain(f"ARCHIVES#{owner}")], after, limit)
