from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.access.caller import Caller, Who
from chalicelib.access.login import Login
from chalicelib.access.role import Role
from chalicelib.http.call import Declaration
from chalicelib.http.calls import Call, Calls
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal_kinds import KINDS
from tests.http.events import NOON
from tests.http.sample import CALLS, Answer, Body, Query


def _handler(call: Call[Body]) -> Answer:
    return Answer(at=call.at)


def _declare(**changes: Any) -> Callable[[], Any]:  # noqa: ANN401 - wrong types on purpose
    usual: dict[str, Any] = {"who": Who.LOGIN, "body": Body, "answers": Answer, "summary": "登记"}
    method = changes.pop("method", "POST")
    return lambda: Calls(__name__, tag="样例").call(method, "/x", **{**usual, **changes})(_handler)


@pytest.mark.parametrize(
    "changes",
    [
        {"body": None},
        {"body": Query},
        {"answers": Body},
        {"query": Query},
        {"method": "GET"},
        {"refusals": ("no_such_code",)},
    ],
)
def test_a_declaration_agrees_with_its_handler(changes: dict[str, Any]) -> None:
    assert _declare()()
    with pytest.raises(TypeError):
        _declare(**changes)()


def _declared(name: str) -> Declaration:
    return next(one for one in CALLS.declarations if one.handler.__name__ == name)


def test_a_declaration_knows_every_code_that_it_may_answer() -> None:
    everywhere = {"internal_error"}
    fields = {"field_missing", "field_unknown", "field_invalid"}
    body = {"malformed_json", "body_too_large", "unsupported_media_type", "busy"}
    texts = {"identity_number_in_text"}
    login = {"unauthenticated", "sign_in_unavailable"}

    assert set(_declared("page").codes) == everywhere
    assert set(_declared("exact").codes) == everywhere | fields
    assert set(_declared("show").codes) == everywhere | fields | {"not_found"}
    assert set(_declared("replace").codes) == everywhere | fields | body | texts | {
        "not_found",
    }
    assert set(_declared("create").codes) == everywhere | fields | body | texts | login | {
        "idempotency_key_reused",
        "duplicate_credit",
    }


@pytest.mark.parametrize(
    ("who", "code"), [(Who.PROFESSIONAL, "not_enrolled"), (Role.REVIEWER, "forbidden")]
)
def test_an_audience_has_its_own_refusal(who: Who | Role, code: str) -> None:
    calls = Calls(__name__, tag="样例")
    calls.call("POST", "/x", who=who, body=Body, answers=Answer, summary="登记")(_handler)

    assert {code, "unauthenticated"} <= set(calls.declarations[0].codes) <= KINDS.keys()


def test_a_call_has_only_the_callers_it_is_for() -> None:
    login = Login("d", "i", "s")
    call = Call(NOON, Caller(login), None, {}, Cause("t"))

    assert call.login is login
    with pytest.raises(LookupError):
        _ = call.person
    with pytest.raises(LookupError):
        _ = call.staff
    with pytest.raises(LookupError):
        _ = Call(NOON, Caller(), None, {}, Cause("t")).login
