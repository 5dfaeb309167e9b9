"""Guesses of a certificate's name, beside the number they were made for; forgotten after an hour."""

from collections.abc import Mapping
from datetime import datetime

from chalicelib.certificates.rules.guess import WITHIN, Guesses
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.several import AT_MOST
from chalicelib.platform.store.tables import (
    HrItem,
    conflicts,
    find,
    is_still_at,
    read,
    transaction,
)

GUESSES = "GUESSES"


def find_guesses(number: str) -> Guesses:
    """Read the names compared with a certificate's lately."""
    item = find(HrItem, f"NUMBER#{number}", GUESSES)
    return read(item, Guesses) if item else Guesses()


def put_guesses(number: str, guesses: Guesses, previous: Guesses, at: datetime) -> None:
    """Keep one more guess.

    Raises:
        Conflict: another one was made meanwhile.
    """
    with conflicts():
        _item(number, guesses, at).save(condition=is_still_at(previous.version))


def put_all_guesses(
    guesses: Mapping[str, Guesses], previous: Mapping[str, Guesses], at: datetime
) -> None:
    """Keep the guesses of many certificates, by number, a hundred with a call.

    Raises:
        Conflict: another one was made meanwhile of one of them; of some hundreds they may be kept.
    """
    every = list(guesses.items())
    for first in range(0, len(every), AT_MOST):
        with transaction() as write:
            for number, after in every[first : first + AT_MOST]:
                before = previous.get(number, Guesses())
                write.save(_item(number, after, at), condition=is_still_at(before.version))


def _item(number: str, guesses: Guesses, at: datetime) -> HrItem:
    return HrItem(
        pk=f"NUMBER#{number}",
        sk=GUESSES,
        version=guesses.version,
        forgotten_at=int((at + WITHIN).timestamp()),
        body=keep(guesses),
    )
