"""Verify up to a thousand certificates at once, for employers and offices (R48)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal, NamedTuple

from chalicelib.certificates.actions.compare_name import Compared
from chalicelib.certificates.rules.certificate import Certificate, VerifiedState
from chalicelib.certificates.rules.certificate_number import find_number
from chalicelib.certificates.rules.guess import Guesses, guessed
from chalicelib.certificates.store.guesses import put_all_guesses
from chalicelib.certificates.store.verified import ManyIssued, find_several
from chalicelib.identity.gateways.keys import name_digest
from chalicelib.identity.rules.name import agree, normal_form
from chalicelib.platform.actions.settle import settled

INVALID: Final = "invalid"
UNKNOWN: Final = "unknown"


class Asked(NamedTuple):
    """A number as it was sent, the version and the full name beside it; None and "" for neither."""

    number: str
    version: int | None
    name: str


class AnsweredNumber(NamedTuple):
    """What is so now: the number in its canonical form where it has one, and its certificate.

    `state` is a certificate's, or `invalid` for a wrong check character, or `unknown`.
    """

    number: str
    state: VerifiedState | Literal["unknown", "invalid"]
    certificate: Certificate | None = None
    compared: Compared | None = None


def verify_certificates(asked: Sequence[Asked], *, at: datetime) -> list[AnsweredNumber]:
    """Say of each number what is so now, in their order; a name is compared as alone, and counts so.

    Raises:
        Refusal: `busy`.
    """
    numbers = [find_number(each.number) for each in asked]
    known = [
        each._replace(number=number)
        for each, number in zip(asked, numbers, strict=True)
        if number is not None
    ]
    answers = iter(settled(lambda: _verified(known, at)))
    return [
        AnsweredNumber(each.number, INVALID) if number is None else next(answers)
        for each, number in zip(asked, numbers, strict=True)
    ]


def _verified(asked: Sequence[Asked], at: datetime) -> list[AnsweredNumber]:
    named = [(each.number, each.version) for each in asked if each.name]
    found = find_several({each.number for each in asked}, named)
    guesses: dict[str, Guesses] = {}
    answers = [_answered(each, found, guesses, at) for each in asked]
    if guesses:
        put_all_guesses(guesses, found.guesses, at)
    return answers


def _answered(
    asked: Asked, found: ManyIssued, guesses: dict[str, Guesses], at: datetime
) -> AnsweredNumber:
    certificate = found.certificates.get(asked.number)
    if certificate is None or not certificate.has_version(asked.version):
        return AnsweredNumber(asked.number, UNKNOWN)
    compared = _compared(asked, certificate, found, guesses, at) if asked.name else None
    return AnsweredNumber(asked.number, certificate.verified(asked.version), certificate, compared)


def _compared(
    asked: Asked,
    certificate: Certificate,
    found: ManyIssued,
    guesses: dict[str, Guesses],
    at: datetime,
) -> Compared:
    """What is said of a name; `guesses` gains it where it counts as another one."""
    number, name = asked.number, asked.name
    before = guesses.get(number) or found.guesses.get(number, Guesses())
    after = guessed(before, name_digest(number, normal_form(name)), at)
    if after is None:
        return Compared.LIMITED
    if after is not before:
        guesses[number] = after
    printed = found.names.get((number, asked.version or 0), certificate.name)
    return Compared.AGREES if agree(name, printed) else Compared.DIFFERS
