"""Guesses of a certificate's name, beside the number they were made for; forgotten after an hour."""

from datetime import datetime

from chalicelib.certificates.rules.guess import WITHIN, Guesses
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import HrItem, conflicts, find, is_still_at, read

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
    item = HrItem(
        pk=f"NUMBER#{number}",
        sk=GUESSES,
        version=guesses.version,
        forgotten_at=int((at + WITHIN).timestamp()),
        body=keep(guesses),
    )
    with conflicts():
        item.save(condition=is_still_at(previous.version))
