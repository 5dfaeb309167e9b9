"""Seal the mobile number of a profile that was stored with it in clear (R7, docs/decisions/0057)."""

from datetime import datetime

import msgspec

from chalicelib.identity.gateways import keys
from chalicelib.identity.rules.sealed import SealedMobile
from chalicelib.people.actions.liken import with_mobile
from chalicelib.people.rules.professional import Professional
from chalicelib.people.store import placed
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules import mark
from chalicelib.platform.rules.version import next_version


def kept_mobile(professional: Professional) -> SealedMobile | None:
    """The mobile number as a write of today keeps it: sealed by this if it was in clear."""
    if professional.mobile:
        return keys.seal_mobile(professional.id, professional.mobile)
    return professional.sealed_mobile


def seal_mobile(person: str, *, at: datetime) -> bool:
    """Keep no mobile number in clear, an account's that was merged into another no more than any.

    What is alike is known by the number's digest from then on: the account owes its `CLAIM`, so that
    the stream puts it among those that it may look like.

    Args:
        person: the professional's id.
        at: the instant of the run.

    Returns:
        Whether there was one.
    """

    def once() -> bool:
        found = placed.find_placed(person)
        if found is None or not found.professional.mobile:
            return False
        previous, owed, _ = found
        mobile = kept_mobile(previous)
        sealed = msgspec.structs.replace(
            previous,
            mobile="",
            sealed_mobile=mobile,
            alike=with_mobile(previous.alike, previous.name, mobile),
            version=next_version(previous.version, at),
        )
        waits = None if previous.merged_into else mark.claim(person, at)
        placed.complete(sealed, previous, owed or waits)
        return True

    return settled(once)
