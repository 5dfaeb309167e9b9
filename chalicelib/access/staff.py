"""Staff: who acts for a finance bureau or beside it, in which role and territory (R20)."""

from datetime import datetime

import msgspec

from chalicelib.access.role import Role
from chalicelib.bureaus.rules.territory import PROVINCE
from chalicelib.identity.rules.proof import Proof
from chalicelib.platform.rules.cause import Actor
from chalicelib.platform.rules.refusal import Refusal


class Staff(msgspec.Struct, frozen=True, omit_defaults=True):
    """A login's role and territory; None once the role was withdrawn, the territory is the last.

    `login` is the digest of issuer and subject, `subject` the issuer's own name for it: who grants
    roles must see to whom. `name` is what whoever granted the role calls its holder. `proof` is the person that the issuer has proved, kept when first seen and
    counting from then on, whatever later tokens say; `granter` the person who granted the role.
    """

    login: str
    role: Role | None
    territory: str
    subject: str = ""
    granted_at: datetime | None = None
    version: int = 0
    proof: Proof | None = None
    granter: Proof | None = None
    name: str = ""

    @property
    def called(self) -> str:
        """What its holder is called: as the granter wrote it, or as the issuer has proved it; "" if neither did."""
        return self.name or (self.proof.name if self.proof else "")

    @property
    def is_proved(self) -> bool:
        """Whether the issuer has proved who acts under this login (R20)."""
        return self.proof is not None and self.proof.is_whole

    @property
    def actor(self) -> Actor:
        """Who did something, as histories and acts keep it; whoever has no role does nothing.

        Raises:
            LookupError: the role was withdrawn.
        """
        if self.role is None:
            raise LookupError("whoever has no role does nothing")
        return Actor(self.role.kind.acts_as, self.login, self.territory)


def require_province(staff: Staff) -> None:
    """Admit to what is the whole province's alone: its policies, imports and queues (R20).

    Raises:
        Refusal: `forbidden` for anybody below the province.
    """
    if staff.territory != PROVINCE:
        raise Refusal("forbidden")
