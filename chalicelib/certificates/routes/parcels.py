"""Administrators: certificates of a year packed into one ZIP, with its progress (R33)."""

from datetime import datetime

from msgspec import UNSET, UnsetType

from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers, parse_territory
from chalicelib.certificates.actions.order_parcel import order_parcel
from chalicelib.certificates.gateways.zip_files import parcel_url
from chalicelib.certificates.rules.parcel_job import Parcel, ParcelState
from chalicelib.certificates.store import parcels
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.http.texts import PlaceAsked, Text
from chalicelib.http.told import Id, Instant, Label, Line, Next, Place, Sentences, Url
from chalicelib.http.wire import time_text
from chalicelib.law.actions.ask_law import get_policy
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.staff.routes.territories import territories_of

admin_parcels = Calls(__name__, tag="admin_archives")


class ArchiveSent(shapes.Sent, frozen=True, kw_only=True):
    """Which certificates: of a year, and of a territory and an employer."""

    year: int
    territory: PlaceAsked | None = None
    employer: Text | None = None


class ArchiveShown(shapes.Answered, frozen=True, kw_only=True):
    """A parcel and how many certificates are packed; `total` is null until they are counted.

    `url` is there while the parcel is, and lasts until `expires_at`; `kept_until` says how long.
    """

    id: Id
    year: int
    territory: Place
    territory_name: Label
    employer: Line | None
    ordered_at: Instant
    state: ParcelState
    done: int
    total: int | None
    failed_because: Sentences | None
    kept_until: Instant
    url: Url | UnsetType = UNSET
    expires_at: Instant | UnsetType = UNSET


class Archives(shapes.Answered, frozen=True, kw_only=True):
    """A page of parcels, the latest first."""

    items: list[ArchiveShown]
    next: Next | None


@admin_parcels.call(
    "POST",
    "/v1/admin/archives",
    who=Role.ADMINISTRATOR,
    body=ArchiveSent,
    answers=ArchiveShown,
    status=202,
    refusals=("year_unknown", *TERRITORY_OF_STAFF),
    proved=False,
    summary="打包下载证书",
)
def begin_archive(call: Call[ArchiveSent]) -> ArchiveShown:
    """Order a ZIP of certificates; how far it is shows at the parcel."""
    sent = call.body
    year = get_policy(sent.year).year
    territory = territories_of(call.staff, sent.territory)[0]
    employer = (sent.employer or "").strip()
    parcel = order_parcel(call.staff, year, territory, employer, at=call.at, cause=call.cause)
    return _shown(parcel, call.staff, call.at)


@admin_parcels.call(
    "GET",
    "/v1/admin/archives/{id}",
    who=Role.ADMINISTRATOR,
    answers=ArchiveShown,
    summary="打包进度",
)
def show_archive(call: Call[None]) -> ArchiveShown:
    """Show how far one's own parcel is, and where it is to be had."""
    parcel = parcels.find_parcel(call.path["id"])
    if parcel is None or parcel.owner != call.staff.login:
        raise Refusal("not_found")
    return _shown(parcel, call.staff, call.at)


@admin_parcels.call(
    "GET",
    "/v1/admin/archives",
    who=Role.ADMINISTRATOR,
    query=Paging,
    answers=Archives,
    refusals=("cursor_invalid",),
    summary="打包列表",
)
def list_archives(call: Call[Paging]) -> Archives:
    """List what one has ordered, the latest first."""
    after = read_cursor(call.query.cursor, Position)
    found, last = parcels.find_parcels(call.staff.login, after, call.query.limit)
    return Archives(
        items=[_shown(parcel, call.staff, call.at) for parcel in found],
        next=next_cursor(last),
    )


def _shown(parcel: Parcel, staff: Staff, at: datetime) -> ArchiveShown:
    state = parcel.state(at)
    # Who has been given another territory since has no business with this one's certificates.
    is_to_be_had = state is ParcelState.DONE and covers(staff.territory, parcel.territory)
    signed = parcel_url(parcel) if is_to_be_had else None
    return ArchiveShown(
        id=parcel.id,
        year=parcel.year,
        territory=parcel.territory,
        territory_name=parse_territory(parcel.territory).full_name,
        employer=parcel.employer or None,
        ordered_at=time_text(parcel.ordered_at),
        state=state,
        done=parcel.done,
        total=parcel.total,
        failed_because=parcel.why_failed(at) or None,
        kept_until=time_text(parcel.kept_until),
        url=signed.url if signed else UNSET,
        expires_at=time_text(signed.expires_at) if signed else UNSET,
    )
