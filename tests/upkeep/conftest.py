from pathlib import Path

import pytest

from tests.journey.world import World
from tests.processes import forget
from tests.quick import Kept
from tests.upkeep import kept

_FILLED: dict[Path, Kept] = {}
"""What moto holds once a store's items have been put into it."""


@pytest.fixture(params=kept.versions(), ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    found: Path = request.param
    return found


@pytest.fixture
def stored(world: World, folder: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A province as an earlier version left it."""
    if folder not in _FILLED:
        kept.put_items(world.cloud, folder)
        _FILLED[folder] = Kept()
    _FILLED[folder].put_back()
    kept.put_objects(world.cloud, folder)
    for name, value in kept.environment_of(folder).items():
        monkeypatch.setenv(name, value)
    forget(is_elsewhere=False)
    world.now = kept.now_of(folder)
    return world
