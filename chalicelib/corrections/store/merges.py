"""Merging two accounts of one person: everything that leads anywhere changes at once, or nothing."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store.notices import notice_item
from chalicelib.people.rules.professional import Professional
from chalicelib.people.store.named import naming
from chalicelib.people.store.professionals import identity_lock, item_of, leads_to, login_lock
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.act import Act
from chalicelib.platform.store.acts import act_item
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.tables import (
    RegistryItem,
    conflicts,
    is_new,
    is_still_at,
    is_version,
)
from chalicelib.platform.store.writes import Write, write_together
from chalicelib.records.rules.person_year import PersonYear
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.standing import Standing
from chalicelib.records.store.records import is_as_read, record_item
from chalicelib.records.store.years import standing_item, standing_mark


class MergedAccount(NamedTuple):
    """One of the two accounts as it was read and as it shall be, and who did it."""

    before: Professional
    after: Professional
    act: Act


class MergedYear(NamedTuple):
    """One year of both: as it was read on either side, and the standings that follow.

    `standing` is the survivor's, None where nothing of the other counts; `revoked` are the other's
    records that the survivor has already, each with what it was; `listed` those that its new
    standing's list does not show.
    """

    survivor: PersonYear
    left: PersonYear
    standing: Standing | None
    ended: Standing
    revoked: tuple[tuple[Record, Record], ...] = ()
    listed: tuple[Record, ...] = ()


def put_merged(
    survivor: MergedAccount,
    left: MergedAccount,
    years: Sequence[MergedYear],
    told: Iterable[Notice],
    at: datetime,
) -> None:
    """Write both profiles, what leads to them, every year's standing, the acts and the notices.

    Whoever began to write under the merged account before meets the version of its standing, or
    writes a record that counts for nothing and is the survivor's from now on.

    Raises:
        Conflict: either account, or a standing of theirs, has changed meanwhile.
    """
    for year in years:
        _list_apart(year)
    writes = [
        *_accounts(survivor, left, at),
        *(write for year in years for write in _of_year(year, at)),
        *(Write(notice_item(each, at), is_new()) for each in told),
    ]
    write_together(writes)


def _accounts(survivor: MergedAccount, left: MergedAccount, at: datetime) -> Iterator[Write]:
    waits = mark.match(survivor.after.id, at)
    yield Write(item_of(survivor.after, waits), is_version(survivor.before.version))
    yield Write(item_of(left.after), is_version(left.before.version))
    for each in (survivor, left):
        yield Write(act_item(RegistryItem, person_key(each.after.id), each.act), is_new())
        yield from naming(each.after, each.before)
    for digest in left.before.identities:
        yield Write(identity_lock(survivor.after, digest), leads_to(left.before))
    for account in (survivor.before, left.before):
        for login in sorted(account.logins):
            yield Write(login_lock(survivor.after, login), leads_to(account))


def _list_apart(year: MergedYear) -> None:
    """List what the new standing's list will not show; there may be more than a transaction takes.

    It is done before: an entry too many says nothing, one too few would hide a record.
    """
    for record in year.listed:
        with conflicts():
            record_item(record, None, year.standing).save(condition=is_as_read(record))


def _of_year(year: MergedYear, at: datetime) -> Iterator[Write]:
    before = year.left.standing
    owes = year.left.owed or (mark.sync(before.person, at) if before.complete else None)
    yield Write(standing_item(year.ended, owes), is_still_at(before.version))
    if year.standing is not None:
        waits = standing_mark(year.standing, year.survivor, at)
        unchanged = is_still_at(year.survivor.standing.version)
        yield Write(standing_item(year.standing, waits), unchanged)
    for record, previous in year.revoked:
        yield Write(record_item(record, None), is_as_read(previous))
