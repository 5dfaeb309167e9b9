"""Archives that administrators ordered: a job each, listed by who ordered it."""

from chalicelib.certificates.rules.archive_job import Bundle
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.listed import Position, Range, read_page
from chalicelib.platform.store.tables import RegistryItem, conflicts, find, is_still_at, read

SORT_KEY = "ARCHIVE"


def archive_key(archive: str) -> str:
    """The partition of an archive: the job, and the act of ordering it."""
    return f"JOB#{archive}"


def put_archive(archive: Bundle, previous: int) -> None:
    """Write an archive under its next version; `previous` is the one it was read at, 0 if new.

    Raises:
        Conflict: it has changed meanwhile, or is there already.
    """
    item = RegistryItem(
        pk=archive_key(archive.id),
        sk=SORT_KEY,
        version=archive.version,
        body=keep(archive),
        list=f"ARCHIVES#{archive.login}",
        order=archive.order,
    )
    with conflicts():
        item.save(condition=is_still_at(previous))


def find_archive(archive: str) -> Bundle | None:
    """Read an archive, strongly consistent."""
    item = find(RegistryItem, archive_key(archive), SORT_KEY)
    return read(item, Bundle) if item else None


def find_archives(
    login: str, after: Position | None, limit: int
) -> tuple[list[Bundle], Position | None]:
    """Read what a login ordered, the latest first, and where the next page begins if there is one."""
    return read_page(RegistryItem, Bundle, [Range(f"ARCHIVES#{login}")], after, limit)
