"""Administrators: certificates of a territory, and their download (R33)."""

from chalicelib.access.role import Role
from chalicelib.certificates.actions.fetch_certificate import fetch_certificate
from chalicelib.certificates.routes import present, shapes
from chalicelib.certificates.rules.certificate_lists import WantedCertificates
from chalicelib.certificates.store.certificates import find_certificates_of
from chalicelib.http import present as http_present
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.http.shapes import Download, MaybeReasoned
from chalicelib.law.actions.ask_law import get_policy
from chalicelib.platform.rules.listing import Position
from chalicelib.staff.routes.territories import territories_of

admin_certificates = Calls(__name__, tag="admin_certificates")


@admin_certificates.call(
    "GET",
    "/v1/admin/certificates",
    who=Role.ADMINISTRATOR,
    query=shapes.CertificatesQuery,
    answers=shapes.CertificatesShown,
    refusals=("year_unknown", *TERRITORY_OF_STAFF, "cursor_invalid"),
    summary="查询证书",
)
def list_certificates(call: Call[shapes.CertificatesQuery]) -> shapes.CertificatesShown:
    """List a year's certificates of the own territory, of an employer or of all."""
    asked = call.query
    year = get_policy(asked.year).year
    places = territories_of(call.staff, asked.territory)
    wanted = WantedCertificates(asked.state, (asked.employer or "").strip())
    after = read_cursor(asked.cursor, Position)
    found, last = find_certificates_of(year, places, wanted, after, asked.limit)
    return shapes.CertificatesShown(
        items=[present.certificate(each) for each in found],
        next=next_cursor(last),
    )


@admin_certificates.call(
    "POST",
    "/v1/admin/certificates/{number}/download",
    who=Role.ADMINISTRATOR,
    body=MaybeReasoned,
    answers=Download,
    refusals=("certificate_number_invalid", "certificate_not_found", "certificate_not_ready"),
    proved=False,
    summary="下载证书（管理员）",
)
def download(call: Call[MaybeReasoned]) -> Download:
    """Sign an address for a certificate's PDF that lasts minutes; who did it is kept (R33)."""
    number, reason = call.path["number"], call.body.why
    signed = fetch_certificate(call.staff, number, reason, at=call.at, cause=call.cause)
    return http_present.download(signed)
