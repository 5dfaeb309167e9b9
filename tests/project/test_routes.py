"""Every route against every kind of caller: who may, who may not, who is not even told.

The table is the contract's, not the code's: a route that is not in it fails, and so does one whose
declaration lets in somebody else.
"""

from collections.abc import Callable
from enum import Enum, auto
from typing import Any

import pytest

from app import app
from local.issuer import Issuer
from tests.entry.events import content, event
from tests.journey.world import World


class For(Enum):
    """Whom a route is for."""

    ANYBODY = auto()
    LOGIN = auto()
    PROFESSIONAL = auto()
    REVIEWER = auto()
    ADMINISTRATOR = auto()
    PROVINCE = auto()
    PROVIDER = auto()
    HR_OFFICER = auto()
    HELPER = auto()


ROUTES = {
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
    "POST /v1/me/years/{year}/likenesses": For.PROFESSIONAL,
    "GET /v1/me/records/{id}": For.PROFESSIONAL,
    "PUT /v1/me/records/{id}": For.PROFESSIONAL,
    "POST /v1/me/records/{id}/submit": For.PROFESSIONAL,
    "POST /v1/me/records/{id}/withdraw": For.PROFESSIONAL,
    "POST /v1/me/uploads": For.PROFESSIONAL,
    "POST /v1/me/uploads/{id}/check": For.PROFESSIONAL,
    "GET /v1/me/courses": For.PROFESSIONAL,
    "POST /v1/me/courses/{id}/progress": For.PROFESSIONAL,
    "POST /v1/me/courses/{id}/examination": For.PROFESSIONAL,
    "GET /v1/review/records": For.REVIEWER,
    "GET /v1/review/records/{id}": For.REVIEWER,
    "POST /v1/review/records/{id}/decision": For.REVIEWER,
    "POST /v1/provider/reports": For.PROVIDER,
    "GET /v1/me/notices": For.PROFESSIONAL,
    "POST /v1/me/notices/{id}/read": For.PROFESSIONAL,
    "GET /v1/admin/policies/{year}": For.ADMINISTRATOR,
    "POST /v1/admin/policies/{year}/amendments": For.ADMINISTRATOR,
    "POST /v1/admin/policies/{year}/windows": For.ADMINISTRATOR,
    "GET /v1/admin/calendar/{year}": For.PROVINCE,
    "PUT /v1/admin/calendar/{year}": For.ADMINISTRATOR,
    "GET /v1/admin/cut-offs": For.ADMINISTRATOR,
    "GET /v1/admin/sync": For.ADMINISTRATOR,
    "GET /v1/admin/dead-letters": For.PROVINCE,
    "POST /v1/admin/dead-letters/{id}/replay": For.ADMINISTRATOR,
    "POST /v1/admin/archives": For.ADMINISTRATOR,
    "GET /v1/admin/archives": For.ADMINISTRATOR,
    "GET /v1/admin/archives/{id}": For.ADMINISTRATOR,
    "POST /v1/admin/imports": For.ADMINISTRATOR,
    "GET /v1/admin/imports": For.PROVINCE,
    "GET /v1/admin/imports/{id}": For.PROVINCE,
    "POST /v1/admin/imports/{id}/confirm": For.PROVINCE,
    "POST /v1/admin/imports/{id}/discard": For.PROVINCE,
    "GET /v1/admin/imports/{id}/refused": For.PROVINCE,
    "POST /v1/review/records/{id}/take-over": For.REVIEWER,
    "POST /v1/review/records/{id}/reopen": For.REVIEWER,
    "POST /v1/review/decisions": For.REVIEWER,
    "GET /v1/admin/staff": For.ADMINISTRATOR,
    "GET /v1/admin/staff/{login}": For.ADMINISTRATOR,
    "PUT /v1/admin/staff/{login}": For.ADMINISTRATOR,
    "DELETE /v1/admin/staff/{login}": For.ADMINISTRATOR,
    "POST /v1/admin/professionals/search": For.ADMINISTRATOR,
    "GET /v1/admin/professionals/{id}": For.ADMINISTRATOR,
    "GET /v1/admin/professionals/{id}/history": For.ADMINISTRATOR,
    "PATCH /v1/admin/professionals/{id}": For.ADMINISTRATOR,
    "POST /v1/admin/professionals/{id}/merge": For.ADMINISTRATOR,
    "GET /v1/admin/alike": For.ADMINISTRATOR,
    "POST /v1/admin/professionals/{id}/login": For.ADMINISTRATOR,
    "POST /v1/admin/records/{id}/restore": For.ADMINISTRATOR,
    "POST /v1/admin/records/{id}/revoke": For.ADMINISTRATOR,
    "GET /v1/admin/certificates": For.ADMINISTRATOR,
    "POST /v1/admin/certificates/{number}/download": For.ADMINISTRATOR,
    "GET /v1/admin/statistics": For.ADMINISTRATOR,
    "POST /v1/hr/accounts/search": For.HR_OFFICER,
    "PATCH /v1/hr/accounts": For.HR_OFFICER,
    "POST /v1/helper/enquiries": For.HELPER,
    "GET /v1/policies/{year}": For.ANYBODY,
    "GET /v1/certificates/{number}": For.ANYBODY,
    "GET /verify/{number}": For.ANYBODY,
    "POST /verify/{number}": For.ANYBODY,
    "GET /": For.ANYBODY,
    "GET /v1/announcements": For.ANYBODY,
    "POST /v1/admin/announcements": For.ADMINISTRATOR,
    "POST /v1/admin/announcements/{id}/withdraw": For.ADMINISTRATOR,
    "GET /assets/{name}": For.ANYBODY,
    "GET /v1/client": For.ANYBODY,
    "GET /v1/whoami": For.LOGIN,
    "GET /v1/me/comparison": For.PROFESSIONAL,
    "GET /v1/territories": For.ANYBODY,
    "GET /v1/forms": For.ANYBODY,
    "POST /v1/checks/identity": For.LOGIN,
    "POST /v1/policies/{year}/credits": For.ANYBODY,
    "GET /openapi.json": For.ANYBODY,
    "GET /v1/health": For.ANYBODY,
}
EXAMPLES = {
    "year": "2020",
    "id": "nothing",
    "number": "00000-00000-00000",
    "login": "nobody",
    "name": "absent.js",
}
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


def _staff_of(role: str) -> Callable[[World], str]:
    def sign_in(given: World) -> str:
        return f"Bearer {given.reviewer(role=role).token}"

    return sign_in


def _of_the_province(given: World) -> str:
    return f"Bearer {given.administrator().token}"


SIGNED_OUT = {
    For.ANYBODY: ENTERS,
    For.LOGIN: UNAUTHENTICATED,
    For.PROFESSIONAL: UNAUTHENTICATED,
    For.REVIEWER: UNAUTHENTICATED,
    For.ADMINISTRATOR: UNAUTHENTICATED,
    For.PROVINCE: UNAUTHENTICATED,
    For.PROVIDER: UNAUTHENTICATED,
    For.HR_OFFICER: UNAUTHENTICATED,
    For.HELPER: UNAUTHENTICATED,
}
SIGNED_IN = {
    For.ANYBODY: ENTERS,
    For.LOGIN: ENTERS,
    For.PROFESSIONAL: NOT_ENROLLED,
    For.REVIEWER: FORBIDDEN,
    For.ADMINISTRATOR: FORBIDDEN,
    For.PROVINCE: FORBIDDEN,
    For.PROVIDER: FORBIDDEN,
    For.HR_OFFICER: FORBIDDEN,
    For.HELPER: FORBIDDEN,
}
CALLERS: dict[str, tuple[Callable[[World], str | None], dict[For, tuple[int, str] | None]]] = {
    "nobody": (_nobody, SIGNED_OUT),
    "garbage": (_garbage, SIGNED_OUT),
    "a forged token": (_forged, SIGNED_OUT),
    "a token for another audience": (_of_another_audience, SIGNED_OUT),
    "a fresh login": (_fresh, SIGNED_IN),
    "a professional": (_professional, {**SIGNED_IN, For.PROFESSIONAL: ENTERS}),
    "an administrator": (
        _staff_of("administrator"),
        {**SIGNED_IN, For.ADMINISTRATOR: ENTERS},
    ),
    "an administrator of the province": (
        _of_the_province,
        {**SIGNED_IN, For.ADMINISTRATOR: ENTERS, For.PROVINCE: ENTERS},
    ),
    "a provider": (_staff_of("provider"), {**SIGNED_IN, For.PROVIDER: ENTERS}),
    "an HR officer": (_staff_of("hr_officer"), {**SIGNED_IN, For.HR_OFFICER: ENTERS}),
    "a helper": (_staff_of("helper"), {**SIGNED_IN, For.HELPER: ENTERS}),
    "a reviewer": (_staff_of("reviewer"), {**SIGNED_IN, For.REVIEWER: ENTERS}),
}


def _answered(route: str, authorization: str | None, given: World) -> tuple[int, str] | None:
    """How the door answers: the refusal, or that the caller gets past it."""
    method, _, resource = route.partition(" ")
    headers = {"Authorization": authorization} if authorization else {}
    path = {name: text for name, text in EXAMPLES.items() if f"{{{name}}}" in resource}
    answer: dict[str, Any] = app(
        event(method, resource, headers=headers, path=path, at=given.now), None
    )
    assert answer["statusCode"] < 500, (route, answer)
    is_problem = answer["headers"]["Content-Type"] == "application/problem+json"
    code = content(answer)["code"] if is_problem else ""
    return (answer["statusCode"], code) if code in NO_ENTRY else ENTERS


def test_no_route_is_missing_and_none_is_invented() -> None:
    known = {f"{method} {path}" for path, methods in app.routes.items() for method in methods}

    assert known == ROUTES.keys()


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
