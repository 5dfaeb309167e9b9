"""Bring what earlier versions stored to the shape of now, page by page, beside live writes.

How far a migration is, is kept with each page, on condition of its version: a run may end or be killed
anywhere, and the next one goes on. Two runs at once do no harm: what they change is changed once, and
the one that comes second to keep how far it is stops.
"""

from collections.abc import Callable, Sequence
from contextvars import copy_context
from datetime import datetime
from functools import partial

import msgspec

from chalicelib.platform.actions.run import Run
from chalicelib.platform.store.abreast import abreast
from chalicelib.platform.store.correlation import correlated
from chalicelib.upkeep.migrations.migration import Migration
from chalicelib.upkeep.rules.migration import Key, MigrationProgress, next_number
from chalicelib.upkeep.store import migrations

MOST_FAILED = 50
"""With how many items a migration may fail before it waits for them: so many are a fault of ours."""
Tell = Callable[[MigrationProgress], object]


def migrate(known: Sequence[Migration], *, at: datetime, run: Run, tell: Tell) -> bool:
    """Apply what is not applied yet, in order, as far as there is time.

    Args:
        known: the migrations of this version, in their order.
        at: the instant of the run.
        run: the run.
        tell: is told how far it is with each page.

    Returns:
        Whether everything is applied.

    Raises:
        OutOfOrderError: see `next_number`; nothing has been written then.
        Conflict: another run is at work on the same migration.
    """
    while True:
        kept = {each.number: each for each in migrations.find_all()}
        number = next_number(known, list(kept.values()))
        if number is None:
            return True
        (migration,) = (each for each in known if each.number == number)
        progress = kept.get(number) or _begun(migration, at)
        with correlated(f"migration-{number:04}"):
            if not _bring_on(migration, progress, at=at, run=run, tell=tell):
                return False


def _begun(migration: Migration, at: datetime) -> MigrationProgress:
    about = sum(map(migrations.count_about, migration.kinds))
    return MigrationProgress(number=migration.number, name=migration.name, begun_at=at, about=about)


def _bring_on(
    migration: Migration, progress: MigrationProgress, *, at: datetime, run: Run, tell: Tell
) -> bool:
    """Look at the pages that are left, then again at what failed; whether it is applied."""

    def change(key: Key) -> bool | None:
        """Whether the item was changed; None if that failed."""
        changed: list[bool] = []
        is_done = run.attempt(lambda: changed.append(migration.change(key, at)))
        return changed[0] if is_done else None

    if _waits(progress):
        progress = _tried_again(progress, change, at)
    while not progress.is_through and not _waits(progress):
        if not run.is_time_left():
            return False
        progress = _go_on(migration, progress, change)
        tell(progress)
    if progress.is_through:
        progress = _tried_again(progress, change, at)
        tell(progress)
    return progress.applied_at is not None


def _waits(progress: MigrationProgress) -> bool:
    return len(progress.failed) >= MOST_FAILED


def _go_on(
    migration: Migration, progress: MigrationProgress, change: Callable[[Key], bool | None]
) -> MigrationProgress:
    """Look at the next page, and keep how far that got."""
    side, kinds = list(migration.kinds.items())[progress.side]
    page = migrations.find_page(
        side, kinds, progress.after, migration.page, is_listed=migration.is_listed
    )
    # Each in a context of its own: threads do not inherit whose request it is.
    pieces = [partial(copy_context().run, change, key) for key in page.found]
    outcomes = dict(zip(page.found, abreast(_done, pieces), strict=True))
    looked_through = progress.side + (page.last is None)
    return _kept(
        progress,
        side=looked_through,
        after=page.last,
        seen=progress.seen + page.seen,
        changed=progress.changed + sum(bool(each) for each in outcomes.values()),
        failed=(*progress.failed, *(key for key, each in outcomes.items() if each is None)),
        is_through=looked_through == len(migration.kinds),
    )


def _done(piece: Callable[[], bool | None]) -> bool | None:
    return piece()


def _tried_again(
    progress: MigrationProgress, change: Callable[[Key], bool | None], at: datetime
) -> MigrationProgress:
    """Try those again with which it failed; with none left, and all looked at, it is applied."""
    outcomes = {key: change(key) for key in progress.failed}
    failed = tuple(key for key, each in outcomes.items() if each is None)
    return _kept(
        progress,
        changed=progress.changed + sum(bool(each) for each in outcomes.values()),
        failed=failed,
        applied_at=at if progress.is_through and not failed else None,
    )


def _kept(progress: MigrationProgress, **changes: object) -> MigrationProgress:
    """The progress as it is, kept in place of what was read."""
    further = msgspec.structs.replace(progress, **changes, version=progress.version + 1)
    migrations.put_progress(further, progress.version)
    return further
