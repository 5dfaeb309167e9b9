"""0004: certificates that earlier versions issued get credentials that a library verifies (R49)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openbadgeslib.ob3.verifier import OB3VerificationError

from chalicelib.certificates.rules.certificate import Certificate
from chalicelib.certificates.store import certificates, credentials
from chalicelib.platform.actions.run import Run
from chalicelib.platform.rules.mark import Whom
from chalicelib.platform.store.tables import HrItem
from chalicelib.upkeep.actions.migrate import migrate
from chalicelib.upkeep.migrations import ALL
from chalicelib.upkeep.migrations.m0004_credentials import CREDENTIALS
from tests.certificates.credentials import verified
from tests.faults import Killed, killer
from tests.journey.world import World
from tests.upkeep import kept

KNOWN = ALL[:CREDENTIALS]
OWING = HrItem.sk.startswith("C#") & HrItem.waits_for.startswith(f"{Whom.CREDENTIAL}#")
"""The certificates that are marked for the worker that signs credentials."""


@pytest.fixture(params=kept.before("0.4.0")[-1:], ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    """The latest store in which no certificate has a credential."""
    found: Path = request.param
    return found


def migrated(world: World) -> int:
    """Apply everything; how many items the last migration changed."""
    told: list[int] = []
    assert migrate(
        KNOWN,
        at=world.now,
        run=Run(lambda: True),
        tell=lambda how_far: told.append(how_far.changed),
    )
    return told[-1]


def issued() -> Iterator[Certificate]:
    """Every certificate that can be downloaded."""
    for item in HrItem.scan(HrItem.sk.startswith("C#"), consistent_read=True):
        certificate = certificates.certificate_of(item) if "#V#" not in item.sk else None
        if certificate and certificate.is_drawn:
            yield certificate


def keep_files_only(world: World) -> None:
    """Apply what comes before 0004, as where there were no credentials yet: it marked nothing for them."""
    assert migrate(KNOWN[:-1], at=world.now, run=Run(lambda: True), tell=lambda _: None)
    for item in HrItem.scan(OWING, consistent_read=True):
        item.update(actions=[HrItem.waits_for.remove(), HrItem.since.remove()])


def test_r49_given_a_store_of_before_when_all_is_applied_then_whoever_owes_one_is_marked(
    stored: World,
) -> None:
    stored.settle()
    lacking = {(each.person, each.year) for each in issued() if each.owes_credential}
    assert lacking
    migrated(stored)  # 0003 marks what it writes, 0004 the rest
    marked = map(certificates.certificate_of, HrItem.scan(OWING, consistent_read=True))
    assert {(each.person, each.year) for each in marked if each} == lacking


def test_r49_given_a_store_of_before_when_migrated_then_every_certificate_has_its_credential(
    stored: World,
) -> None:
    stored.settle()
    keep_files_only(stored)
    lacking = [each for each in issued() if each.owes_credential]
    assert lacking
    assert migrated(stored) == len(lacking)
    stored.settle()
    after = list(issued())
    assert not [each for each in after if each.owes_credential]
    places = set()
    for each in after:
        assert each.credential is not None
        places.add((each.credential.list, each.credential.index))
        found = credentials.find_credential(each.person, each.year, each.version)
        assert found is not None
    assert len(places) == len(after), "no two share one"
    assert found is not None
    try:
        verified(found.token)
    except OB3VerificationError as error:
        pytest.fail(str(error))


@pytest.mark.parametrize("place", [1, 2], ids=["marking", "keeping how far it is"])
def test_r49_given_a_migration_killed_at_a_write_then_the_next_one_ends_it(
    stored: World, place: int
) -> None:
    stored.settle()
    keep_files_only(stored)
    lacking = len([each for each in issued() if each.owes_credential])
    network = killer(place)
    with network.listening(), pytest.raises(Killed):
        migrated(stored)
    migrated(stored)
    stored.settle()
    assert lacking > 0
    assert not [each for each in issued() if each.owes_credential]
