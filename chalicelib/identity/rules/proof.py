"""Whether a login really is the person: its real-name claims against what is filled in (R1)."""

from hashlib import sha256

import msgspec

from chalicelib.identity.rules import name as names
from chalicelib.identity.rules.identity import Document, half_width
from chalicelib.platform.rules.refusal import Refusal


class Claims(msgspec.Struct, frozen=True):
    """What the issuer says of a login's owner, as far as it says anything.

    `number_digest` is the hexadecimal SHA-256 of the document number, for issuers that do not give
    the number itself.
    """

    name: str | None = None
    number: str | None = None
    number_digest: str | None = None


class Proof(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who a person is by keyed digests alone: what of an issuer's claims may be kept (R7, R20).

    Issuers give the number or only its SHA-256, and never the type of the document: `number` is the
    keyed digest of that SHA-256, `documents` are those of all documents that a number given in clear
    can be of. `name` is in its normal form, and decides nothing where numbers can be compared.
    """

    name: str = ""
    number: str = ""
    documents: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether name and number are both known: either alone proves nobody (R1)."""
        return bool(self.name and self.number)


def is_same_person(one: Proof | None, other: Proof | None) -> bool:
    """Whether two are one person, as far as both are known."""
    if one is None or other is None:
        return False
    same_number = bool(one.number) and one.number == other.number
    return same_number or not set(one.documents).isdisjoint(other.documents)


def is_contradicted(kept: Proof, seen: Proof) -> bool:
    """Whether claims are another person's than those that were kept.

    The number decides; a name alone, which people change, contradicts where no number is given.
    """
    if seen.number and kept.number:
        return not is_same_person(kept, seen)
    return bool(seen.name and kept.name) and seen.name != kept.name


def joined(kept: Proof, seen: Proof) -> Proof:
    """What is known of one person from both; what was kept first stays."""
    return Proof(
        kept.name or seen.name, kept.number or seen.number, kept.documents or seen.documents
    )


def is_proved(claims: Claims, name: str, document: Document, *, allow_unproved: bool) -> bool:
    """Say whether the claims prove the person; a disagreement is refused, never overlooked.

    Args:
        claims: what the issuer gave.
        name: the name as typed.
        document: the document in its normal form.
        allow_unproved: whether this deployment takes logins whose issuer gives no claims.

    Raises:
        Refusal: `identity_not_proved`, also where claims are missing and must not be.
    """
    require_name_agrees(claims, name)
    if not _number_agrees(claims, document):
        raise Refusal("identity_not_proved", field="document.number", what="证件号码")
    has_number = claims.number is not None or claims.number_digest is not None
    proved = claims.name is not None and has_number
    if not proved and not allow_unproved:
        raise Refusal("identity_not_proved", field="name", what="姓名和证件（登录账号未实名认证）")
    return proved


def require_name_agrees(claims: Claims, name: str) -> None:
    """Refuse a name that the login's claims contradict (`identity_not_proved`)."""
    if claims.name is not None and not names.agree(claims.name, name):
        raise Refusal("identity_not_proved", field="name", what="姓名")


def _number_agrees(claims: Claims, document: Document) -> bool:
    if claims.number is not None and half_width(claims.number).strip().upper() != document.number:
        return False
    digest = sha256_of(document.number)
    return claims.number_digest is None or claims.number_digest.lower() == digest


def sha256_of(number: str) -> str:
    """The digest of a number in its normal form, as issuers give it in the number's place."""
    return sha256(number.encode()).hexdigest()
