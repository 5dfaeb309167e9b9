"""Compare a typed name with a certificate's, for whoever was shown the certificate (R34, R48)."""

from datetime import datetime
from enum import Enum

from chalicelib.certificates.actions.verify_certificate import Verified
from chalicelib.certificates.rules.guess import guessed
from chalicelib.certificates.store.guesses import find_guesses, put_guesses
from chalicelib.identity.gateways.keys import name_digest
from chalicelib.identity.rules.name import agree, normal_form
from chalicelib.platform.actions.settle import settled


class Compared(Enum):
    """What is said of a typed name; `LIMITED` where too many different ones were tried (R48)."""

    AGREES = "agrees"
    DIFFERS = "differs"
    LIMITED = "limited"


def compare_name(verified: Verified, typed: str, *, at: datetime) -> Compared:
    """Say whether a name is the holder's.

    It is compared with the version that was asked for: an old paper is superseded, not forged. A
    name that was compared before counts once, and is always answered.

    Args:
        verified: the certificate, and what the asked version of it says.
        typed: the full name as typed.
        at: the instant of the request.

    Raises:
        Refusal: `busy`.
    """
    number = verified.certificate.number
    digest = name_digest(number, normal_form(typed))
    if not settled(lambda: _is_let(number, digest, at)):
        return Compared.LIMITED
    return Compared.AGREES if agree(typed, verified.says.name) else Compared.DIFFERS


def _is_let(number: str, digest: str, at: datetime) -> bool:
    before = find_guesses(number)
    after = guessed(before, digest, at)
    if after is not None and after is not before:
        put_guesses(number, after, before, at)
    return after is not None
