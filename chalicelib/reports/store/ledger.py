"""What reporters reported: an item for each report, listed by reporter, state and time (R40, R42).

It is written in the transaction that makes, moves or ends what it tells of, so it never lags; the
index behind its lists does.
"""

import heapq
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import NamedTuple

import msgspec

from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.rules.listing import AFTER_ALL
from chalicelib.platform.store.abreast import abreast
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.known import known
from chalicelib.platform.store.tables import RegistryItem, find, is_still_at
from chalicelib.platform.store.together import ItemKey, find_together
from chalicelib.platform.store.writes import Write
from chalicelib.reports.rules.kept_report import KeptReport, list_of

IN_THE_KEY = frozenset({"id", "reporter", "version"})
ReportKey = tuple[str, str]
"""A reporter and a report's id."""


class ReportPlace(NamedTuple):
    """A place in a reporter's list: when it was reported (UTC), and its id."""

    at: str
    id: str


class ReportPage(NamedTuple):
    """Reports in their order; `last` is where the next page begins, None if there is none."""

    reports: list[KeptReport]
    last: ReportPlace | None


def ledger_key(reporter: str) -> str:
    """The partition of what a reporter reported."""
    return f"REPORT#{reporter}"


def put_in_ledger(now: KeptReport, before: KeptReport | None) -> Write:
    """What is written of a report: new, or in place of what was read."""
    body = {name: value for name, value in keep(now).items() if name not in IN_THE_KEY}
    item = RegistryItem(pk=ledger_key(now.reporter), sk=now.id, version=now.version, body=body)
    item.list, item.order = now.place
    return Write(item, is_still_at(before.version if before else 0))


def find_report(reporter: str, report: str) -> KeptReport | None:
    """Read one report of a reporter, strongly consistent."""
    item = find(RegistryItem, ledger_key(reporter), report)
    return _read(item) if item else None


def find_reports(keys: Sequence[ReportKey]) -> dict[ReportKey, KeptReport]:
    """Read reports by reporter and id, strongly consistent, a hundred in a call."""
    places = [ItemKey(RegistryItem, ledger_key(reporter), each) for reporter, each in keys]
    found = (_read(item) for item in find_together(places) if isinstance(item, RegistryItem))
    return {(each.reporter, each.id): each for each in found}


def _read(item: RegistryItem) -> KeptReport:
    named = {"id": item.sk, "reporter": item.pk.removeprefix("REPORT#"), "version": item.version}
    return msgspec.convert({**item.body, **named}, known(KeptReport))


def find_page(
    reporter: str,
    states: Several,
    after: ReportPlace | None,
    limit: int,
    *,
    newest_first: bool,
) -> ReportPage:
    """Read up to `limit` of what a reporter reported and is in one of some states.

    A page costs a query for each state and a read for each hundred reports, however many there are.
    """
    read = partial(_places, reporter, after=after, size=limit + 1, newest_first=newest_first)
    found = abreast(read, sorted(states))
    places = list(islice(_once(heapq.merge(*found, reverse=newest_first)), limit + 1))
    kept = find_reports([(reporter, place.id) for place in places[:limit]])
    reports = (kept.get((reporter, place.id)) for place in places[:limit])
    here = [each for each in reports if each is not None and each.state in states]
    return ReportPage(here, places[limit - 1] if len(places) > limit else None)


def _places(
    reporter: str, state: str, *, after: ReportPlace | None, size: int, newest_first: bool
) -> list[ReportPlace]:
    """The first places of one state after a place, in the order asked."""
    first, last = f"{state}#", f"{state}#{AFTER_ALL}"
    if after is not None:
        here = f"{state}#{after.at}#{after.id}"
        first, last = (first, here) if newest_first else (here, last)
    pages = RegistryItem.listed.query(
        list_of(reporter),
        RegistryItem.order.between(first, last),
        scan_index_forward=not newest_first,
        page_size=size + 1,
    ).page_iter
    orders = (item["order"]["S"] for page in pages for item in page["Items"])
    places = (ReportPlace(*order.split("#")[1:]) for order in orders)
    return list(islice((each for each in places if each != after), size))


def _once(places: Iterator[ReportPlace]) -> Iterator[ReportPlace]:
    """Each place once: what changes its state while it is read may stand in two lists."""
    last = None
    for each in places:
        if each != last:
            yield each
        last = each
