"""An employer's certificates of a year, for stamping (R38): one print file, or the originals in a ZIP."""

from enum import StrEnum
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from chalicelib.access.caller import Who
from chalicelib.access.login import Login
from chalicelib.certificates.actions.order_roll_parcel import RollOrder, order_roll_parcel
from chalicelib.certificates.actions.roll_certificates import is_still_agreed
from chalicelib.certificates.gateways.zip_files import parcel_url
from chalicelib.certificates.rules.parcel_job import NO_LONGER_AGREED, Parcel, ParcelState
from chalicelib.certificates.store import parcels
from chalicelib.employers.actions.ask_employers import require_clerk
from chalicelib.employers.actions.keep_look import keep_look
from chalicelib.employers.rules.employer import Employer
from chalicelib.http import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.texts import Short
from chalicelib.http.told import Id, Instant, Next, Sentences, Url
from chalicelib.http.wire import time_text
from chalicelib.law.actions.ask_law import get_policy
from chalicelib.platform.rules.act import What
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.rules.refusal import Refusal

roll_parcels = Calls(__name__, tag="employers")


class ParcelFormat(StrEnum):
    """A print file: a cover list and every certificate behind it; or a ZIP of the originals."""

    PDF = "pdf"
    ZIP = "zip"


class RollParcelSent(shapes.Sent, frozen=True, kw_only=True):
    """The certificates of a year: of the people named, or of all on the roll."""

    year: int
    format: ParcelFormat = ParcelFormat.PDF
    people: Annotated[tuple[Short, ...], Meta(max_length=1000)] = ()


class RollParcelShown(shapes.Answered, frozen=True, kw_only=True):
    """How far an order is; `total` is null until its certificates are counted.

    `url` is there while the file is, and everybody in it still agrees; it lasts until `expires_at`.
    """

    id: Id
    year: int
    format: ParcelFormat
    ordered_at: Instant
    state: ParcelState
    done: int
    total: int | None
    failed_because: Sentences | None
    kept_until: Instant
    url: Url | UnsetType = UNSET
    expires_at: Instant | UnsetType = UNSET


class RollParcels(shapes.Answered, frozen=True, kw_only=True):
    """A page of orders, the latest first; addresses are with each of them."""

    items: list[RollParcelShown]
    next: Next | None


@roll_parcels.call(
    "POST",
    "/v1/employers/{code}/archives",
    who=Who.LOGIN,
    body=RollParcelSent,
    answers=RollParcelShown,
    status=202,
    refusals=("year_unknown",),
    summary="打包本单位人员的证书，供打印盖章",
)
def begin_roll_archive(call: Call[RollParcelSent]) -> RollParcelShown:
    """Order the certificates of the employer's people of a year; how far it is shows at the order."""
    employer = require_clerk(call.login, call.path["code"])
    sent = call.body
    order = RollOrder(get_policy(sent.year).year, sent.format is ParcelFormat.PDF, sent.people)
    parcel = order_roll_parcel(call.login, employer, order, at=call.at, cause=call.cause)
    return _shown(parcel, call)


@roll_parcels.call(
    "GET",
    "/v1/employers/{code}/archives/{id}",
    who=Who.LOGIN,
    answers=RollParcelShown,
    summary="单位证书打包进度",
)
def show_roll_archive(call: Call[None]) -> RollParcelShown:
    """Show how far an order is, and where it is to be had: no more once anybody in it has withdrawn."""
    employer = require_clerk(call.login, call.path["code"])
    parcel = parcels.find_parcel(call.path["id"])
    if parcel is None or parcel.employer_code != employer.code:
        raise Refusal("not_found")
    shown = _shown(parcel, call)
    if shown.state != ParcelState.DONE:
        return shown
    if not is_still_agreed(employer, parcel):
        return msgspec.structs.replace(
            shown, state=ParcelState.EXPIRED, failed_because=NO_LONGER_AGREED
        )
    _keep(call.login, employer, parcel, call)
    signed = parcel_url(parcel)
    return msgspec.structs.replace(shown, url=signed.url, expires_at=time_text(signed.expires_at))


@roll_parcels.call(
    "GET",
    "/v1/employers/{code}/archives",
    who=Who.LOGIN,
    query=Paging,
    answers=RollParcels,
    refusals=("cursor_invalid",),
    summary="单位证书打包列表",
)
def list_roll_archives(call: Call[Paging]) -> RollParcels:
    """List what the employer's clerks have ordered, the latest first."""
    employer = require_clerk(call.login, call.path["code"])
    after = read_cursor(call.query.cursor, Position)
    found, last = parcels.find_parcels(employer.code, after, call.query.limit)
    return RollParcels(items=[_shown(each, call) for each in found], next=next_cursor(last))


def _keep(login: Login, employer: Employer, parcel: Parcel, call: Call[None]) -> None:
    keep_look(
        login,
        employer,
        parcel.people,
        What.CERTIFICATE_DOWNLOADED,
        year=parcel.year,
        at=call.at,
        cause=call.cause,
    )


def _shown(parcel: Parcel, call: Call[Any]) -> RollParcelShown:
    return RollParcelShown(
        id=parcel.id,
        year=parcel.year,
        format=ParcelFormat.PDF if parcel.is_print else ParcelFormat.ZIP,
        ordered_at=time_text(parcel.ordered_at),
        state=parcel.state(call.at),
        done=parcel.done,
        total=parcel.total,
        failed_because=parcel.why_failed(call.at) or None,
        kept_until=time_text(parcel.kept_until),
    )
