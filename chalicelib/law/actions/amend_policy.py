"""Amend a year's policy (R23): from a day on, with source and reason; the past stays as it was."""

from datetime import date, datetime

import msgspec

from chalicelib.access.staff import Staff, require_province
from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.law.rules.enactment import enacted
from chalicelib.law.rules.policy import Policy
from chalicelib.law.store import policies
from chalicelib.law.store.policies import KeptAmendment
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause, repeats
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.rules.text import require_reason


class PolicyChange(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as it shall be from the start of `since` on; `source` is law and article."""

    figure: str
    value: str | bool
    since: date
    source: str
    reason: str
    territory: str | None = None


def amend_policy(
    staff: Staff,
    year: int,
    change: PolicyChange,
    *,
    at: datetime,
    cause: Cause,
    seen: Seen = UNSEEN,
) -> Policy:
    """Make an amendment; it holds everywhere within a minute and touches nothing submitted.

    Args:
        staff: the administrator, of the province: policies are the province's (R20).
        year: the year whose policy is amended.
        change: what shall be otherwise.
        at: the instant of the request.
        cause: the request, for repeats.
        seen: the versions that were seen.

    Returns:
        The policy with the amendment.

    Raises:
        Refusal: `forbidden`; `stale`; `reason_required`; `amendment_invalid`, with field and reason;
            `form_not_in_year`;
            `territory_unknown`, `shenzhen_excluded`; `year_unknown`; `idempotency_key_reused`.
    """
    require_province(staff)
    kept = _kept(staff, year, change, at, cause)

    def once() -> Policy:
        now = policies.read_amended(year)
        if repeats((each.cause for each in now.kept), cause):
            return now.policy
        seen.require(now.version)
        amended = enacted(now.policy, kept.amendment, at)
        _require_other_day(kept, now.kept)
        policies.put_amendment(kept, now.version)
        return msgspec.structs.replace(amended, version=now.version + 1)

    return settled(once)


def _kept(
    staff: Staff, year: int, change: PolicyChange, at: datetime, cause: Cause
) -> KeptAmendment:
    """The amendment as it is kept."""
    return KeptAmendment(
        year=year,
        figure=change.figure,
        since=change.since,
        value=change.value,
        source=change.source.strip(),
        territory=parse_territory(change.territory).code if change.territory else None,
        reason=require_reason(change.reason, "修订政策"),
        by=staff.actor,
        at=at,
        cause=cause,
    )


def _require_other_day(new: KeptAmendment, kept: tuple[KeptAmendment, ...]) -> None:
    """Refuse what has the key of one that the policy leaves out, since it no longer fits the file."""
    if any(policies.sort_key(each) == policies.sort_key(new) for each in kept):
        why = f"{new.figure}在同一日期修订了两次，请改为自次日起生效"
        raise Refusal("amendment_invalid", field="since", why=why)
