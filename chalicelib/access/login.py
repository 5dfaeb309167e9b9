"""A signed-in login: what its issuer says of it, and the digest that stands for it in our tables."""

import json
from dataclasses import dataclass, field
from hashlib import sha256

from chalicelib.identity.rules.proof import Claims
from chalicelib.platform.rules.identifier import compact


@dataclass(frozen=True, slots=True)
class Login:
    """A signed-in login and its real-name claims, as far as the issuer gives them (R1).

    `digest` stands for it in our tables; all else is personal and not shown in a representation.
    """

    digest: str
    issuer: str = field(repr=False)
    subject: str = field(repr=False)
    name: str | None = field(default=None, repr=False)
    id_number: str | None = field(default=None, repr=False)
    id_number_digest: str | None = field(default=None, repr=False)

    @property
    def claims(self) -> Claims:
        """What the issuer says of its owner."""
        return Claims(self.name, self.id_number, self.id_number_digest)


def login_digest(issuer: str, subject: str) -> str:
    """Return a login's digest (SHA-256, cut); no two logins are written the same way."""
    return compact(sha256(json.dumps([issuer, subject]).encode("ascii")).digest())
