"""R47: what a revoked key has signed is found and issued anew, however often the run is cut off."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from openbadgeslib.ob3.verifier import OB3VerificationError

from chalicelib.certificates.actions.publish_key import publish_key, revoke_key
from chalicelib.certificates.commands.reissue import KID_LENGTH, asked_of, main
from chalicelib.certificates.gateways.key_bucket import read_keys
from chalicelib.certificates.rules.published_keys import KeyUse, signing_key
from chalicelib.platform.actions.run import Run
from chalicelib.platform.store.tables import HrItem
from tests.certificates.credentials import asked_for, claims_of, verified
from tests.certificates.test_signing_keys import made, pem
from tests.faults import Killed, Network, killer, table_clients
from tests.journey.world import Professional, World

WANG = {"type": "resident_id", "number": "440704195801242981"}
LEAKED = datetime(2026, 11, 30, tzinfo=UTC)


def certified(world: World) -> list[Professional]:
    """Two people with a certificate of 2020."""
    people = []
    for subject, name, document in (("li", "李䶮", None), ("wang", "王伟", WANG)):
        person = world.professional(subject)
        person.enrol(name, **({"document": document} if document else {}))
        person.open_hr_account(name, *([document] if document else []))
        person.study()
        world.accredit(person.submit(reference=f"JM-{subject}"))
        people.append(person)
    world.settle()
    return people


def leaked(world: World) -> str:
    """The id of the key that has signed until now; it is revoked, and another one signs."""
    kid = signing_key(read_keys().published, KeyUse.CERTIFICATES).kid
    arn, public_key = made(world.cloud)
    publish_key(KeyUse.CERTIFICATES, arn, pem(public_key), at=LEAKED)
    revoke_key(kid, at=LEAKED)
    return kid


def reissue(kid: str, at: datetime, run: Run | None = None) -> tuple[int, list[str]]:
    said: list[str] = []
    return main(kid, at, run or Run(lambda: True), said.append), said


def certificate(person: Professional) -> dict[str, object]:
    shown: dict[str, object] = person.must("GET", "/v1/me/years/2020")["certificate"]
    return shown


@pytest.mark.parametrize("begun", ["k", "-", "-h", "--"])
def test_r47_given_an_id_that_begins_as_an_option_does_then_it_is_taken_for_an_id(
    begun: str,
) -> None:
    kid = begun.ljust(KID_LENGTH, "x")
    for arguments in ([kid, "--minutes", "2"], ["--minutes", "2", kid]):
        asked = asked_of(arguments)
        assert (asked.kid, asked.minutes) == (kid, 2)


def test_r47_given_a_revoked_key_then_what_it_signed_is_issued_anew_and_verifies_by_the_next_one(
    world: World,
) -> None:
    people = certified(world)
    numbers = [certificate(person)["number"] for person in people]
    before = people[0].must("GET", f"/v1/certificates/{numbers[0]}")
    kid = leaked(world)
    assert before["key"] == kid
    world.now += timedelta(hours=20)
    code, said = reissue(kid, world.now)
    assert (code, said[-1]) == (1, "run it again, until it finds none")
    assert "2020: 2 looked at, 2 issued anew" in said
    assert certificate(people[0])["state"] == "pending"
    world.settle()
    for person, number in zip(people, numbers, strict=True):
        now = certificate(person)
        assert (now["state"], now["number"], now["version"]) == ("issued", number, 2)
    signs = signing_key(read_keys().published, KeyUse.CERTIFICATES)
    shown = people[0].must("GET", f"/v1/certificates/{numbers[0]}?v=2")
    assert (shown["state"], shown["key"]) == ("valid", signs.kid)
    assert shown["credits"] == before["credits"]
    assert shown["issued_on"] == world.now.date().isoformat()
    old = people[0].must("GET", f"/v1/certificates/{numbers[0]}?v=1")
    assert (old["state"], old["key"], old["files"]) == ("superseded", kid, before["files"])
    assert old["issued_on"] == before["issued_on"] != shown["issued_on"]
    code, said = reissue(kid, world.now)
    assert (code, said[-1]) == (0, "nothing is left")


# Before the second write lands, all is as after the first one.
@pytest.mark.parametrize(("place", "landed"), [(1, False), (1, True), (2, True)])
def test_r47_given_a_run_that_is_cut_off_then_the_next_ones_issue_each_anew_once(
    world: World, place: int, *, landed: bool
) -> None:
    people = certified(world)
    kid = leaked(world)
    with killer(place, landed=landed).listening() as network, suppress(Killed):
        reissue(kid, world.now)
    assert network.happened
    world.settle()
    while reissue(kid, world.now)[0]:
        world.settle()
    assert [certificate(person)["version"] for person in people] == [2, 2]


def test_r47_given_a_decision_meanwhile_then_it_is_not_written_over(world: World) -> None:
    li, _ = certified(world)
    kid = leaked(world)
    number = certificate(li)["number"]
    (record,) = [
        each
        for each in li.must("GET", "/v1/me/years/2020")["records"]
        if each["reference"] == "JM-li"
    ]

    def revoke() -> None:
        admin = world.administrator()
        admin.must("POST", f"/v1/admin/records/{record['id']}/revoke", {"reason": "查无此培训"})
        world.settle()

    network = Network(table_clients(), counted={"TransactWriteItems"})
    network.meanwhile(1, revoke)
    with network.listening():
        reissue(kid, world.now)
    world.settle()
    assert certificate(li)["state"] == "revoked"
    assert li.must("GET", f"/v1/certificates/{number}")["state"] == "revoked"


def test_r47_given_no_time_left_then_the_run_says_that_it_is_not_through(world: World) -> None:
    certified(world)
    assert reissue(leaked(world), world.now, Run(lambda: False)) == (
        1,
        ["run it again, until it finds none"],
    )


def test_r47_given_a_key_that_is_believed_or_unknown_then_nothing_is_issued_anew(
    world: World,
) -> None:
    li, _ = certified(world)
    kid = read_keys().published.keys[0].kid
    assert reissue(kid, world.now) == (2, ["nothing was changed: the key is not revoked"])
    assert reissue("x", world.now) == (2, ["nothing was changed: no such key is published"])
    assert certificate(li)["version"] == 1


def test_r47_given_a_certificate_whose_version_is_lost_then_the_others_are_issued_anew(
    world: World,
) -> None:
    li, wang = certified(world)
    kid = leaked(world)
    person = li.must("GET", "/v1/me")["id"]
    HrItem.get(f"P#{person}", "C#2020#V#1").delete()
    code, said = reissue(kid, world.now)
    assert code == 1
    assert "2020: 2 looked at, 1 issued anew" in said
    world.settle()
    assert (certificate(li)["version"], certificate(wang)["version"]) == (1, 2)
    assert reissue(kid, world.now)[0] == 1, "somebody has to look at what fails"


def test_r49_given_a_revoked_key_of_credentials_then_they_are_signed_anew_where_they_are(
    world: World,
) -> None:
    people = certified(world)
    before = [asked_for(world, person) for person in people]
    kid = signing_key(read_keys().published, KeyUse.CREDENTIALS).kid
    publish_key(KeyUse.CREDENTIALS, made(world.cloud, KeyUse.CREDENTIALS)[0], None, at=LEAKED)
    revoke_key(kid, at=LEAKED)
    for token in before:
        with pytest.raises(OB3VerificationError):
            verified(token)
    code, said = reissue(kid, world.now)
    assert (code, said[-1]) == (1, "run it again, until it finds none")
    world.settle()
    for person, token in zip(people, before, strict=True):
        assert certificate(person)["version"] == 1
        now = asked_for(world, person)
        verified(now)
        assert claims_of(now) == claims_of(token), "the same in the same place"
    code, said = reissue(kid, world.now)
    assert (code, said[-1]) == (0, "nothing is left")
