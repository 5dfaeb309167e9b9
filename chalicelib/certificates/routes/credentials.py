"""The credential for its holder's wallet, and the lists by which anybody sees whether it is still good (R49)."""

from chalicelib.access.caller import Who
from chalicelib.certificates.actions.fetch_credential import fetch_credential, fetch_status_list
from chalicelib.certificates.routes import shapes
from chalicelib.certificates.rules.status_list import FRESH_SECONDS
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.wire import Jwt
from chalicelib.law.rules.policy import parse_year

own_credential = Calls(__name__, tag="people")
status_lists = Calls(__name__, tag="public")

CACHING = f"public, max-age={FRESH_SECONDS}"


@own_credential.call(
    "GET",
    "/v1/me/years/{year}/credential",
    who=Who.PROFESSIONAL,
    answers=shapes.CredentialShape,
    refusals=("year_unknown", "certificate_not_ready"),
    summary="电子凭证（W3C可验证凭证、Open Badges）",
)
def show_credential(call: Call[None]) -> shapes.CredentialShape:
    """Give the holder the credential of the year's certificate (R49).

    It is made when it is first asked for: until then, some seconds, the answer is `certificate_not_ready`.
    """
    year = parse_year(call.path["year"])
    return shapes.CredentialShape(credential=fetch_credential(call.person, year, at=call.at))


@status_lists.call(
    "GET",
    "/v1/credentials/status/{list}",
    who=Who.ANYBODY,
    answers=Jwt,
    summary="电子凭证状态列表",
)
def show_status_list(call: Call[None]) -> Jwt:
    """Show a list that says which credentials are revoked (W3C Bitstring Status List)."""
    return Jwt(fetch_status_list(call.path["list"]).token, CACHING)
