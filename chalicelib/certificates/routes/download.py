"""The holder's download of a year's certificate (R33)."""

from chalicelib.access.caller import Who
from chalicelib.certificates.actions.download_certificate import download_certificate
from chalicelib.http import present, shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.law.rules.policy import parse_year

own_certificate = Calls(__name__, tag="people")


@own_certificate.call(
    "POST",
    "/v1/me/years/{year}/certificate/download",
    who=Who.PROFESSIONAL,
    answers=shapes.Download,
    refusals=("year_unknown", "certificate_not_ready"),
    summary="下载证书",
    keyed=False,
)
def download(call: Call[None]) -> shapes.Download:
    """Sign an address for the certificate's PDF that lasts minutes (R33)."""
    year = parse_year(call.path["year"])
    return present.download(download_certificate(call.person, year))
