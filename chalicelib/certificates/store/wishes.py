"""Wishes for credentials, among the papers of their holders in the HR department's table (R49).

Who asks may not write certificates, so a wish is an item of its own. It is put once for a year, with the mark of
what it owes; the worker that signs lets the certificate know, and clears it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from chalicelib.certificates.store.transcripts import papers_key
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.mark import Whom
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.tables import (
    Conflict,
    HrItem,
    acknowledge,
    conflicts,
    find,
    is_new,
    marked,
)

WISHES = "W#"
FIRST = 1
"""The version of every wish: none is ever changed."""


class CredentialWish(msgspec.Struct, frozen=True):
    """That a holder has asked for a credential of a year's certificate, and when."""

    asked_at: datetime


def put_wish(person: str, year: int, at: datetime) -> None:
    """Wish for a credential; what has been wished for stays as it is."""
    wish = HrItem(
        pk=papers_key(person),
        sk=f"{WISHES}{year}",
        version=FIRST,
        body=keep(CredentialWish(at)),
    )
    try:
        with conflicts():
            marked(wish, mark.credential(person, at)).save(condition=is_new())
    except Conflict:
        return


def wish_of_image(image: Mapping[str, Mapping[str, Any]]) -> tuple[str, int] | None:
    """Whose wish, and for which year, a stream brings while it is owed; nothing of any other item."""
    place = image.get("sk", {}).get("S", "")
    waits_for = image.get("waits_for", {}).get("S", "")
    if not place.startswith(WISHES) or not mark.is_owed_to(Whom.CREDENTIAL, waits_for):
        return None
    return image["pk"]["S"].split("#")[1], int(place.removeprefix(WISHES))


def is_wished(person: str, year: int) -> bool:
    """Whether a holder has wished for a credential, strongly consistent."""
    return find(HrItem, papers_key(person), f"{WISHES}{year}") is not None


def acknowledge_wish(person: str, year: int) -> None:
    """Clear the mark of a wish of which the certificate knows."""
    wish = HrItem(pk=papers_key(person), sk=f"{WISHES}{year}")
    acknowledge(wish, FIRST, Whom.CREDENTIAL)
