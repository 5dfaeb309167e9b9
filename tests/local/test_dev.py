import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.platform.rules.china_time import SHANGHAI
from local.clock import Clock
from local.cloud import Cloud
from local.dev import Dev
from local.issuer import Issuer
from local.pump import Pump
from local.stream_reader import Reader

NOTICE = "2020-06-01T09:00:00+08:00"


@pytest.fixture
def delivered() -> list[Any]:
    return []


@pytest.fixture
def ran() -> list[Any]:
    return []


@pytest.fixture
def dev(cloud: Cloud, clock: Clock, issuer: Issuer, delivered: list[Any], ran: list[Any]) -> Dev:
    def handler(event: dict[str, Any], _context: object) -> None:
        delivered.extend(event["Records"])

    pump = Pump(cloud, [Reader("reader", "RegistryTable", handler)], clock)
    schedules = {"sweep": lambda at: ran.append(("sweep", at)), "remind": ran.append}
    return Dev(clock, issuer, pump, schedules)


def call(dev: Dev, method: str, path: str, body: object = None) -> tuple[int, Any]:
    answer = dev(method, path, "", json.dumps(body).encode() if body is not None else b"")
    return answer.status, json.loads(answer.body)


def test_given_a_subject_then_the_app_takes_its_token(dev: Dev) -> None:
    from chalicelib.http.token import verified_claims  # noqa: PLC0415 - the environment comes first

    body = {"sub": "anybody", "name": "李䶮", "id_number": "44070319950709107X"}
    status, answer = call(dev, "POST", "/dev/token", body)
    claims = verified_claims(answer["access_token"])
    assert status == 200
    assert answer["token_type"] == "Bearer"
    assert answer["expires_in"] >= 7200
    assert {name: claims[name] for name in body} == body


def test_given_a_subject_alone_then_its_token_states_no_real_name(dev: Dev) -> None:
    from chalicelib.http.token import verified_claims  # noqa: PLC0415 - the environment comes first

    _, answer = call(dev, "POST", "/dev/token", {"sub": "anybody"})
    assert not {"name", "id_number", "id_number_digest"} & set(
        verified_claims(answer["access_token"])
    )


def test_given_the_clock_then_it_is_shown_set_and_unset(dev: Dev, clock: Clock) -> None:
    status, shown = call(dev, "PUT", "/dev/clock", {"now": NOTICE})
    assert status == 200
    assert shown["is_set"] is True
    set_to = datetime.fromisoformat(NOTICE)
    assert timedelta() <= datetime.fromisoformat(shown["now"]) - set_to < timedelta(minutes=1)
    assert shown["now"].endswith("+08:00")
    assert clock.is_set
    assert call(dev, "GET", "/dev/clock")[1]["now"][:10] == "2020-06-01"
    assert call(dev, "PUT", "/dev/clock", {"now": None})[1]["is_set"] is False
    assert not clock.is_set


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "code", "field"),
    [
        ("POST", "/dev/token", {}, 422, "field_missing", "sub"),
        ("POST", "/dev/token", {"sub": ""}, 422, "field_invalid", "sub"),
        ("POST", "/dev/token", {"sub": 5}, 422, "field_invalid", "sub"),
        ("POST", "/dev/token", {"sub": "x", "role": "admin"}, 422, "field_unknown", "role"),
        ("POST", "/dev/token", None, 400, "malformed_json", None),
        ("PUT", "/dev/clock", {}, 422, "field_missing", "now"),
        ("PUT", "/dev/clock", {"now": "2020-06-01T09:00:00"}, 422, "field_invalid", "now"),
        ("PUT", "/dev/clock", {"now": "yesterday"}, 422, "field_invalid", "now"),
        ("PUT", "/dev/clock", {"now": 5}, 422, "field_invalid", "now"),
        ("PUT", "/dev/clock", {"now": "9999-12-31T23:59:59Z"}, 422, "field_invalid", "now"),
        ("PUT", "/dev/clock", {"now": "0001-01-01T00:00:00+14:00"}, 422, "field_invalid", "now"),
        ("DELETE", "/dev/clock", None, 405, "method_not_allowed", None),
        ("GET", "/dev/absent", None, 404, "not_found", None),
    ],
)
def test_given_bad_input_then_a_problem_says_what_is_wrong(
    dev: Dev, method: str, path: str, body: object, status: int, code: str, field: str | None
) -> None:
    answered, problem = call(dev, method, path, body)
    assert (answered, problem["code"], problem.get("field")) == (status, code, field)


def test_given_a_body_that_is_no_json_then_it_is_malformed(dev: Dev) -> None:
    assert dev("POST", "/dev/token", "", b"\xff").status == 400
    assert dev("POST", "/dev/token", "", b"{").status == 400


def test_given_a_drain_then_every_stream_is_quiet_when_it_answers(
    dev: Dev, cloud: Cloud, delivered: list[Any]
) -> None:
    item = {"pk": {"S": "a"}, "sk": {"S": "x"}}
    cloud.client("dynamodb").put_item(TableName="RegistryTable", Item=item)
    assert call(dev, "POST", "/dev/drain")[0] == 200
    assert len(delivered) == 1


def test_given_a_tick_then_every_schedule_runs_once_at_the_domains_now(
    dev: Dev, clock: Clock, ran: list[Any]
) -> None:
    clock.set(datetime.fromisoformat(NOTICE))
    status, answer = call(dev, "POST", "/dev/tick")
    assert (status, answer["ran"]) == (200, ["sweep", "remind"])
    [(name, at), same] = ran
    assert name == "sweep"
    assert at == same == datetime.fromisoformat(answer["now"])
    assert at.tzinfo is SHANGHAI


def test_given_a_schedule_that_fails_then_the_tick_says_so_and_runs_the_others(
    cloud: Cloud, clock: Clock, issuer: Issuer, ran: list[Any]
) -> None:
    def fails(_at: datetime) -> None:
        raise RuntimeError

    dev = Dev(clock, issuer, Pump(cloud, [], clock), {"fails": fails, "then": ran.append})
    status, answer = call(dev, "POST", "/dev/tick")
    assert (status, answer["ran"], answer["failed"]) == (200, ["fails", "then"], ["fails"])
    assert len(ran) == 1


def test_given_the_issuer_then_its_keys_are_found_by_discovery(dev: Dev, issuer: Issuer) -> None:
    path = "/dev/issuer/.well-known/openid-configuration"
    status, configuration = call(dev, "GET", path)
    assert status == 200
    assert configuration["issuer"] == issuer.url
    keys = configuration["jwks_uri"].removeprefix("http://127.0.0.1:8000")
    assert call(dev, "GET", keys) == (200, issuer.jwks())
