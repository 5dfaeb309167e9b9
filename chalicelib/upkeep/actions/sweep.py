"""Sweep: do what a stream lost, and record what expired after its window was closed (R26, R29).

The streams do the work in seconds. What has waited longer than minutes was lost on the way; it is
done here by the same actions, as of the instant since when it waits, so that nothing differs. A PDF
alone is the renderer's to draw and to sign: its stream brings it once more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, partial
from itertools import chain, islice
from secrets import token_hex
from typing import NamedTuple

from chalicelib.certificates.actions import match_account as matching
from chalicelib.certificates.actions.order_credentials import order_credential
from chalicelib.certificates.actions.sync_year import sync_year
from chalicelib.cut_offs.actions.expire_record import expire_record
from chalicelib.cut_offs.rules import cut_off
from chalicelib.law.actions import ask_law
from chalicelib.law.rules.year_law import YearLaw, law_of
from chalicelib.notices.actions.order_deliveries import order_delivery
from chalicelib.notices.rules.delivery_order import MOST_TOGETHER, notice_at
from chalicelib.people.actions import ask_people
from chalicelib.platform.actions.run import Run
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.functions import readers
from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.rules.letter import EventSubject
from chalicelib.platform.rules.mark import Whom
from chalicelib.platform.store import outbox, waking
from chalicelib.platform.store.outbox import ListPlace, Side
from chalicelib.reports.actions.age_rows import age_row
from chalicelib.reports.actions.claim_waiting import claim_waiting
from chalicelib.upkeep.rules import arrears
from chalicelib.upkeep.store.former_lists import (
    FormerList,
    Stray,
    all_former,
    bring_over,
    find_strays,
)
from chalicelib.upkeep.store.overdue import is_overdue

Redo = Callable[[ListPlace], object]
IN_TURN = 3
"""Of the lists that only earlier versions used, and those of what is due by the day, so many are looked at
in a sweep: all in little more than two hours."""


class Debt(NamedTuple):
    """Something that waits in a list of one of the tables, and how it is done."""

    whom: Whom
    place: ListPlace
    redo: Redo


def sweep(*, at: datetime, run: Run, anew: bool = False) -> int:
    """Do what has waited too long, as far as there is time.

    Nothing of it costs more the longer the system is in use: as many lists are read at each sweep.

    Args:
        at: the instant of the run.
        run: the run; of what it has no time for the next one takes care.
        anew: look at all lists that are looked at in turn, and not only at those whose turn it is.

    Returns:
        How much of what was found is overdue between the departments, whether it was done or not.
    """
    looked_at = slow_lists() if anew else arrears.turn_of(at, slow_lists(), IN_TURN)
    former = [each for each in looked_at if isinstance(each, FormerList)]
    run.attempt(lambda: run.each(_strays(former), bring_over))
    aged = find_aged([each for each in looked_at if isinstance(each, str)], at)
    overdue = 0

    def redo(debts: Iterable[Debt]) -> None:
        nonlocal overdue
        for debt in debts:
            overdue += debt.whom in arrears.BETWEEN_DEPARTMENTS and is_overdue(debt.place, at)
            if run.is_time_left():
                run.attempt(partial(debt.redo, debt.place))

    for debts in (find_debts(at), find_expiries(at), aged):
        run.attempt(partial(redo, debts))
    return overdue


def _strays(former: Iterable[FormerList]) -> Iterator[Stray]:
    return chain.from_iterable(map(find_strays, former))


def find_debts(at: datetime) -> Iterator[Debt]:
    """Find what has waited too long, list by list, each oldest first.

    Lists are read one after the other, so that what doing one debt brings into a later list (a
    year that was synced waits for its PDF) is found there.
    """
    for side, whom in _REDONE:
        for place in outbox.waiting_until(side, mark.lists(whom), at - arrears.PATIENCE):
            yield Debt(whom, place, _REDONE[side, whom])
    for whom in (Whom.NOTIFY, Whom.LATER):
        until = at - arrears.PATIENCE if whom is Whom.NOTIFY else at
        for places in _some(outbox.waiting_until(Side.REGISTRY, mark.lists(whom), until)):
            yield Debt(whom, places[0], partial(_deliver, places, at))


def _some(places: Iterator[ListPlace]) -> Iterator[list[ListPlace]]:
    while some := list(islice(places, MOST_TOGETHER)):
        yield some


def find_expiries(at: datetime) -> Iterator[Debt]:
    """Find returned records whose own deadline has passed since their window was closed (R25)."""

    @cache
    def laws() -> Mapping[int, YearLaw]:
        known = ask_law.read_policies()
        return {year: law_of(policy, at=at) for year, policy in known.items()}

    def expire(place: ListPlace) -> bool:
        key = place.pk, place.sk
        return expire_record(key, lambda record: laws()[record.year].window_of(record), at=at)

    for place in outbox.waiting_until(Side.REGISTRY, mark.lists(Whom.GRACE), at - cut_off.DELAY):
        yield Debt(Whom.GRACE, place, expire)


def slow_lists() -> list[FormerList | str]:
    """The lists that are looked at in turn: those of earlier versions, and those of what is due by the day."""
    return [*all_former(), *mark.lists(Whom.AGED)]


def find_aged(lists: Several, at: datetime) -> Iterator[Debt]:
    """Find rows that have waited for their person for so long that something is due (R40)."""
    for place in outbox.waiting_until(Side.REGISTRY, lists, at):
        yield Debt(Whom.AGED, place, partial(age_row, at=at))


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


def _wake_renderer(place: ListPlace) -> None:
    """Let the stream bring a certificate to the renderer once more: nobody else draws and signs."""
    reader, subject = readers()["render_certificate"], EventSubject(place.pk, place.sk)
    settled(partial(waking.wake, reader, subject, f"sweep/{token_hex(8)}"))


def _order_credential(place: ListPlace) -> None:
    """Of a certificate, or of a wish among its holder's papers."""
    (_, person, *_), (_, year) = place.pk.split("#"), place.sk.split("#")
    order_credential(person, int(year), at=mark.instant_of(place.since))


def _deliver(places: Sequence[ListPlace], at: datetime, _first: ListPlace) -> None:
    """Order a look at notices that nobody looked at, or that waited for the morning."""
    order_delivery([notice_at(each.pk, each.sk) for each in places], at=at)


def _person(place: ListPlace) -> str:
    return place.pk.removeprefix("P#")


_REDONE: Mapping[tuple[Side, Whom], Redo] = {
    (Side.REGISTRY, Whom.CLAIM): _claim,
    (Side.REGISTRY, Whom.SYNC): _sync,
    (Side.REGISTRY, Whom.MATCH): _match_profile,
    (Side.HR, Whom.MATCH): _match_account,
    (Side.HR, Whom.RENDER): _wake_renderer,
    (Side.HR, Whom.CREDENTIAL): _order_credential,
}
"""How each of the `DEBTS` is done, but for notices, of which many are ordered at once."""
