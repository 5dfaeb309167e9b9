"""Lists as their readers meet them: things put where each version puts them, and the queries counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from chalicelib.platform.store.applied import LISTS_BY_CITY, PEOPLE_BY_NAME
from chalicelib.upkeep.migrations import ALL
from chalicelib.upkeep.rules.migration import MigrationProgress
from chalicelib.upkeep.store import migrations
from tests.faults import Network, table_clients
from tests.processes import forget

AT = datetime(2026, 11, 30, tzinfo=UTC)


def applied() -> None:
    """Say that everything is listed by city, and people by name, and let readers ask anew."""
    for number in (LISTS_BY_CITY, PEOPLE_BY_NAME):
        name = ALL[number - 1].name
        progress = MigrationProgress(
            number=number, name=name, begun_at=AT, about=0, applied_at=AT, version=1
        )
        migrations.put_progress(progress, 0)
    forget(is_elsewhere=False)


@contextmanager
def queries() -> Iterator[Network]:
    """Counts the queries of both tables."""
    network = Network(table_clients(), counted={"Query"})
    with network.listening():
        yield network
