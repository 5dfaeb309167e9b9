"""The shapes of the HTTP contract: what a client sends and what it is answered.

Decimals and times are text here: credits without trailing zeros, times at +08:00.
"""

from typing import Literal

import msgspec

from chalicelib.http.texts import Lines
from chalicelib.http.told import FactName, Instant, Label, Line, Url


class Sent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a client sends: unknown members are refused."""


class Reasoned(Sent, frozen=True, kw_only=True):
    """A body that says why, for the one whom it concerns and for the audit."""

    reason: Lines

    @property
    def why(self) -> str:
        """The reason."""
        return self.reason


class MaybeReasoned(Sent, frozen=True, kw_only=True):
    """A body that says why, if there is anything to say."""

    reason: Lines | None = None

    @property
    def why(self) -> str:
        """The reason, or ""."""
        return self.reason or ""


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """What a client is answered: members may be added, none renamed."""


class FactSaid(Answered, frozen=True, kw_only=True):
    """A stated fact in Chinese words, as its form declares it."""

    name: FactName
    label: Label
    text: Line


class Download(Answered, frozen=True, kw_only=True):
    """A signed address that lasts minutes."""

    url: Url
    expires_at: Instant


class Health(Answered, frozen=True, kw_only=True):
    """Whether the service answers."""

    status: Literal["ok"]
