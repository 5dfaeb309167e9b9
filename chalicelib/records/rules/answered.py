"""A bureau's answer to what it was asked, once (R21): about a record (R8, R43), or about a duty (R44)."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import msgspec

from chalicelib.platform.rules.cause import Actor, Cause
from chalicelib.platform.rules.refusal import Refusal

State = TypeVar("State", bound=StrEnum)


class BureauAnswer(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the bureau answered, who and when; `cause` finds a repeated request again."""

    at: datetime
    by: Actor
    reason: str = ""
    cause: Cause


def require_open(state: State, opening: State, labels: Mapping[State, str]) -> None:
    """Refuse to answer what was answered: `already_decided` with the result."""
    if state is not opening:
        raise Refusal("already_decided", state=labels[state], result=state.value)
