"""The credential of a year's certificate for its holder, and the status lists for anybody (R49).

Who asks first orders it: it is made within seconds, and of every later version by itself.
"""

from datetime import datetime

from chalicelib.certificates.actions.download_certificate import require_drawn
from chalicelib.certificates.rules.status_list import StatusList, is_name
from chalicelib.certificates.store import certificates, credentials, status_lists, wishes
from chalicelib.platform.rules.refusal import Refusal

IN_PREPARATION = "电子凭证正在签发，请过几秒再试。"


def fetch_credential(person: str, year: int, *, at: datetime) -> str:
    """The credential of the version that is good now, a JWT; it is wished for where nobody did yet.

    Args:
        person: the holder's id.
        year: the certificate's.
        at: the instant of the request, aware.

    Raises:
        Refusal: `certificate_not_ready`, saying why and what to do; also while it is being signed.
    """
    certificate = require_drawn(certificates.find_certificate(person, year), year)
    found = credentials.find_credential(person, year, certificate.version)
    if found is None:
        if not certificate.is_wanted:
            wishes.put_wish(person, year, at)
        raise Refusal("certificate_not_ready", year=year, why=IN_PREPARATION)
    return found.token


def fetch_status_list(name: str) -> StatusList:
    """A status list.

    Raises:
        Refusal: `not_found`.
    """
    found = status_lists.find_list(name) if is_name(name) else None
    if found is None:
        raise Refusal("not_found")
    return found
