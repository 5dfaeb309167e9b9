"""0006: what was reported before there were ledgers is in one, and what waits is told of (R40, R42)."""

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from chalicelib.platform.actions.run import Run
from chalicelib.platform.store.tables import RegistryItem
from chalicelib.upkeep.actions.migrate import migrate
from chalicelib.upkeep.migrations import ALL
from chalicelib.upkeep.migrations.m0006_ledgers import LEDGERS
from tests.faults import Killed, killer
from tests.journey.world import World
from tests.upkeep import kept as kept_stores

KNOWN = ALL[:LEDGERS]
MONTH = timedelta(days=31)


@pytest.fixture(params=kept_stores.before("0.4.0")[-1:], ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    """The latest store in which there is no ledger."""
    found: Path = request.param
    return found


def reported() -> set[tuple[str, str, str]]:
    """By whom, as what and of whom each report is known that records, waiting and refused rows tell of."""
    found = set()
    for item in RegistryItem.scan(consistent_read=True):
        body = item.body
        if "#R#" in item.sk and body.get("source") == "provider":
            first = body["moves"][0]
            found.add((str(first[1][1]), str(first[3][0]), item.pk))
        kind, _, rest = item.sk.partition("#provider#")
        if kind in {"WAIT", "REFUSED"} and rest:
            row = body["row"] if kind == "REFUSED" else body
            found.add((str(row["provider"]), rest, item.pk))
    return found


def kept() -> dict[tuple[str, str], str]:
    items = RegistryItem.scan(RegistryItem.pk.startswith("REPORT#"), consistent_read=True)
    return {(item.pk.removeprefix("REPORT#"), item.sk): str(item.body["state"]) for item in items}


def apply(world: World) -> None:
    assert migrate(KNOWN, at=world.now, run=Run(lambda: True), tell=lambda _: None)


def test_r42_given_a_store_of_before_when_migrated_then_each_report_is_in_its_ledger_once(
    stored: World,
) -> None:
    assert (len(reported()) > 1, kept()) == (True, {})
    for nth in (LEDGERS, LEDGERS + 4, LEDGERS + 9):  # how far each is, is kept as well
        with suppress(Killed), killer(nth).listening():
            apply(stored)
    apply(stored)
    whose = Counter(reporter for reporter, _ in kept())
    assert whose == Counter(reporter for reporter, _, _ in reported())
    before = kept()
    apply(stored)
    assert kept() == before

    waiting = [
        item
        for item in RegistryItem.scan(RegistryItem.sk.startswith("WAIT#provider#"))
        if item.waits_for
    ]
    assert len(waiting) == sum(state == "waiting" for state in before.values()) > 0
    stored.now += MONTH
    stored.tick("sweep")
    told = RegistryItem.scan(RegistryItem.pk.startswith("P#login-"), consistent_read=True)
    assert [item.body["kind"] for item in told if item.sk.startswith("N#")] == ["report_waiting"]
