"""0008: who has a certificate that was held before anybody was told of it is told once (R30)."""

from pathlib import Path

import pytest

from chalicelib.certificates.store.certificates import certificate_of
from chalicelib.platform.actions.run import Run
from chalicelib.platform.store.tables import HrItem, RegistryItem
from chalicelib.upkeep.actions.migrate import migrate
from chalicelib.upkeep.migrations import ALL
from chalicelib.upkeep.migrations.m0008_held_told import HELD_TOLD
from tests.journey.world import World
from tests.upkeep import kept as kept_stores


@pytest.fixture(params=kept_stores.before("0.4.0")[-1:], ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    """The latest store in which nobody was told of it."""
    found: Path = request.param
    return found


def held() -> set[str]:
    """Who has a certificate that is held."""
    items = HrItem.scan(HrItem.sk.startswith("C#"), consistent_read=True)
    found = (certificate_of(item) for item in items if "#V#" not in item.sk)
    return {each.person for each in found if each and each.state == "held"}


def told() -> list[str]:
    """Who has a notice of it, each as often as there is one."""
    items = RegistryItem.scan(RegistryItem.sk.startswith("N#"), consistent_read=True)
    return sorted(each.pk[2:] for each in items if each.body.get("kind") == "certificate_held")


def apply(world: World, many: int = HELD_TOLD) -> None:
    known = ALL[:many]
    assert migrate(known, at=world.now, run=Run(lambda: True), tell=lambda _: None)


def test_r30_given_certificates_held_before_when_migrated_then_each_holder_is_told_once(
    stored: World,
) -> None:
    apply(stored, HELD_TOLD - 1)
    before = told()
    waiting = held() - set(before)
    assert waiting
    apply(stored)
    assert told() == sorted([*before, *waiting])
    stored.settle()
    stored.tick("sweep")
    stored.settle()
    assert told() == sorted([*before, *waiting]), "the stream's notice has the same name"
