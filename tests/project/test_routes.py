"""Every route against every kind of caller: who may, who may not, who is not even told.

The table is the contract's, not the code's: a route that is not in it fails, and so does one whose
declaration lets in somebody else.
"""

from collections.abc import Callable
from enum import Enum, auto
from typing import Any

import pytest

from app import app
from chalicelib.access.role import Role
from local.issuer import Issuer
from tests.http.events import content, event
from tests.journey.world import World


class For(Enum):
    """Whom a route is for, where it is for no role, or not for all who have it."""

    ANYBODY = auto()
    LOGIN = auto()
    PROFESSIONAL = auto()
    PROVINCE = auto()
    BUREAU = auto()


ROUTES: dict[str, For | Role] = {
    "POST /v1/me": For.LOGIN,
    "GET /v1/me": For.PROFESSIONAL,
    "PATCH /v1/me": For.PROFESSIONAL,
    "POST /v1/me/hr-account": For.LOGIN,
    "GET /v1/me/hr-account": For.LOGIN,
    "PATCH /v1/me/hr-account": For.LOGIN,
    "GET /v1/me/years": For.PROFESSIONAL,
    "GET /v1/me/years/{year}": For.PROFESSIONAL,
    "GET /v1/me/export": For.PROFESSIONAL,
    "POST /v1/me/years/{year}/records": For.PROFESSIONAL,
    "POST /v1/me/years/{year}/certificate/download": For.PROFESSIONAL,
    "GET /v1/me/years/{year}/credential": For.PROFESSIONAL,
    "POST /v1/me/transcripts": For.PROFESSIONAL,
    "GET /v1/me/transcripts": For.PROFESSIONAL,
    "GET /v1/me/transcripts/{id}": For.PROFESSIONAL,
    "POST /v1/me/years/{year}/likenesses": For.PROFESSIONAL,
    "GET /v1/me/records/{id}": For.PROFESSIONAL,
    "PUT /v1/me/records/{id}": For.PROFESSIONAL,
    "POST /v1/me/records/{id}/submit": For.PROFESSIONAL,
    "POST /v1/me/records/{id}/withdraw": For.PROFESSIONAL,
    "POST /v1/me/uploads": For.LOGIN,
    "GET /v1/me/uploads/{id}": For.LOGIN,
    "POST /v1/me/uploads/{id}/check": For.LOGIN,
    "POST /v1/employers": For.LOGIN,
    "GET /v1/employers": For.LOGIN,
    "GET /v1/employers/{code}": For.LOGIN,
    "PATCH /v1/employers/{code}": For.BUREAU,
    "POST /v1/employers/{code}/decision": For.BUREAU,
    "GET /v1/employers/{code}/clerks": For.LOGIN,
    "GET /v1/employers/{code}/clerks/{login}": For.LOGIN,
    "PUT /v1/employers/{code}/clerks/{login}": For.LOGIN,
    "DELETE /v1/employers/{code}/clerks/{login}": For.LOGIN,
    "GET /v1/review/employers": For.BUREAU,
    "GET /v1/review/bindings": For.BUREAU,
    "POST /v1/review/bindings": For.BUREAU,
    "GET /v1/me/records/{id}/evidence/{file}": For.PROFESSIONAL,
    "POST /v1/me/records/{id}/appeal": For.PROFESSIONAL,
    "GET /v1/me/appeals": For.PROFESSIONAL,
    "GET /v1/employers/{code}/terms": For.LOGIN,
    "GET /v1/employers/{code}/people": For.LOGIN,
    "POST /v1/employers/{code}/reminders": For.LOGIN,
    "POST /v1/employers/{code}/archives": For.LOGIN,
    "GET /v1/employers/{code}/archives": For.LOGIN,
    "GET /v1/employers/{code}/archives/{id}": For.LOGIN,
    "GET /v1/employers/{code}/views": For.LOGIN,
    "POST /v1/employers/{code}/checks": For.LOGIN,
    "GET /v1/me/employer/views": For.PROFESSIONAL,
    "GET /v1/me/employer": For.PROFESSIONAL,
    "PUT /v1/me/employer": For.PROFESSIONAL,
    "DELETE /v1/me/employer": For.PROFESSIONAL,
    "GET /v1/me/courses": For.PROFESSIONAL,
    "POST /v1/me/courses/{id}/progress": For.PROFESSIONAL,
    "GET /v1/me/courses/{id}/lessons/{lesson}": For.PROFESSIONAL,
    "POST /v1/me/courses/{id}/lessons/{lesson}/progress": For.PROFESSIONAL,
    "POST /v1/me/courses/{id}/examination": For.PROFESSIONAL,
    "GET /v1/me/courses/{id}/attempts": For.PROFESSIONAL,
    "GET /v1/review/records": Role.REVIEWER,
    "GET /v1/review/records/{id}": Role.REVIEWER,
    "POST /v1/review/records/{id}/decision": Role.REVIEWER,
    "POST /v1/employers/{code}/plans": For.LOGIN,
    "GET /v1/employers/{code}/plans": For.LOGIN,
    "GET /v1/employers/{code}/plans/{id}": For.LOGIN,
    "PUT /v1/employers/{code}/plans/{id}": For.LOGIN,
    "POST /v1/employers/{code}/plans/{id}/submit": For.LOGIN,
    "POST /v1/employers/{code}/plans/{id}/withdraw": For.LOGIN,
    "POST /v1/employers/{code}/plans/{id}/roster": For.LOGIN,
    "GET /v1/employers/{code}/plans/{id}/roster": For.LOGIN,
    "PUT /v1/employers/{code}/plans/{id}/roster/{row}": For.LOGIN,
    "POST /v1/employers/{code}/plans/{id}/roster/{row}/withdraw": For.LOGIN,
    "POST /v1/employers/{code}/imports": For.LOGIN,
    "GET /v1/employers/{code}/imports": For.LOGIN,
    "GET /v1/employers/{code}/imports/{id}": For.LOGIN,
    "GET /v1/employers/{code}/imports/{id}/refused": For.LOGIN,
    "POST /v1/employers/{code}/imports/{id}/confirm": For.LOGIN,
    "POST /v1/employers/{code}/imports/{id}/discard": For.LOGIN,
    "GET /v1/review/plans": Role.REVIEWER,
    "GET /v1/review/plans/{id}": Role.REVIEWER,
    "POST /v1/review/plans/{id}/decision": Role.REVIEWER,
    "POST /v1/review/plans/{id}/take-over": Role.REVIEWER,
    "GET /v1/review/appeals": Role.REVIEWER,
    "GET /v1/review/waiting": For.BUREAU,
    "POST /v1/me/duties": For.PROFESSIONAL,
    "POST /v1/me/records/{id}/general-knowledge": For.PROFESSIONAL,
    "GET /v1/review/general-knowledge": Role.REVIEWER,
    "POST /v1/review/records/{id}/general-knowledge": Role.REVIEWER,
    "GET /v1/me/duties": For.PROFESSIONAL,
    "GET /v1/me/duties/{id}/evidence/{file}": For.PROFESSIONAL,
    "GET /v1/review/duties": Role.REVIEWER,
    "GET /v1/review/duties/{id}": Role.REVIEWER,
    "GET /v1/review/desk": Role.REVIEWER,
    "POST /v1/review/records/search": Role.REVIEWER,
    "GET /v1/review/reasons": For.BUREAU,
    "PUT /v1/review/reasons": For.BUREAU,
    "POST /v1/review/duties/{id}/decision": Role.REVIEWER,
    "POST /v1/review/appeals/{id}/decision": Role.REVIEWER,
    "POST /v1/provider/reports": Role.PROVIDER,
    "GET /v1/provider/reports": Role.PROVIDER,
    "GET /v1/provider/reports/{id}": Role.PROVIDER,
    "PUT /v1/provider/reports/{id}": Role.PROVIDER,
    "POST /v1/provider/reports/{id}/withdraw": Role.PROVIDER,
    "POST /v1/provider/checks": Role.PROVIDER,
    "POST /v1/provider/imports": Role.PROVIDER,
    "GET /v1/provider/imports": Role.PROVIDER,
    "GET /v1/provider/imports/{id}": Role.PROVIDER,
    "GET /v1/provider/imports/{id}/refused": Role.PROVIDER,
    "POST /v1/provider/imports/{id}/confirm": Role.PROVIDER,
    "POST /v1/provider/imports/{id}/discard": Role.PROVIDER,
    "PUT /v1/admin/records/{id}/report": Role.ADMINISTRATOR,
    "GET /v1/me/notices": For.PROFESSIONAL,
    "POST /v1/me/notices/{id}/read": For.PROFESSIONAL,
    "GET /v1/me/messages": For.PROFESSIONAL,
    "PUT /v1/me/messages": For.PROFESSIONAL,
    "POST /v1/problems": For.LOGIN,
    "GET /v1/problems": For.LOGIN,
    "GET /v1/problems/{id}": For.LOGIN,
    "POST /v1/problems/{id}/answers": For.LOGIN,
    "POST /v1/problems/{id}/hand-on": For.LOGIN,
    "POST /v1/problems/{id}/close": For.LOGIN,
    "GET /v1/admin/problems/counts": Role.ADMINISTRATOR,
    "GET /v1/questions": For.ANYBODY,
    "GET /v1/imports/templates/{name}": For.ANYBODY,
    "PUT /v1/admin/questions/{id}": Role.ADMINISTRATOR,
    "DELETE /v1/admin/questions/{id}": For.PROVINCE,
    "GET /v1/admin/policies/{year}": Role.ADMINISTRATOR,
    "POST /v1/admin/policies/{year}/amendments": Role.ADMINISTRATOR,
    "POST /v1/admin/policies/{year}/windows": Role.ADMINISTRATOR,
    "GET /v1/admin/calendar/{year}": For.PROVINCE,
    "PUT /v1/admin/calendar/{year}": Role.ADMINISTRATOR,
    "GET /v1/admin/courses": Role.ADMINISTRATOR,
    "POST /v1/admin/courses": Role.ADMINISTRATOR,
    "GET /v1/admin/courses/{id}": For.PROVINCE,
    "PUT /v1/admin/courses/{id}": Role.ADMINISTRATOR,
    "POST /v1/admin/courses/{id}/publish": Role.ADMINISTRATOR,
    "POST /v1/admin/courses/{id}/withdraw": Role.ADMINISTRATOR,
    "POST /v1/admin/courses/{id}/lessons": Role.ADMINISTRATOR,
    "GET /v1/admin/courses/{id}/lessons/{lesson}": For.PROVINCE,
    "PUT /v1/admin/courses/{id}/lessons/{lesson}": Role.ADMINISTRATOR,
    "DELETE /v1/admin/courses/{id}/lessons/{lesson}": For.PROVINCE,
    "GET /v1/admin/cut-offs": Role.ADMINISTRATOR,
    "GET /v1/admin/sync": Role.ADMINISTRATOR,
    "GET /v1/admin/dead-letters": For.PROVINCE,
    "POST /v1/admin/dead-letters/{id}/replay": Role.ADMINISTRATOR,
    "POST /v1/admin/archives": Role.ADMINISTRATOR,
    "GET /v1/admin/archives": Role.ADMINISTRATOR,
    "GET /v1/admin/archives/{id}": Role.ADMINISTRATOR,
    "POST /v1/admin/courses/{id}/statements": For.PROVINCE,
    "GET /v1/admin/statements/{id}": For.PROVINCE,
    "POST /v1/admin/imports": Role.ADMINISTRATOR,
    "GET /v1/admin/imports": For.PROVINCE,
    "POST /v1/admin/courses/imports": Role.ADMINISTRATOR,
    "GET /v1/admin/courses/imports/{id}": For.PROVINCE,
    "POST /v1/admin/courses/imports/{id}/complete": For.PROVINCE,
    "POST /v1/admin/courses/{id}/lessons/{lesson}/media": Role.ADMINISTRATOR,
    "GET /v1/admin/courses/{id}/lessons/{lesson}/media/{upload}": For.PROVINCE,
    "POST /v1/admin/courses/{id}/lessons/{lesson}/media/{upload}/complete": For.PROVINCE,
    "DELETE /v1/admin/courses/{id}/lessons/{lesson}/media/{upload}": For.PROVINCE,
    "GET /v1/admin/imports/{id}": For.PROVINCE,
    "POST /v1/admin/imports/{id}/confirm": For.PROVINCE,
    "POST /v1/admin/imports/{id}/discard": For.PROVINCE,
    "GET /v1/admin/imports/{id}/refused": For.PROVINCE,
    "POST /v1/review/records/{id}/take-over": Role.REVIEWER,
    "POST /v1/review/records/{id}/reopen": Role.REVIEWER,
    "POST /v1/review/decisions": Role.REVIEWER,
    "GET /v1/admin/staff": Role.ADMINISTRATOR,
    "POST /v1/admin/staff-search": Role.ADMINISTRATOR,
    "GET /v1/admin/staff/{login}": Role.ADMINISTRATOR,
    "PUT /v1/admin/staff/{login}": Role.ADMINISTRATOR,
    "DELETE /v1/admin/staff/{login}": Role.ADMINISTRATOR,
    "POST /v1/admin/professionals/search": Role.ADMINISTRATOR,
    "GET /v1/admin/professionals/{id}": Role.ADMINISTRATOR,
    "GET /v1/admin/professionals/{id}/history": Role.ADMINISTRATOR,
    "PATCH /v1/admin/professionals/{id}": Role.ADMINISTRATOR,
    "POST /v1/admin/professionals/{id}/merge": Role.ADMINISTRATOR,
    "GET /v1/admin/alike": Role.ADMINISTRATOR,
    "POST /v1/admin/professionals/{id}/login": Role.ADMINISTRATOR,
    "POST /v1/admin/records/{id}/restore": Role.ADMINISTRATOR,
    "POST /v1/admin/records/{id}/revoke": Role.ADMINISTRATOR,
    "GET /v1/admin/certificates": Role.ADMINISTRATOR,
    "POST /v1/admin/certificates/{number}/download": Role.ADMINISTRATOR,
    "GET /v1/admin/statistics": Role.ADMINISTRATOR,
    "GET /v1/admin/overview": Role.ADMINISTRATOR,
    "POST /v1/hr/accounts/search": Role.HR_OFFICER,
    "PATCH /v1/hr/accounts": Role.HR_OFFICER,
    "GET /v1/hr/held": Role.HR_OFFICER,
    "GET /v1/hr/held/{id}": Role.HR_OFFICER,
    "PATCH /v1/hr/held/{id}": Role.HR_OFFICER,
    "POST /v1/hr/held/{id}/hand-on": Role.HR_OFFICER,
    "POST /v1/admin/professionals/{id}/hand-on": Role.ADMINISTRATOR,
    "GET /v1/admin/professionals/{id}/comparison": Role.ADMINISTRATOR,
    "POST /v1/helper/enquiries": Role.HELPER,
    "GET /v1/policies/{year}": For.ANYBODY,
    "GET /v1/certificates/{number}": For.ANYBODY,
    "POST /v1/certificates/verifications": For.ANYBODY,
    "GET /v1/transcripts/{number}": For.ANYBODY,
    "GET /verify": For.ANYBODY,
    "GET /verify/{number}": For.ANYBODY,
    "POST /verify/{number}": For.ANYBODY,
    "GET /v1/credentials/status/{list}": For.ANYBODY,
    "GET /.well-known/jwks.json": For.ANYBODY,
    "GET /.well-known/did.json": For.ANYBODY,
    "GET /": For.ANYBODY,
    "GET /v1/announcements": For.ANYBODY,
    "POST /v1/admin/announcements": Role.ADMINISTRATOR,
    "POST /v1/admin/announcements/{id}/withdraw": Role.ADMINISTRATOR,
    "GET /assets/{name}": For.ANYBODY,
    "GET /v1/client": For.ANYBODY,
    "GET /v1/whoami": For.LOGIN,
    "GET /v1/opening": For.LOGIN,
    "GET /v1/me/comparison": For.PROFESSIONAL,
    "GET /v1/territories": For.ANYBODY,
    "GET /v1/bureaus/{territory}": For.ANYBODY,
    "GET /v1/forms": For.ANYBODY,
    "POST /v1/checks/identity": For.LOGIN,
    "POST /v1/policies/{year}/credits": For.ANYBODY,
    "GET /openapi.json": For.ANYBODY,
    "GET /v1/health": For.ANYBODY,
}
EXAMPLES = {
    "row": "nothing",
    "lesson": "nothing",
    "upload": "nothing",
    "year": "2020",
    "territory": "440703",
    "id": "nothing",
    "file": "nothing",
    "number": "00000-00000-00000",
    "login": "nobody",
    "name": "absent.js",
    "list": "0-0",
    "code": "91440703MA4W2K3X5Q",
}
SENT = {
    "POST /v1/me/hr-account": {
        "name": "李䶮",
        "document": {"type": "resident_id", "number": "44070319950709107X"},
    },
}
"""What a route is asked with that lets another login in without it."""
UNAUTHENTICATED = (401, "unauthenticated")
FORBIDDEN = (403, "forbidden")
NOT_ENROLLED = (404, "not_enrolled")
NO_ENTRY = {"unauthenticated", "forbidden", "not_enrolled"}
ENTERS = None
"""The caller gets past the door; what is answered then is for other tests."""


def _nobody(_world: World) -> str | None:
    return None


def _garbage(_world: World) -> str:
    return "Bearer not.a.token"


def _forged(given: World) -> str:
    """A token of another key that says to be ours."""
    return f"Bearer {Issuer(given.issuer.url, 'xuefen').token('reviewer-440703')}"


def _of_another_audience(given: World) -> str:
    return f"Bearer {Issuer(given.issuer.url, 'another').token('li')}"


def _fresh(given: World) -> str:
    return f"Bearer {given.professional('fresh').token}"


def _professional(given: World) -> str:
    return f"Bearer {given.professional().enrol().token}"


def _staff_of(role: Role) -> Callable[[World], str]:
    def sign_in(given: World) -> str:
        return f"Bearer {given.reviewer(role=role).token}"

    return sign_in


def _of_the_province(given: World) -> str:
    return f"Bearer {given.administrator().token}"


Expected = dict[For | Role, tuple[int, str] | None]
SIGNED_OUT: Expected = {
    **dict.fromkeys([*For, *Role], UNAUTHENTICATED),
    For.ANYBODY: ENTERS,
}
SIGNED_IN: Expected = {
    **dict.fromkeys(Role, FORBIDDEN),
    For.ANYBODY: ENTERS,
    For.LOGIN: ENTERS,
    For.PROFESSIONAL: NOT_ENROLLED,
    For.PROVINCE: FORBIDDEN,
    For.BUREAU: FORBIDDEN,
}
OF_BUREAU = {**dict.fromkeys(Role, FORBIDDEN), Role.REVIEWER: ENTERS, Role.ADMINISTRATOR: ENTERS}
CALLERS: dict[str, tuple[Callable[[World], str | None], Expected]] = {
    "nobody": (_nobody, SIGNED_OUT),
    "garbage": (_garbage, SIGNED_OUT),
    "a forged token": (_forged, SIGNED_OUT),
    "a token for another audience": (_of_another_audience, SIGNED_OUT),
    "a fresh login": (_fresh, SIGNED_IN),
    "a professional": (_professional, {**SIGNED_IN, For.PROFESSIONAL: ENTERS}),
    "an administrator of the province": (
        _of_the_province,
        {**SIGNED_IN, Role.ADMINISTRATOR: ENTERS, For.PROVINCE: ENTERS, For.BUREAU: ENTERS},
    ),
    **{
        role.value: (_staff_of(role), {**SIGNED_IN, role: ENTERS, For.BUREAU: OF_BUREAU[role]})
        for role in Role
    },
}


def _answered(route: str, authorization: str | None, given: World) -> tuple[int, str] | None:
    """How the door answers: the refusal, or that the caller gets past it."""
    method, _, resource = route.partition(" ")
    headers = {"Authorization": authorization} if authorization else {}
    path = {name: text for name, text in EXAMPLES.items() if f"{{{name}}}" in resource}
    answer: dict[str, Any] = app(
        event(method, resource, headers=headers, path=path, at=given.now, body=SENT.get(route)),
        None,
    )
    assert answer["statusCode"] < 500, (route, answer)
    is_problem = answer["headers"]["Content-Type"] == "application/problem+json"
    code = content(answer)["code"] if is_problem else ""
    return (answer["statusCode"], code) if code in NO_ENTRY else ENTERS


def test_no_route_is_missing_and_none_is_invented() -> None:
    known = {f"{method} {path}" for path, methods in app.routes.items() for method in methods}

    assert known == ROUTES.keys()


@pytest.mark.parametrize("role", Role)
def test_r20_no_role_is_there_for_nothing(role: Role) -> None:
    assert role in ROUTES.values()


@pytest.mark.parametrize("caller", CALLERS)
def test_r20_every_route_lets_in_whom_the_contract_says_and_nobody_else(
    world: World,
    caller: str,
) -> None:
    sign_in, expected = CALLERS[caller]
    authorization = sign_in(world)

    answered = {route: _answered(route, authorization, world) for route in ROUTES}

    assert answered == {route: expected[whom] for route, whom in ROUTES.items()}


@pytest.mark.parametrize("scheme", ["Basic", "bearer", "Token", ""])
def test_given_another_scheme_then_only_bearer_signs_in(
    world: World,
    scheme: str,
) -> None:
    token = world.professional().enrol().token

    answered = _answered("GET /v1/me", f"{scheme} {token}", world)

    assert answered == (ENTERS if scheme == "bearer" else UNAUTHENTICATED)
