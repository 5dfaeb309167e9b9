"""Administrators: certificates of a year packed into one ZIP, with its progress (R33)."""

from datetime import datetime

from msgspec import UNSET, UnsetType

from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers, parse_territory
from chalicelib.certificates.actions.order_archive import order_archive
from chalicelib.certificates.gateways.zip_files import archive_url
from chalicelib.certificates.rules.archive_job import Bundle, BundleState
from chalicelib.certificates.store import archives
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.present import time_text
from chalicelib.http.received import Paging
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.http.texts import Text
from chalicelib.law.actions.ask_law import get_policy
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.store.listed import Position
from chalicelib.staff.routes.territories import territories_of

admin_archives = Calls(__name__)


class ArchiveSent(shapes.Sent, frozen=True, kw_only=True):
    """Which certificates: of a year, and of a territory and an employer."""

    year: int
    territory: str | None = None
    employer: Text | None = None


class ArchiveShown(shapes.Answered, frozen=True, kw_only=True):
    """An archive and how many certificates are packed; `total` is null until they are counted.

    `url` is there while the archive is, and lasts until `expires_at`; `kept_until` says how long.
    """

    id: str
    year: int
    territory: str
    territory_name: str
    employer: str | None
    ordered_at: str
    state: str
    done: int
    total: int | None
    failed_because: str | None
    kept_until: str
    url: str | UnsetType = UNSET
    expires_at: str | UnsetType = UNSET


class Archives(shapes.Answered, frozen=True, kw_only=True):
    """A page of archives, the latest first."""

    items: list[ArchiveShown]
    next: str | None


@admin_archives.call(
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
    """Order a ZIP of certificates; how far it is shows at the archive."""
    sent = call.body
    year = get_policy(sent.year).year
    territory = territories_of(call.staff, sent.territory)[0]
    employer = (sent.employer or "").strip()
    archive = order_archive(call.staff, year, territory, employer, at=call.at, cause=call.cause)
    return _shown(archive, call.staff, call.at)


@admin_archives.call(
    "GET",
    "/v1/admin/archives/{id}",
    who=Role.ADMINISTRATOR,
    answers=ArchiveShown,
    summary="打包进度",
)
def show_archive(call: Call[None]) -> ArchiveShown:
    """Show how far one's own archive is, and where it is to be had."""
    archive = archives.find_archive(call.path["id"])
    if archive is None or archive.login != call.staff.login:
        raise Refusal("not_found")
    return _shown(archive, call.staff, call.at)


@admin_archives.call(
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
    found, last = archives.find_archives(call.staff.login, after, call.query.limit)
    return Archives(
        items=[_shown(archive, call.staff, call.at) for archive in found],
        next=next_cursor(last),
    )


def _shown(archive: Bundle, staff: Staff, at: datetime) -> ArchiveShown:
    state = archive.state(at)
    # Who has been given another territory since has no business with this one's certificates.
    is_to_be_had = state is BundleState.DONE and covers(staff.territory, archive.territory)
    signed = archive_url(archive.id) if is_to_be_had else None
    return ArchiveShown(
        id=archive.id,
        year=archive.year,
        territory=archive.territory,
        territory_name=parse_territory(archive.territory).full_name,
        employer=archive.employer or None,
        ordered_at=time_text(archive.ordered_at),
        state=state,
        done=archive.done,
        total=archive.total,
        failed_because=archive.why_failed(at) or None,
        kept_until=time_text(archive.kept_until),
        url=signed.url if signed else UNSET,
        expires_at=time_text(signed.expires_at) if signed else UNSET,
    )
