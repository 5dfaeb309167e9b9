"""R48: many certificates are verified at once, in few round trips, and no name is found by trying."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.certificates.actions.compare_name import Compared
from chalicelib.certificates.actions.verify_certificate import verify_certificate
from chalicelib.certificates.actions.verify_certificates import Asked, verify_certificates
from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.certificates.store.certificates import (
    put_certificate,
    reserve_number,
)
from chalicelib.identity.gateways import keys
from tests.certificates.many import name_of, put_many
from tests.certificates.statements import NUMBER, SNAPSHOT
from tests.faults import table_clients
from tests.journey.world import World
from tests.platform.reading import heard
from tests.records.province import JUNE, refused

ISSUED = CertificateState.ISSUED
UNKNOWN, WRONG = "AAAAA-AAAAA-AAAAF", "AAAAA-AAAAA-AAAAB"
ADDRESS = "/v1/certificates/verifications"


def verified(world: World, *sent: dict[str, Any]) -> list[dict[str, Any]]:
    answer = world.professional("an employer").must("POST", ADDRESS, {"certificates": [*sent]})
    results: list[dict[str, Any]] = answer["results"]
    return results


@pytest.fixture
def number(world: World) -> str:
    """The number of a certificate of 李䶮."""
    li = world.professional().enrol()
    li.open_hr_account()
    li.study()
    world.accredit(li.submit(facts={"days": 6}))
    world.settle()
    return str(li.must("GET", "/v1/me/years/2020")["certificate"]["number"])


def answered(asked: Sequence[Asked], at: datetime = JUNE) -> tuple[Counter[str], list[Any]]:
    """Which calls were made, and the answers."""
    with heard() as calls:
        answers = verify_certificates(asked, at=at)
    return Counter(call.operation for call in calls), answers


def test_r48_given_many_then_each_is_answered_by_its_place_whatever_the_others_are(
    world: World, number: str
) -> None:
    typed = f" {number.lower().replace('-', '')} "
    results = verified(
        world,
        {"number": WRONG},
        {"number": number, "version": 1},
        {"number": typed, "name": "李䶮"},
        {"number": UNKNOWN, "name": "李䶮"},
        {"number": number, "version": 2, "name": "李龙"},
        {"number": "不是编号\u0007"},
    )
    assert results == [
        {"number": WRONG, "state": "invalid"},
        {"number": number, "state": "valid", "version": 1, "year": 2020},
        {"number": number, "state": "valid", "version": 1, "year": 2020, "name_agrees": True},
        {"number": UNKNOWN, "state": "unknown"},
        {"number": number, "state": "unknown"},
        {"number": "不是编号\u0007", "state": "invalid"},
    ]


def test_r48_given_nothing_or_too_many_then_they_are_refused(world: World) -> None:
    anybody = world.professional("an employer")
    for count in (0, 1001):
        sent = {"certificates": [{"number": UNKNOWN}] * count}
        assert anybody.post(ADDRESS, sent).code == "field_invalid"
    refused = anybody.post(ADDRESS, {"certificates": [{"number": 1}]}).body
    assert refused["field"] == "certificates.0.number"
    assert "证书编号" in refused["detail"]
    assert len(verified(world, *[{"number": UNKNOWN}] * 1000)) == 1000


def test_r48_given_five_different_names_alone_or_together_then_no_further_one_is_compared(
    world: World, number: str
) -> None:
    names = ("李龙", "李岩", "李明", "王伟")
    results = verified(world, *({"number": number, "name": each} for each in (*names, names[0])))
    assert [each["name_agrees"] for each in results] == [False] * 5, "one of them is a repeat"
    alone = world.professional("anybody").must
    assert alone("GET", f"/v1/certificates/{number}?name=陈静")["name_agrees"] is False
    after, repeated = verified(
        world, {"number": number, "name": "李䶮"}, {"number": number, "name": names[1]}
    )
    assert (after["state"], after["name_limited"]) == ("valid", True)
    assert "name_agrees" not in after
    assert repeated["name_agrees"] is False
    assert alone("GET", f"/v1/certificates/{number}?name=李䶮")["name_limited"] is True
    world.now += timedelta(hours=1)
    (result,) = verified(world, {"number": number, "name": "李䶮"})
    assert result["name_agrees"] is True


@pytest.mark.ministack
@pytest.mark.usefixtures("cloud")
def test_r48_given_hundreds_then_a_hundred_take_two_calls_and_with_names_no_more_than_three_trips() -> (
    None
):
    numbers = put_many(220)
    calls, answers = answered([Asked(each, 1, "") for each in (*numbers, *numbers)])
    assert calls == {"BatchGetItem": 2 * 3}
    assert {each.state for each in answers} == {"valid"}
    keys.identity_secret()  # fetched once in the life of a process
    named = [Asked(each, None, name_of(at)) for at, each in enumerate(numbers)]
    calls, answers = answered(named)
    assert calls == {"BatchGetItem": 5 + 3, "TransactWriteItems": 3}
    assert {each.compared for each in answers} == {Compared.AGREES}
    calls, answers = answered(named)
    assert calls == {"BatchGetItem": 5 + 3}, "a name that was compared before writes nothing"
    assert {each.compared for each in answers} == {Compared.AGREES}


@pytest.mark.ministack
@pytest.mark.usefixtures("cloud")
def test_r34_given_an_old_version_then_its_own_name_is_compared_and_it_is_superseded() -> None:
    first = Certificate(person="p", year=2020, state=ISSUED, version=1, number=NUMBER, since=JUNE)
    second = replace(first, version=2, name="李龙", revision=1)
    reserve_number(first)
    put_certificate(first, None, SNAPSHOT)
    put_certificate(second, first, replace(SNAPSHOT, version=2, name="李龙"))
    asked = [Asked(NUMBER, version, name) for version in (1, 2) for name in ("李龙", "李䶮")]
    _, answers = answered([*asked, Asked(NUMBER, 3, "李䶮")])
    assert [(each.state, each.compared) for each in answers] == [
        ("superseded", Compared.DIFFERS),
        ("superseded", Compared.AGREES),
        ("valid", Compared.AGREES),
        ("valid", Compared.DIFFERS),
        ("unknown", None),
    ]
    assert verify_certificate(NUMBER, 1).says == SNAPSHOT
    assert verify_certificate(NUMBER, None).says.name == "李龙"
    with refused("certificate_unknown"):
        verify_certificate(NUMBER, 3)


@pytest.mark.usefixtures("cloud")
def test_r48_given_keys_that_dynamodb_leaves_for_later_then_they_are_asked_again() -> None:
    asked = [Asked(each, None, "") for each in put_many(20)]
    (client,) = table_clients()

    def leave_half(parsed: dict[str, Any], **_: object) -> None:
        client.meta.events.unregister("after-call.dynamodb.BatchGetItem", leave_half)
        ((table, items),) = parsed["Responses"].items()
        left = [items.pop() for _ in range(len(items) // 2)]
        keys = [{name: item[name] for name in ("pk", "sk")} for item in left]
        parsed["UnprocessedKeys"] = {table: {"Keys": keys, "ConsistentRead": True}}

    client.meta.events.register_last("after-call.dynamodb.BatchGetItem", leave_half)
    calls, answers = answered(asked)
    assert calls == {"BatchGetItem": 3}
    assert [each.state for each in answers] == ["valid"] * 20
