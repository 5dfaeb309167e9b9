"""Whether a login really is the person: its real-name claims against what is filled in (R1)."""

from hashlib import sha256

import msgspec

from chalicelib.rules import name as names
from chalicelib.rules.identity import Document, half_width
from chalicelib.rules.refusal import Refusal


class Claims(msgspec.Struct, frozen=True):
    """What the issuer says of a login's owner, as far as it says anything.

    `number_digest` is the hexadecimal SHA-256 of the document number, for issuers that do not give
    the number itself.
    """

    name: str | None = None
    number: str | None = None
    number_digest: str | None = None


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
    digest = sha256(document.number.encode()).hexdigest()
    return claims.number_digest is None or claims.number_digest.lower() == digest
