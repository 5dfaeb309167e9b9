"""Migrations on a store that an earlier version left: in order, once, wherever they break off."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib.platform.actions.run import Run
from chalicelib.platform.store.outbox import Side
from chalicelib.platform.store.tables import Conflict
from chalicelib.upkeep.actions.migrate import MOST_FAILED, migrate
from chalicelib.upkeep.commands import migrate as command
from chalicelib.upkeep.migrations import ALL
from chalicelib.upkeep.migrations.migration import Migration
from chalicelib.upkeep.rules.migration import Key, MigrationProgress, OutOfOrderError
from chalicelib.upkeep.store import migrations
from tests.faults import EVERY_CALL, Killed, Network, broken, killer, table_clients
from tests.journey.world import Client, World
from tests.upkeep import asked, kept
from tests.upkeep.kept import lines
from tests.upkeep.test_kept_stores import unlike

AMPLE = Run(lambda: True)
FIRST = ALL[0]._replace(page=40)
AGED = ("chen", "qian", "wu-2", "ana")
"""Who stands in the kept store as versions before 29 November 2026 had them."""


@pytest.fixture(params=kept.before("0.3.0"), ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    """A store whose profiles no migration has brought to the shape of today."""
    found: Path = request.param
    return found


def migrated(
    world: World, *known: Migration, run: Run = AMPLE
) -> tuple[bool, list[MigrationProgress]]:
    """Migrate as far as the run lasts; whether all is applied, and what was told."""
    told: list[MigrationProgress] = []
    is_applied = migrate(known or (FIRST,), at=world.now, run=run, tell=told.append)
    return is_applied, told


def profiles(world: World) -> dict[str, dict[str, Any]]:
    """Every profile as it lies there, without its version, by person."""
    items = world.cloud.client("dynamodb").scan(TableName="RegistryTable")["Items"]
    return {
        item["pk"]["S"].removeprefix("P#"): {
            **{name: item.get(name) for name in ("list", "order")},
            **{name: item["body"]["M"].get(name) for name in ("number_digest", "alike")},
        }
        for item in items
        if item["sk"]["S"] == "PROFILE"
    }


def person(world: World, who: str) -> str:
    return str(Client(world, who).must("GET", "/v1/me")["id"])


def alike(world: World, who: str) -> list[str]:
    """Whom an administrator is shown beside somebody."""
    path = f"/v1/admin/professionals/{person(world, who)}"
    shown = Client(world, asked.PROVINCE).must("GET", path)["alike"]
    return [each["professional"]["id"] for each in shown]


def test_given_a_store_of_before_then_what_it_lacks_is_there_and_nobody_else_is_touched(
    stored: World, folder: Path
) -> None:
    before = profiles(stored)
    assert alike(stored, "wu") == []

    is_applied, told = migrated(stored)

    after = profiles(stored)
    touched = {each for each in after if after[each] != before[each]}
    assert is_applied
    assert touched == {person(stored, who) for who in AGED}
    assert all(each["number_digest"] for each in after.values() if each["list"])
    assert after[person(stored, "ana")]["order"]["S"].startswith("440703#d'souza ana#")
    assert (told[-1].changed, told[-1].failed) == (len(AGED), ())
    assert [each.seen for each in told] == sorted(each.seen for each in told)
    kept_items = [each for each in lines(folder, "items.jsonl") if each["table"] == "RegistryTable"]
    assert told[-1].about == len(kept_items)
    assert told[-1].seen - told[-1].about in {0, 1}, "it may meet its own item"
    stored.settle()
    assert alike(stored, "wu") == [person(stored, "wu-2")]
    assert alike(stored, "wu-2") == [person(stored, "wu")]


def test_given_a_store_of_before_when_migrated_then_every_answer_is_as_it_was(
    stored: World, folder: Path
) -> None:
    migrated(stored)
    of_it = re.compile(r"\.version: \d+ was|/v1/admin/alike")
    assert [each for each in unlike(stored, folder) if not of_it.search(each)] == []


def test_given_an_applied_migration_then_it_is_never_applied_again(stored: World) -> None:
    migrated(stored)
    network = Network(table_clients())
    with network.listening():
        assert migrated(stored) == (True, [])
    assert network.calls == 0, "nothing is written"


def test_given_runs_that_end_after_each_page_then_they_go_on_where_the_one_before_stopped(
    stored: World,
) -> None:
    runs, seen = 0, []
    while True:
        left = iter([True])
        is_applied, told = migrated(stored, run=Run(lambda left=left: next(left, False)))
        runs, seen = runs + 1, [*seen, *told]
        if is_applied:
            break
    assert runs > 5
    assert [each.version for each in seen] == list(range(1, len(seen) + 1))
    assert seen[-1].changed == len(AGED)
    assert seen[-1].seen < 330, "no page is looked at twice"


@pytest.mark.parametrize("landed", [False, True])
def test_given_a_run_killed_at_each_write_then_the_next_ones_end_it_and_nothing_is_doubled(
    stored: World, *, landed: bool
) -> None:
    kills = 0
    for place in (1, 2, 1, 3, 2, 4):
        with killer(place, landed=landed).listening():
            try:
                migrated(stored)
            except Killed:
                kills += 1
    is_applied, _ = migrated(stored)
    assert (is_applied, kills) == (True, 6)
    stored.settle()
    assert alike(stored, "wu") == [person(stored, "wu-2")]


def test_given_somebody_who_writes_before_each_call_then_neither_is_lost(stored: World) -> None:
    qian = Client(stored, "qian")
    count = Network(table_clients(), counted=EVERY_CALL)
    place = 0
    while True:
        place += 1
        employer = f"江门市第{place}公司"
        count.meanwhile(
            place, lambda name=employer: qian.must("PATCH", "/v1/me", {"employer": name})
        )
        with count.listening():
            change = FIRST.change((f"P#{person(stored, 'qian')}", "PROFILE"), stored.now)
        if not count.heal():
            break
        assert qian.must("GET", "/v1/me")["employer"] == employer
    assert place > 3
    assert change is False, "nothing is missing any more"
    profile = profiles(stored)[person(stored, "qian")]
    assert (len(profile["alike"]["L"]), bool(profile["number_digest"])) == (2, True)


def test_given_two_runs_at_once_then_the_one_that_comes_second_stops(stored: World) -> None:
    network = Network(table_clients(), counted={"PutItem"})
    others: list[bool] = []
    network.meanwhile(1, lambda: others.append(migrated(stored)[0]))
    with network.listening(), pytest.raises(Conflict):
        migrated(stored)
    assert others == [True]
    assert migrated(stored) == (True, [])


def failing_with(keys: list[Key], among: Callable[[int], bool]) -> Migration:
    """A migration of notices that fails with some of those it meets, for as long as it is asked."""

    def change(key: Key, _at: object) -> bool:
        if key not in keys:
            keys.append(key)
        if among(keys.index(key)):
            raise broken()
        return True

    return Migration(1, "failing", {Side.REGISTRY: ("N#",)}, change, page=30)


def test_given_items_with_which_it_fails_then_all_others_are_done_and_they_are_tried_again(
    stored: World,
) -> None:
    keys: list[Key] = []
    run = Run(lambda: True)
    is_applied, told = migrated(stored, failing_with(keys, lambda place: place == 2), run=run)
    assert (is_applied, run.failed) == (False, 2)
    assert told[-1].failed == (keys[2],)
    assert told[-1].is_through
    is_applied, told = migrated(stored, failing_with(keys, lambda _place: False))
    assert is_applied
    assert told[-1].changed == len(keys)


def test_given_too_many_failures_then_it_waits_until_they_are_mended(stored: World) -> None:
    every = Migration(1, "failing", {Side.REGISTRY: ("",)}, _fails, page=30)
    is_applied, told = migrated(stored, every)
    assert not is_applied
    assert (len(told[-1].failed), told[-1].is_through) == (60, False)
    assert len(told[-1].failed) >= MOST_FAILED
    again = every._replace(change=lambda _key, _at: False)
    is_applied, told = migrated(stored, again)
    assert is_applied
    assert told[-1].failed == ()


def _fails(_key: Key, _at: object) -> bool:
    raise broken()


def test_given_a_table_of_a_later_version_then_nothing_is_changed(stored: World) -> None:
    migrated(stored, FIRST, Migration(2, "later", {Side.HR: ("C#",)}, lambda _key, _at: False))
    with pytest.raises(OutOfOrderError, match="0002 later is of a later version"):
        migrated(stored)
    with pytest.raises(OutOfOrderError, match="0001 profiles_as_kept_today is renamed here"):
        migrated(stored, FIRST._replace(name="renamed"))


def test_the_migrations_are_numbered_in_order_and_each_has_its_module() -> None:
    folder = Path(command.__file__).parents[1] / "migrations"
    modules = sorted(file.stem for file in folder.glob("m[0-9]*.py"))
    assert modules == [f"m{each.number:04}_{each.name}" for each in ALL]
    assert [each.number for each in ALL] == list(range(1, len(ALL) + 1))


def test_given_the_command_then_it_says_how_far_it_is_and_which_are_applied(
    stored: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    assert command.main(["--list"], stored.now, AMPLE, said.append) == 0
    assert said == [f"{each.number:04} {each.name}: waits" for each in ALL]
    assert command.main([], stored.now, Run(lambda: False), said.append) == 1
    assert said[-1] == "not through: run it again"
    assert command.main([], stored.now, AMPLE, said.append) == 0
    for each in ALL:
        applied = f"{each.number:04} {each.name}: applied 2021-02-01T09:00:00+08:00, "
        assert [line for line in said if line.startswith(applied)]
    assert said[-1] == "everything is applied"
    command.main(["--list"], stored.now, AMPLE, said.append)
    told = said[-len(ALL) :]
    assert all(": applied" in line for line in told)
    number = len(ALL) + 1
    later = MigrationProgress(number=number, name="later", begun_at=stored.now, about=0, version=1)
    migrations.put_progress(later, 0)
    stored.now += timedelta(minutes=1)
    assert command.main([], stored.now, AMPLE, said.append) == 2
    assert said[-1] == "nothing was changed: 0010 later is of a later version: run that one"
    monkeypatch.delenv("HR_TABLE")
    with pytest.raises(SystemExit, match="HR_TABLE"):
        command.main([], stored.now, AMPLE, said.append)
