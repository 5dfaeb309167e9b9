"""Migration 0003 on stores that earlier versions left: which files were issued before they were signed (R48)."""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from chalicelib.certificates.gateways.certificate_bucket import certificate_key
from chalicelib.certificates.rules.certificate import Certificate, IssuedFile
from chalicelib.certificates.store.certificates import certificate_of
from chalicelib.platform.actions.run import Run
from chalicelib.platform.gateways import files
from chalicelib.platform.store.tables import HrItem
from chalicelib.upkeep.actions.migrate import migrate
from chalicelib.upkeep.migrations import ALL
from tests.faults import Killed, killer
from tests.journey.world import World
from tests.processes import forget
from tests.upkeep import kept

KNOWN = ALL[:3]
BUCKET = "certificate-bucket"


@pytest.fixture(params=kept.before("0.4.0"), ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    """A store in which nothing was signed."""
    found: Path = request.param
    return found


def migrated(world: World) -> bool:
    try:
        return migrate(KNOWN, at=world.now, run=Run(lambda: True), tell=lambda _: None)
    finally:
        forget(is_elsewhere=False)


def everybody_s() -> Iterator[Certificate]:
    for item in HrItem.scan(HrItem.sk.startswith("C#"), consistent_read=True):
        certificate = None if "#V#" in item.sk else certificate_of(item)
        if certificate is not None:
            yield certificate


def lying_there(number: str, version: int) -> bytes:
    answer = files.client().get_object(Bucket=BUCKET, Key=certificate_key(number, version))
    return bytes(answer["Body"].read())


def test_r48_given_a_store_of_before_then_every_file_that_was_issued_is_known_and_called_unsigned(
    stored: World,
) -> None:
    waiting = {each.number for each in everybody_s() if each.is_waiting_to_be_drawn}
    assert migrated(stored)
    drawn = [each for each in everybody_s() if each.drawn]
    assert len(drawn) == 2
    for each in drawn:
        known = {
            IssuedFile(version, hashlib.sha256(lying_there(each.number, version)).hexdigest())
            for version in range(1, each.drawn + 1)
        }
        assert set(each.files) == known
        shown = stored.administrator().must("GET", f"/v1/certificates/{each.number}")
        assert [file["sha256"] for file in shown["files"]] == [each.files[-1].sha256]
        assert "key" not in shown
    assert {each.number for each in everybody_s() if each.is_waiting_to_be_drawn} == waiting


def test_r48_given_a_migration_killed_again_and_again_then_it_ends_and_changes_each_once(
    stored: World,
) -> None:
    assert migrate(KNOWN[:2], at=stored.now, run=Run(lambda: True), tell=lambda _: None)
    before = {each.number: each.revision for each in everybody_s() if each.number}
    for place, landed in [(1, False), (1, True), (2, False), (2, True)] * 2:
        with killer(place, landed=landed).listening(), suppress(Killed):
            migrated(stored)
    assert migrated(stored)
    for each in everybody_s():
        if each.number:
            assert each.revision - before[each.number] == bool(each.files)
    assert not [each for each in everybody_s() if each.is_drawn and not each.files]


def test_r48_given_a_version_that_waits_then_it_is_left_to_the_renderer(stored: World) -> None:
    assert migrated(stored)
    stored.settle()
    for each in everybody_s():
        if each.is_drawn:
            assert each.files_of(each.version)
