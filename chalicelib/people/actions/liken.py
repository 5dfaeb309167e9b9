"""What an account may have in common with another of the same person, as digests (R1, R7)."""

from chalicelib.identity.gateways import keys
from chalicelib.identity.rules.identity import Document
from chalicelib.identity.rules.sealed import SealedMobile
from chalicelib.people.rules.alike import PersonLikeness, by_birth, by_mobile, likeness_of


def alike_of(name: str, mobile: SealedMobile | None, document: Document) -> tuple[str, ...]:
    """The marks of name and mobile number, and of name and date of birth, as far as known."""
    return (
        *_mark(PersonLikeness.MOBILE, by_mobile(name, mobile)),
        *_mark(PersonLikeness.BIRTH, by_birth(name, document)),
    )


def with_mobile(alike: tuple[str, ...], name: str, mobile: SealedMobile | None) -> tuple[str, ...]:
    """The marks once the mobile number is another; the document's stays."""
    others = (mark for mark in alike if likeness_of(mark) is not PersonLikeness.MOBILE)
    return (*_mark(PersonLikeness.MOBILE, by_mobile(name, mobile)), *others)


def _mark(kind: PersonLikeness, text: str) -> tuple[str, ...]:
    return (f"{kind}-{keys.alike_digest(kind, text)}",) if text else ()
