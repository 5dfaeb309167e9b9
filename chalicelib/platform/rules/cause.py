"""Who does something, and what made a write: what every history, act and mark is told by (R19)."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from chalicelib.platform.rules.refusal import Refusal

_IMPORTED = "IMPORT#"


class Party(StrEnum):
    """Who may make a move, or act on anything else."""

    PROFESSIONAL = "professional"
    BUREAU = "bureau"
    BUREAU_ABOVE = "bureau_above"
    ADMINISTRATOR = "administrator"
    HR_OFFICER = "hr_officer"
    HELPER = "helper"
    EMPLOYER = "employer"
    REPORTER = "reporter"
    SYSTEM = "system"


PARTY_LABELS = {
    Party.PROFESSIONAL: "本人",
    Party.BUREAU: "属地财政部门",
    Party.BUREAU_ABOVE: "上级财政部门",
    Party.ADMINISTRATOR: "管理员",
    Party.HR_OFFICER: "人社部门经办人",
    Party.HELPER: "咨询人员",
    Party.EMPLOYER: "单位经办人",
    Party.REPORTER: "报送单位",
    Party.SYSTEM: "系统",
}


class Actor(msgspec.Struct, frozen=True, array_like=True):
    """Who acts: the party, the digest of the login (none for the system), a bureau's territory."""

    party: Party
    login: str = ""
    territory: str = ""


class Cause(msgspec.Struct, frozen=True, array_like=True):
    """What made a write: the token of caller, route and idempotency key, and the body's digest."""

    token: str
    body: str = ""


def repeats(earlier: Iterable[Cause], cause: Cause) -> bool:
    """Whether a request is one of the earlier ones, sent again.

    Raises:
        Refusal: `idempotency_key_reused` when its token is there with another body.
    """
    for each in earlier:
        if each.token == cause.token:
            if each.body != cause.body:
                raise Refusal("idempotency_key_reused")
            return True
    return False


def is_import(cause: Cause) -> bool:
    """Whether an account was imported, and so is to be claimed and not opened again (R1)."""
    return cause.token.startswith(_IMPORTED)


def import_cause(job: str, line: int) -> Cause:
    """By what an account that a line of an import brought is known."""
    return Cause(f"{_IMPORTED}{job}#{line}")
