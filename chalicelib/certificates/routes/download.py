"""The holder's download of a year's certificate (R33)."""

from datetime import date

from chalicelib.access.caller import Who
from chalicelib.certificates.actions.annotate_certificate import annotate_certificate
from chalicelib.certificates.actions.download_certificate import download_certificate
from chalicelib.http import present, shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.texts import PrintedBrief
from chalicelib.law.rules.policy import parse_year

own_certificate = Calls(__name__, tag="people")


class DownloadSent(shapes.Sent, frozen=True, kw_only=True):
    """Nothing; or for what, and until which day, the certificate is handed out (加注)."""

    purpose: PrintedBrief | None = None
    valid_until: date | None = None


@own_certificate.call(
    "POST",
    "/v1/me/years/{year}/certificate/download",
    who=Who.PROFESSIONAL,
    body=DownloadSent,
    answers=shapes.Download,
    refusals=(
        "year_unknown",
        "certificate_not_ready",
        "annotation_in_preparation",
        "annotations_too_many",
        "busy",
    ),
    summary="下载证书",
    keyed=False,
)
def download(call: Call[DownloadSent]) -> shapes.Download:
    """Sign an address for the certificate's PDF that lasts minutes (R33).

    With a purpose and a day it is a variant that says so; until that is drawn, seconds after it was
    first asked for, the answer is `annotation_in_preparation`.
    """
    year = parse_year(call.path["year"])
    purpose, until = call.body.purpose, call.body.valid_until
    if purpose is None and until is None:
        return present.download(download_certificate(call.person, year))
    return present.download(annotate_certificate(call.person, year, purpose, until, at=call.at))
