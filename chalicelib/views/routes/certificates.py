"""Administrators: certificates of a territory, their download, and the year's counts."""

from typing import Any

import msgspec

from chalicelib.access.role import Role
from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.certificates.actions.ask_certificates import (
    WantedCertificates,
    find_certificates_of,
)
from chalicelib.certificates.actions.fetch_certificate import fetch_certificate
from chalicelib.http import present, shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.law.actions.ask_law import get_policy
from chalicelib.platform.store.listed import Position
from chalicelib.staff.routes.territories import territories_of
from chalicelib.views.routes import present_admin as present_for
from chalicelib.views.routes import shapes_admin as sent
from chalicelib.views.store.statistics import Counts, count_territories

admin_certificates = Calls(__name__, tag="admin_certificates")


@admin_certificates.call(
    "GET",
    "/v1/admin/certificates",
    who=Role.ADMINISTRATOR,
    query=sent.CertificatesQuery,
    answers=sent.CertificatesShown,
    refusals=("year_unknown", *TERRITORY_OF_STAFF, "cursor_invalid"),
    summary="查询证书",
)
def list_certificates(call: Call[sent.CertificatesQuery]) -> sent.CertificatesShown:
    """List a year's certificates of the own territory, of an employer or of all."""
    asked = call.query
    year = get_policy(asked.year).year
    places = territories_of(call.staff, asked.territory)
    wanted = WantedCertificates(asked.state, (asked.employer or "").strip())
    after = read_cursor(asked.cursor, Position)
    found, last = find_certificates_of(year, places, wanted, after, asked.limit)
    return sent.CertificatesShown(
        items=[present_for.certificate(each) for each in found],
        next=next_cursor(last),
    )


@admin_certificates.call(
    "POST",
    "/v1/admin/certificates/{number}/download",
    who=Role.ADMINISTRATOR,
    body=shapes.MaybeReasoned,
    answers=shapes.Download,
    refusals=("certificate_number_invalid", "certificate_not_found", "certificate_not_ready"),
    proved=False,
    summary="下载证书（管理员）",
)
def download(call: Call[shapes.MaybeReasoned]) -> shapes.Download:
    """Sign an address for a certificate's PDF that lasts minutes; who did it is kept (R33)."""
    number, reason = call.path["number"], call.body.why
    signed = fetch_certificate(call.staff, number, reason, at=call.at, cause=call.cause)
    return present.download(signed)


@admin_certificates.call(
    "GET",
    "/v1/admin/statistics",
    who=Role.ADMINISTRATOR,
    query=sent.StatisticsQuery,
    answers=sent.Statistics,
    refusals=("year_unknown", *TERRITORY_OF_STAFF),
    summary="年度统计",
)
def show_statistics(call: Call[sent.StatisticsQuery]) -> sent.Statistics:
    """Count a year by territory, anew at every call as far as the lists are short."""
    year = get_policy(call.query.year).year
    places = territories_of(call.staff, call.query.territory)
    counted = count_territories(year, places)
    return sent.Statistics(
        year=year,
        counted_at=present.time_text(call.at),
        items=[
            sent.TerritoryCounts(**_of(code, counts))
            for code, counts in counted.items()
            if counts != Counts()
        ],
        next=None,
        **_of(places[0], sum(counted.values(), Counts())),
    )


def _of(code: str, counts: Counts) -> dict[str, Any]:
    """A territory and its counts, as members of a shape."""
    named = {"territory": code, "territory_name": parse_territory(code).full_name}
    return named | msgspec.structs.asdict(counts)
