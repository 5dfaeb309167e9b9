"""What the worker that signs credentials is told: look at one certificate again."""

from datetime import datetime

import msgspec


class CredentialOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Look whether wallets are told what is so of a person's certificate of a year (R49).

    `credential` is the holder's id; `at` the instant of what happened, aware. It may come twice, late,
    and in any order: it says nothing that anybody must believe.
    """

    credential: str
    year: int
    at: datetime
    request: str | None = None
