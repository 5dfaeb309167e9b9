"""A year's policy with the amendments that administrators made (R23).

An amendment holds within a minute everywhere: each process keeps what it read for half a minute at
most. Who must not miss one, such as the cut-off job, reads them anew.
"""

import time
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

import msgspec

from chalicelib.law.rules.amendment import Amendment, Made
from chalicelib.law.rules.further import Further
from chalicelib.law.rules.policy import Policy, policy_of, years
from chalicelib.law.rules.workday import Calendar
from chalicelib.law.rules.year_law import YearLaw, law_of
from chalicelib.law.store import calendars
from chalicelib.law.store.calendars import Load, Loads
from chalicelib.platform.fault import LOG
from chalicelib.platform.rules.act import Act
from chalicelib.platform.rules.cause import Actor, Cause
from chalicelib.platform.store.acts import act_item
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import RegistryItem, is_new, is_still_at, read, transaction

KEY = calendars.LAW
FURTHER = "FURTHER#"
FRESH_SECONDS = 30


class KeptAmendment(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
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
    kept: tuple[KeptAmendment, ...]
    version: int


class Head(msgspec.Struct, frozen=True):
    """One item a year that every amendment advances, so that no two are made side by side."""

    year: int


def get_policy(year: int) -> Policy:
    """The year's policy, amendments of half a minute ago included.

    Raises:
        Refusal: `year_unknown`.
    """
    found = _recent(int(time.monotonic() // FRESH_SECONDS)).get(year)
    return found or policy_of(year)


def get_law(year: int, *, at: datetime, territory: str | None = None) -> YearLaw:
    """What `get_policy` says at the instant of people of the territory.

    Raises:
        Refusal: `year_unknown`.
    """
    return law_of(get_policy(year), at=at, territory=territory)


def read_policy(year: int) -> Policy:
    """The year's policy as the registry has it this moment; as `get_policy`."""
    return read_amended(year).policy


def read_policies() -> dict[int, Policy]:
    """Every year's policy as the registry has it this moment, amendments that do not fit left out."""
    return _policies_of(_read_all())


def read_amended(year: int) -> Amended:
    """The year's policy and its amendments, strongly consistent; as `get_policy`."""
    file, items = policy_of(year), _read_all()
    kept = tuple(each for each in _amendments(items) if each.year == year)
    version = next((int(item.version or 0) for item in items if item.sk == str(year)), 0)
    policy = _restored(file, kept, calendars.calendar_of(items))
    further = _further_of(items).get(year)
    return Amended(msgspec.structs.replace(policy, further=further, version=version), kept, version)


def put_amendment(kept: KeptAmendment, version: int) -> None:
    """Keep an amendment beside those that were read.

    Raises:
        Conflict: another one was made meanwhile, perhaps by this very request.
    """
    head = RegistryItem(pk=KEY, sk=str(kept.year), version=version + 1, body=keep(Head(kept.year)))
    with transaction() as write:
        write.save(head, condition=is_still_at(version))
        write.save(
            RegistryItem(pk=KEY, sk=sort_key(kept), body=keep(kept)),
            condition=is_new(),
        )
    _recent.cache_clear()


def sort_key(kept: KeptAmendment) -> str:
    """What an amendment is kept under: one a year, figure, place and day."""
    place = f"#{kept.territory}" if kept.territory else ""
    return f"{kept.year}#{kept.since}#{kept.figure}{place}"


def put_further(further: Further, act: Act) -> None:
    """Keep a window that is opened once more, the only one of its year, and the act.

    Raises:
        Conflict: there is one already, perhaps by this very request.
    """
    item = RegistryItem(pk=KEY, sk=f"{FURTHER}{further.year}", version=1, body=keep(further))
    with transaction() as write:
        write.save(item, condition=is_new())
        write.save(act_item(RegistryItem, KEY, act), condition=is_new())
    _recent.cache_clear()


def put_calendar(before: Loads, load: Load, act: Act) -> Loads:
    """Keep one more load of a year's calendar, which counts in every policy; as `put_load`."""
    after = calendars.put_load(before, load, act)
    _recent.cache_clear()
    return after


@lru_cache(maxsize=2)
def _recent(_half_minute: int) -> Mapping[int, Policy]:
    return _policies_of(_read_all())


def _read_all() -> list[RegistryItem]:
    """Amendments and calendars of all years, read at once; they are few."""
    return list(RegistryItem.query(KEY, consistent_read=True))


def _policies_of(items: Iterable[RegistryItem]) -> dict[int, Policy]:
    of: dict[int, list[KeptAmendment]] = {}
    for each in _amendments(items):
        of.setdefault(each.year, []).append(each)
    calendar, further = calendars.calendar_of(items), _further_of(items)
    versions = {item.sk: int(item.version or 0) for item in items}
    return {
        year: msgspec.structs.replace(
            _restored(policy_of(year), of.get(year, ()), calendar),
            further=further.get(year),
            version=versions.get(str(year), 0),
        )
        for year in years()
    }


def _further_of(items: Iterable[RegistryItem]) -> dict[int, Further]:
    found = (read(item, Further) for item in items if item.sk.startswith(FURTHER))
    return {each.year: each for each in found}


def _amendments(items: Iterable[RegistryItem]) -> list[KeptAmendment]:
    return [
        read(item, KeptAmendment) for item in items if item.sk[0].isdecimal() and "#" in item.sk
    ]


def _restored(file: Policy, kept: Iterable[KeptAmendment], calendar: Calendar) -> Policy:
    """The file's policy with what was kept; what no longer fits is told, and hinders nothing else."""
    restored = file.restored(each.amendment for each in sorted(kept, key=attrgetter("at")))
    for amendment, why in restored.left_out:
        _tell_left_out(file.year, amendment.figure, amendment.since, why)
    return msgspec.structs.replace(restored.policy, calendar=calendar)


@cache
def _tell_left_out(year: int, figure: str, since: date, why: str) -> None:
    """Tell it once a process: policies are read many times a minute."""
    facts = {"year": year, "figure": figure, "since": since.isoformat(), "why": why}
    LOG.error("amendment_left_out", extra={"facts": facts})
