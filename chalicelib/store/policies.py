"""A year's policy with the amendments that administrators made (R23).

An amendment holds within a minute everywhere: each process keeps what it read for half a minute at
most. Who must not miss one, such as the cut-off job, reads them anew.
"""

import time
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

import msgspec

from chalicelib.rules.amendment import Amendment, Made
from chalicelib.rules.policy import Policy, policy_of, years
from chalicelib.rules.record import Actor, Cause
from chalicelib.store.body import keep
from chalicelib.store.tables import RegistryItem, is_new, is_version, read, transaction

KEY = "POLICY"
FRESH_SECONDS = 30


class Kept(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An amendment as it is kept: the value as sent, who made it, when, why, by which request."""

    year: int
    figure: str
    since: date
    value: str | bool
    source: str
    territory: str | None = None
    reason: str
    by: Actor
    at: datetime
    cause: Cause

    @property
    def amendment(self) -> Amendment:
        """The amendment of the rules."""
        made = Made(self.by, self.at, self.reason)
        return Amendment(self.figure, self.since, self.value, self.source, self.territory, made)


class Amended(NamedTuple):
    """A year's policy as it stands, and what was kept for it; `version` counts the amendments."""

    policy: Policy
    kept: tuple[Kept, ...]
    version: int


class Head(msgspec.Struct, frozen=True):
    """One item a year that every amendment advances, so that no two are made side by side."""

    year: int


def get_policy(year: int) -> Policy:
    """The year's policy, amendments of half a minute ago included.

    Raises:
        Refusal: `year_unknown`.
    """
    return _recent(int(time.monotonic() // FRESH_SECONDS)).get(year) or policy_of(year)


def read_policy(year: int) -> Policy:
    """The year's policy as the registry has it this moment; as `get_policy`."""
    return read_amended(year).policy


def read_policies() -> dict[int, Policy]:
    """Every year's policy as the registry has it this moment."""
    return {**{year: policy_of(year) for year in years()}, **_read_all()}


def read_amended(year: int) -> Amended:
    """The year's policy and its amendments, strongly consistent; as `get_policy`."""
    file = policy_of(year)
    items = list(
        RegistryItem.query(KEY, RegistryItem.sk.startswith(str(year)), consistent_read=True)
    )
    kept = tuple(read(item, Kept) for item in items if "#" in item.sk)
    version = next((int(item.version or 0) for item in items if "#" not in item.sk), 0)
    return Amended(file.restored(each.amendment for each in kept), kept, version)


def put_amendment(kept: Kept, version: int) -> None:
    """Keep an amendment beside those that were read.

    Raises:
        Conflict: another one was made meanwhile, perhaps by this very request.
    """
    head = RegistryItem(pk=KEY, sk=str(kept.year), version=version + 1, body=keep(Head(kept.year)))
    with transaction() as write:
        write.save(head, condition=is_version(version) if version else is_new())
        write.save(
            RegistryItem(pk=KEY, sk=_sort_key(kept), body=keep(kept)),
            condition=is_new(),
        )
    _recent.cache_clear()


def _sort_key(kept: Kept) -> str:
    place = f"#{kept.territory}" if kept.territory else ""
    return f"{kept.year}#{kept.since}#{kept.figure}{place}"


@lru_cache(maxsize=2)
def _recent(_half_minute: int) -> Mapping[int, Policy]:
    return _read_all()


def _read_all() -> dict[int, Policy]:
    """The policies that were amended, all read at once."""
    items = RegistryItem.query(KEY, consistent_read=True)
    return _by_year(read(item, Kept) for item in items if "#" in item.sk)


def _by_year(kept: Iterable[Kept]) -> dict[int, Policy]:
    of: dict[int, list[Amendment]] = {}
    for each in kept:
        of.setdefault(each.year, []).append(each.amendment)
    return {year: policy_of(year).restored(of[year]) for year in years() if year in of}
