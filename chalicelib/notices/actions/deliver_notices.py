"""Deliver notices: the one place from which messages go out, and the one that knows addresses (R7).

A notice bears a mark until it is clear that it went out, or need not. Of two that look at it at once the
one goes on that moves the mark: it takes the message for some minutes. Should it end before it says
that the message is out, `sweep` orders it again after these minutes: then a message may come twice,
under one `id`; at any other time it does not.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from chalicelib.identity.gateways import keys
from chalicelib.notices.actions.settle_notices import settle_dealt_with, settle_notices
from chalicelib.notices.gateways import notices as gateway
from chalicelib.notices.rules.dealt_with import deals_with_others, year_begins
from chalicelib.notices.rules.delivery import (
    MessageAddress,
    MessageChoice,
    address_of,
    is_overtaken,
    is_wanted,
    may_be_overtaken,
    may_go_out,
    next_day,
)
from chalicelib.notices.rules.delivery_order import DeliveryOrder
from chalicelib.notices.rules.message import message_of
from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store import choices, deliveries
from chalicelib.notices.store.deliveries import OwedNotice
from chalicelib.notices.store.notices import find_from
from chalicelib.people.actions import ask_people
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.fault import warn

TAKEN = timedelta(minutes=10)
"""For so long a message is its taker's: longer than the worker's time, so that nobody else sends it."""


class Deliveries(NamedTuple):
    """What became of notices: how many went out, wait for the morning, need no message."""

    sent: int = 0
    put_off: int = 0
    silent: int = 0


class Outgoing(NamedTuple):
    """A notice whose message goes out now, and where to."""

    owed: OwedNotice
    address: MessageAddress


def deliver_notices(order: DeliveryOrder, *, site: str, at: datetime) -> Deliveries:
    """Let messages of notices go out, as their people have chosen; whatever comes twice.

    What is put into an inbox here is taken by being put: nobody else has to look at it then. That a year is complete
    is no message of its own where the inbox says already what became of its certificate; its reminders are unread no more.

    Args:
        order: which notices.
        site: the address at which people sign in.
        at: the instant, by which it is day or night.
    """
    settle_notices(order.settled, at=order.at)
    later = [notice for notice in order.fresh if deals_with_others(notice)]
    inboxes = {notice.id: _inbox_of(notice) for notice in later}
    for notice in later:
        settle_dealt_with(notice, inboxes[notice.id], at=order.at)
    owed = [OwedNotice(notice) for notice in order.fresh]
    owed += deliveries.find_owed(order.notices, at) if order.notices else []
    addresses = _addresses(owed)
    outgoing: list[Outgoing] = []
    put_off = silent = 0
    for each in owed:
        address = addresses.get(each.notice.person)
        if (
            address is None
            or not is_wanted(each.notice, address.choice)
            or _is_overtaken(each, inboxes)
        ):
            deliveries.settle(each)
            silent += 1
        elif not may_go_out(each.notice, at):
            put_off += deliveries.take(each, next_day(at)) is not None
        elif not (number := _number(address.person)):
            deliveries.leave(each, at)
        elif taken := deliveries.take(each, at + TAKEN):
            outgoing.append(Outgoing(taken, address_of(address.choice, number)))
    return Deliveries(_send(outgoing, site), put_off, silent)


def _inbox_of(notice: Notice) -> list[Notice]:
    return find_from(notice.person, year_begins(notice))


def _is_overtaken(each: OwedNotice, inboxes: Mapping[str, Sequence[Notice]]) -> bool:
    notice = each.notice
    if not may_be_overtaken(notice):
        return False
    inbox = inboxes[notice.id] if notice.id in inboxes else _inbox_of(notice)
    return is_overtaken(notice, inbox)


class _Reachable(NamedTuple):
    """What a person has chosen, and who has the number."""

    choice: MessageChoice
    person: Professional


def _addresses(owed: Sequence[OwedNotice]) -> Mapping[str, _Reachable]:
    """Who of those that are told anything can be reached, by whose inbox it is."""
    people = _people({each.notice.person for each in owed})
    reachable = {inbox: each for inbox, each in people.items() if each.masked_mobile}
    chosen = choices.find_choices({each.id for each in reachable.values()})
    return {
        inbox: _Reachable(chosen.get(each.id, MessageChoice()), each)
        for inbox, each in reachable.items()
    }


def _number(person: Professional) -> str:
    """The number that a message goes to, "" where it cannot be unsealed now: the sweep tries it again."""
    if person.sealed_mobile is None:
        return person.mobile
    try:
        return keys.unseal_mobile(person.id, person.sealed_mobile)
    except Exception as fault:  # noqa: BLE001 - one person's key keeps no other's message back
        warn("notice_not_sent", fault)
        return ""


def _people(inboxes: set[str]) -> dict[str, Professional]:
    """Whose inboxes they are; of an account that was merged into another, that one's (R1)."""
    found = ask_people.find_professionals(inboxes) if inboxes else {}
    into = {each.merged_into for each in found.values() if each.merged_into}
    others = ask_people.find_professionals(into) if into else {}
    return {
        inbox: others.get(each.merged_into, each) if each.merged_into else each
        for inbox, each in found.items()
    }


def _send(outgoing: Sequence[Outgoing], site: str) -> int:
    return sum(
        _send_some(outgoing[start : start + gateway.TOGETHER], site)
        for start in range(0, len(outgoing), gateway.TOGETHER)
    )


def _send_some(some: Sequence[Outgoing], site: str) -> int:
    """Send up to ten; what the gateway does not take is told, and the sweep sends it."""
    named = {str(number): each for number, each in enumerate(some)}
    try:
        taken = gateway.publish_together(
            {
                name: message_of(each.owed.notice, each.address, site)
                for name, each in named.items()
            },
            {name: each.address.channel for name, each in named.items()},
        )
    except Exception as fault:  # noqa: BLE001 - what the notice tells of is done; the mark stays
        warn("notice_not_sent", fault)
        return 0
    for name in taken:
        deliveries.settle(named[name].owed)
    return len(taken)
