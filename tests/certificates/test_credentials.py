"""R49: credentials from their issue to their revocation, verified by a library that is not ours."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from openbadgeslib.ob3.verifier import OB3VerificationError

from chalicelib.certificates.gateways.key_bucket import read_keys
from chalicelib.certificates.rules.published_keys import KeyUse, signing_key
from chalicelib.certificates.store import certificates, status_lists
from chalicelib.identity.gateways import keys
from chalicelib.platform.gateways import messages
from chalicelib.platform.store.tables import HrItem
from tests.certificates.credentials import (
    CREDENTIAL,
    STATUS,
    asked_at,
    asked_for,
    claims_of,
    require_signed,
    verified,
)
from tests.journey.world import Professional, World
from tests.upkeep.test_dead_letters import parked, poisoned, replayed

YEAR = "/v1/me/years/2020"


@pytest.fixture
def li(world: World) -> Professional:
    """李䶮, whose year 2020 is complete."""
    return completed(world)


def completed(world: World) -> Professional:
    """Let 李䶮 complete 2020, and what happens by itself happen."""
    li = world.professional().enrol()
    li.open_hr_account()
    li.study()
    world.accredit(li.submit(facts={"days": 6}))
    world.settle()
    return li


@pytest.fixture
def record(li: Professional) -> dict[str, Any]:
    """The record that completed the year."""
    records = li.must("GET", YEAR)["records"]
    return next(each for each in records if each["form"] == "training")


def revoke(world: World, record: dict[str, Any], step: str = "revoke") -> None:
    path = f"/v1/admin/records/{record['id']}/{step}"
    world.administrator().must("POST", path, {"reason": "证明材料有误"})
    world.settle()


def refused(li: Professional) -> str:
    answer = li.get(CREDENTIAL)
    assert (answer.status, answer.code) == (409, "certificate_not_ready")
    return str(answer.body["detail"])


def list_address(token: str) -> str:
    return str(claims_of(token)["credentialStatus"]["statusListCredential"])


@pytest.mark.ministack
def test_r49_given_a_certificate_then_a_library_verifies_its_credential_until_it_is_revoked(
    world: World, li: Professional, record: dict[str, Any]
) -> None:
    first = asked_for(world, li)
    found = verified(first)
    certificate = li.must("GET", YEAR)["certificate"]
    assert found.issuer.name == "广东省财政厅"
    assert found.credits_earned == 90
    assert found.id is not None
    assert found.id.endswith(f"/verify/{certificate['number']}?v=1")
    assert found.identifiers[0].identity_hash == "李䶮"
    require_signed(first)
    revoke(world, record)
    with pytest.raises(OB3VerificationError, match="Credential status 'revocation' is set"):
        verified(first)
    assert "已撤销" in refused(li)
    revoke(world, record, "restore")
    second = str(li.must("GET", CREDENTIAL)["credential"])
    assert claims_of(second)["id"].endswith("?v=2")
    assert claims_of(second)["credentialStatus"] != claims_of(first)["credentialStatus"]
    verified(second)
    with pytest.raises(OB3VerificationError, match="revocation"):
        verified(first)


def test_r49_given_anything_altered_then_no_credential_verifies(
    world: World, li: Professional
) -> None:
    token = asked_for(world, li)
    for altered in (resaid(token, b'"creditsEarned":90', b'"creditsEarned":99'), f"{token[:-1]}"):
        with pytest.raises(OB3VerificationError):
            verified(altered)


def resaid(token: str, said: bytes, otherwise: bytes) -> str:
    """The JWT with something else in it, under the signature of before."""
    head, payload, signature = token.split(".")
    content = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    assert said in content
    altered = base64.urlsafe_b64encode(content.replace(said, otherwise)).decode().rstrip("=")
    return f"{head}.{altered}.{signature}"


def test_r49_given_the_name_corrected_then_the_old_credential_is_superseded(
    world: World, li: Professional
) -> None:
    before, person = asked_for(world, li), li.must("GET", "/v1/me")["id"]
    li.must("PATCH", "/v1/me/hr-account", {"name": "李岩"})
    corrected = {"name": "李岩", "reason": "户籍更名"}
    world.administrator().must("PATCH", f"/v1/admin/professionals/{person}", corrected)
    world.settle()
    assert verified(asked_for(world, li)).identifiers[0].identity_hash == "李岩"
    with pytest.raises(OB3VerificationError, match="revocation"):
        verified(before)


def test_r49_given_no_certificate_then_it_is_refused_as_the_download_is(
    world: World, li: Professional
) -> None:
    other = li.get("/v1/me/years/2021/credential")
    assert (other.status, other.code) == (409, "certificate_not_ready")
    assert "尚未完成" in other.body["detail"]
    assert li.get("/v1/me/years/1999/credential").code == "year_unknown"
    assert world.professional("stranger").get(f"{YEAR}/credential").code == "not_enrolled"


def test_r49_given_a_status_list_then_anybody_may_keep_it_for_a_while_and_ask_whether_it_changed(
    world: World, li: Professional, record: dict[str, Any]
) -> None:
    address = list_address(asked_for(world, li))
    answer = asked_at(address)
    headers = answer["headers"]
    assert headers["Content-Type"] == "application/vc+jwt"
    assert headers["Cache-Control"] == "public, max-age=60"
    require_signed(answer["body"])
    known = {"If-None-Match": f'W/"other", {headers["ETag"]}'}
    again = asked_at(address, **known)
    assert (again["statusCode"], again["body"]) == (304, "")
    assert again["headers"]["ETag"] == headers["ETag"]
    revoke(world, record)
    assert asked_at(address, **known)["statusCode"] == 200


@pytest.mark.parametrize("name", ["9-0", "0-77", "LIST", "0-0%00"])
def test_r49_given_another_name_then_there_is_no_such_list(world: World, name: str) -> None:
    answer = world.professional("anybody").get(f"{STATUS}{name}")
    assert (answer.status, answer.code) == (404, "not_found")


def wish(person: str) -> HrItem:
    return HrItem.get(f"P#{person}#PAPERS", "W#2020", consistent_read=True)


def test_r49_given_a_certificate_that_nobody_asks_a_credential_of_then_none_is_signed(
    world: World, li: Professional, record: dict[str, Any]
) -> None:
    person = li.must("GET", "/v1/me")["id"]
    for step in ("revoke", "restore"):
        revoke(world, record, step)
    kept = certificates.find_certificate(person, 2020)
    assert kept is not None
    assert (kept.version, kept.is_drawn, kept.wanted, kept.credential) == (2, True, False, None)
    assert not list(HrItem.scan(HrItem.sk.startswith("CREDENTIAL#"), consistent_read=True))
    assert not list(HrItem.scan(HrItem.pk.startswith("STATUS#"), consistent_read=True))


def test_r49_given_who_asks_again_and_again_then_it_is_ordered_once(
    world: World, li: Professional
) -> None:
    person = li.must("GET", "/v1/me")["id"]
    assert all("正在签发" in refused(li) for _time in range(3))
    first = wish(person)
    assert (first.waits_for or "").startswith("CREDENTIAL#")
    world.now += timedelta(hours=1)
    refused(li)
    assert wish(person).since == first.since
    world.settle()
    assert li.get(CREDENTIAL).status == 200
    assert wish(person).waits_for is None


def test_r49_given_a_revocation_before_the_worker_comes_then_the_next_version_has_a_credential(
    world: World, li: Professional, record: dict[str, Any]
) -> None:
    refused(li)
    path = f"/v1/admin/records/{record['id']}"
    world.administrator().must("POST", f"{path}/revoke", {"reason": "证明材料有误"})
    world.settle()
    assert wish(li.must("GET", "/v1/me")["id"]).waits_for is None
    revoke(world, record, "restore")
    verified(str(li.must("GET", CREDENTIAL)["credential"]))


def test_r49_given_a_certificate_then_it_is_known_which_credential_is_good(
    world: World, li: Professional
) -> None:
    token, person = asked_for(world, li), li.must("GET", "/v1/me")["id"]
    kept = certificates.find_certificate(person, 2020)
    assert kept is not None
    assert kept.credential is not None
    entry = claims_of(token)["credentialStatus"]
    assert entry["statusListIndex"] == str(kept.credential.index)
    found = status_lists.find_list(kept.credential.list)
    assert found is not None
    assert not found.says(kept.credential.index)
    item = HrItem.get(f"P#{person}", "C#2020", consistent_read=True)
    assert item.waits_for is None


def test_r49_given_an_order_that_is_given_up_then_its_replay_signs(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Longer than KMS takes as a whole, besides: an address as long as they get."""
    monkeypatch.setenv("PUBLIC_URL", f"https://{'continuing-education.' * 4}example")
    key = signing_key(read_keys().published, KeyUse.CREDENTIALS)
    li = completed(world)
    with poisoned(keys.client(), "kms.Sign", key.arn):
        assert "正在签发" in refused(li)
        world.settle()
    (letter,) = parked(world)
    assert (letter["function"], letter["items"][0]["kind"]) == ("issue_credentials", "credential")
    assert letter["items"][0]["job"] == li.must("GET", "/v1/me")["id"]
    replayed(world.administrator(), letter)
    world.settle()
    token = asked_for(world, li)
    assert len(token) > 4096
    verified(token)


def test_r49_given_orders_that_were_lost_then_the_sweep_orders_anew_and_twice_is_once(
    world: World,
) -> None:
    queue = world.cloud.queue_url("CredentialOrders")
    li = completed(world)
    with poisoned(messages.client(), "sqs.SendMessageBatch", queue):
        assert "正在签发" in refused(li)
        world.settle()
    world.now += timedelta(minutes=10)
    world.tick("sweep")
    world.settle()
    token = asked_for(world, li)
    order = {
        "credential": li.must("GET", "/v1/me")["id"],
        "year": 2020,
        "at": world.now.isoformat(),
    }
    for _time in range(2):
        world.cloud.client("sqs").send_message(QueueUrl=queue, MessageBody=json.dumps(order))
    world.settle()
    assert asked_for(world, li) == token
    verified(token)
