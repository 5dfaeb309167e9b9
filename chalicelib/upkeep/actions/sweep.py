"""Sweep: do what a stream lost, and record what expired after its window was closed (R26, R29).

The streams do the work in seconds. What has waited longer than minutes was lost on the way; it is
done here by the same actions, as of the instant since when it waits, so that nothing differs.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from chalicelib.certificates.actions import match_account as matching
from chalicelib.certificates.actions.sync_year import sync_year
from chalicelib.cut_offs.actions import ask_cut_offs
from chalicelib.cut_offs.actions.close_window import all_windows
from chalicelib.cut_offs.actions.expire_record import expire_record
from chalicelib.cut_offs.rules import cut_off
from chalicelib.law.actions import ask_law
from chalicelib.law.rules.window import Window
from chalicelib.law.rules.year_law import law_of
from chalicelib.notices.actions import ask_notices
from chalicelib.notices.actions.send_notice import send_out
from chalicelib.people.actions import ask_people
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.mark import Whom
from chalicelib.platform.store import outbox
from chalicelib.platform.store.outbox import ListPlace, Side
from chalicelib.records.rules.record import Record
from chalicelib.reports.actions.claim_waiting import claim_waiting
from chalicelib.upkeep.rules import arrears

Redo = Callable[[ListPlace], object]


class Debt(NamedTuple):
    """Something that waits in a list of one of the tables, and how it is done."""

    whom: Whom
    place: ListPlace
    redo: Redo


def find_debts(at: datetime) -> Iterator[Debt]:
    """Find what has waited too long, list by list, each oldest first.

    Lists are read one after the other, so that what doing one debt brings into a later list (a
    year that was synced waits for its PDF) is found there.
    """
    for side, whom in outbox.DEBTS:
        for place in outbox.waiting_until(side, mark.lists(whom), at - arrears.PATIENCE):
            yield Debt(whom, place, _REDONE[side, whom])


def find_expiries(at: datetime) -> Iterator[Debt]:
    """Find what may have expired since its window was closed: grace that ran out, late arrivals."""
    known = ask_law.read_policies()
    laws = {year: law_of(policy, at=at) for year, policy in known.items()}

    def window_of(record: Record) -> Window:
        return laws[record.year].window_of(record)

    def expire(place: ListPlace) -> bool:
        return expire_record((place.pk, place.sk), window_of, at=at)

    for whom, lists in _expiring(all_windows(laws.values()), at):
        for place in outbox.waiting_until(Side.REGISTRY, lists, at - cut_off.DELAY):
            yield Debt(whom, place, expire)


def _expiring(windows: Iterable[Window], at: datetime) -> Iterator[tuple[Whom, tuple[str, ...]]]:
    yield Whom.GRACE, mark.lists(Whom.GRACE)
    for window in windows:
        if cut_off.is_due(window, at) and ask_cut_offs.find_report(window, at):
            yield Whom.OPEN, mark.open_lists(window.name)


def _sync(place: ListPlace) -> None:
    sync_year(_person(place), int(place.sk.removeprefix("Y#")), at=mark.instant_of(place.since))


def _match_profile(place: ListPlace) -> None:
    professional = ask_people.find_professional(_person(place))
    if professional is not None:
        at = mark.instant_of(place.since)
        matching.match_profile(professional.id, professional.version, at=at)


def _claim(place: ListPlace) -> None:
    claim_waiting(_person(place), at=mark.instant_of(place.since))


def _match_account(place: ListPlace) -> None:
    matching.match_account(place.pk.removeprefix("ID#"), at=mark.instant_of(place.since))


def _render(place: ListPlace) -> None:
    from chalicelib.certificates.actions.render_certificate import render_certificate  # noqa: PLC0415 - 100 MB

    render_certificate(_person(place), int(place.sk.removeprefix("C#")))


def _notify(place: ListPlace) -> None:
    notice = ask_notices.find_notice_at(place.pk, place.sk)
    if notice is not None:
        send_out(notice)


def _person(place: ListPlace) -> str:
    return place.pk.removeprefix("P#")


_REDONE: Mapping[tuple[Side, Whom], Redo] = {
    (Side.REGISTRY, Whom.CLAIM): _claim,
    (Side.REGISTRY, Whom.SYNC): _sync,
    (Side.REGISTRY, Whom.MATCH): _match_profile,
    (Side.HR, Whom.MATCH): _match_account,
    (Side.HR, Whom.RENDER): _render,
    (Side.REGISTRY, Whom.NOTIFY): _notify,
}
"""How each of the `DEBTS` is done."""
