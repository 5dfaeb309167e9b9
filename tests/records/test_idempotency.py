"""Idempotency keys at the app's door: the same answer, another body refused, scope of the key."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from local.clock import Clock
from local.cloud import Cloud
from local.issuer import Issuer
from local.pump import Pump
from tests.journey.world import Answer, Client, Professional, World
from tests.records.province import course, resident_id

KEY = "0c8c7a4e-7d9b-4c3e-9a44-0f2b1f3b9c11"


@pytest.fixture
def world(cloud: Cloud, issuer: Issuer, clock: Clock, pump: Pump) -> World:
    """A province in which nobody is enrolled."""
    return World(cloud, issuer, clock, pump)


class Post(NamedTuple):
    """A request: who sends it, where to, what, and another body that it would take as well."""

    client: Client
    path: str
    body: dict[str, Any] | None
    other: dict[str, Any] | None = None


def enrolment(serial: int = 0) -> dict[str, Any]:
    return {
        "name": "李䶮",
        "document": {"type": "resident_id", "number": resident_id(serial)},
        "territory": "440703",
        "employment": "student",
    }


def enrolled(world: World, serial: int = 0) -> Professional:
    client = world.professional(f"login {serial}")
    client.must("POST", "/v1/me", enrolment(serial))
    return client


def _enrol(world: World) -> Post:
    return Post(world.professional(), "/v1/me", enrolment(), enrolment(1))


def _open_account(world: World) -> Post:
    bodies = [{"name": "李䶮", "document": enrolment(serial)["document"]} for serial in (0, 1)]
    return Post(world.professional(), "/v1/me/hr-account", bodies[0], bodies[1])


def _register(world: World) -> Post:
    li = enrolled(world)
    path = "/v1/me/years/2020/records"
    return Post(li, path, li.application(), li.application(reference="JM-2020-0018"))


def _submit(world: World) -> Post:
    li = enrolled(world)
    sent = li.application(evidence=[li.upload()])
    record = li.must("POST", "/v1/me/years/2020/records", sent)
    return Post(li, f"/v1/me/records/{record['id']}/submit", None)


def _withdraw(world: World) -> Post:
    li = enrolled(world)
    record = li.must("POST", "/v1/me/years/2020/records", li.application())
    return Post(li, f"/v1/me/records/{record['id']}/withdraw", None)


def _decide(world: World) -> Post:
    record = enrolled(world).submit()
    path = f"/v1/review/records/{record['id']}/decision"
    other = {"decision": "return", "reason": "材料不清"}
    return Post(world.reviewer(), path, {"decision": "accredit"}, other)


def _study(world: World) -> Post:
    path = f"/v1/me/courses/{course().id}/progress"
    return Post(enrolled(world), path, {"seconds": 0}, {"seconds": 1})


POSTS: dict[str, Callable[[World], Post]] = {
    "enrol": _enrol,
    "open HR account": _open_account,
    "register": _register,
    "submit": _submit,
    "withdraw": _withdraw,
    "decide": _decide,
    "study": _study,
}


def sent(post: Post, key: str | None = KEY, body: dict[str, Any] | None = None) -> Answer:
    return post.client.post(post.path, body or post.body, key=key)


@pytest.mark.parametrize("prepare", POSTS.values(), ids=POSTS)
def test_given_a_key_and_the_same_body_then_the_same_answer_is_given_again(
    world: World, prepare: Callable[[World], Post]
) -> None:
    post = prepare(world)
    first = sent(post)
    assert first.status in {200, 201}, first
    assert sent(post) == first
    assert sent(post) == first


@pytest.mark.parametrize("prepare", POSTS.values(), ids=POSTS)
def test_given_a_key_and_another_body_then_refused_and_nothing_changes(
    world: World, prepare: Callable[[World], Post]
) -> None:
    post = prepare(world)
    first = sent(post)
    if post.other is None:
        return
    reused = sent(post, body=post.other)
    assert (reused.status, reused.code) == (422, "idempotency_key_reused")
    assert sent(post) == first


def test_given_members_in_another_order_then_it_is_the_same_body(world: World) -> None:
    post = _register(world)
    first = sent(post)
    assert post.body is not None
    assert sent(post, body=dict(reversed(post.body.items()))) == first


def test_given_another_key_or_none_then_it_is_another_request(world: World) -> None:
    post = _register(world)
    assert sent(post).status == 201
    assert sent(post, key=KEY + "2").code == "duplicate_credit"
    assert sent(post, key=None).code == "duplicate_credit"


def test_given_another_caller_then_the_key_is_another_one(world: World) -> None:
    post = _register(world)
    mine = sent(post)
    wang = enrolled(world, 1)
    theirs = wang.post(post.path, wang.application(reference="JM-2020-0018"), key=KEY)
    assert theirs.status == 201
    assert theirs.body["id"] != mine.body["id"]


def test_given_another_route_or_address_then_the_key_is_another_one(world: World) -> None:
    li = enrolled(world)
    records = [
        li.must("POST", "/v1/me/years/2020/records", li.application(reference=reference))
        for reference in ("1", "2")
    ]
    for record in records:
        assert li.post(f"/v1/me/records/{record['id']}/withdraw", key=KEY).status == 200
    sent_again = li.post("/v1/me/years/2020/records", li.application(reference="1"), key=KEY)
    assert sent_again.status == 201


def test_given_a_key_of_a_request_that_was_refused_then_it_is_free_for_the_mended_one(
    world: World,
) -> None:
    post = _register(world)
    assert post.body is not None
    refused = sent(post, body={**post.body, "facts": {"days": 0}})
    assert refused.status == 422
    assert sent(post).status == 201


def test_r21_given_a_key_of_a_decision_then_it_repeats_though_the_record_moved_on(
    world: World,
) -> None:
    record = enrolled(world).submit()
    reviewer, path = world.reviewer(), f"/v1/review/records/{record['id']}/decision"
    returned = {"decision": "return", "reason": "材料不清"}
    assert reviewer.post(path, returned, key=KEY).body["state"] == "returned"
    world.professional("login 0").must("POST", f"/v1/me/records/{record['id']}/submit")
    repeated = reviewer.post(path, returned, key=KEY)
    assert repeated.status == 200
    assert [move["to"] for move in repeated.body["history"]].count("returned") == 1
