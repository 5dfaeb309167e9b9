"""Keep who acts under a staff login, as its issuer proves it, when first seen (R20)."""

from datetime import datetime

import msgspec

from chalicelib.access.staff import Staff
from chalicelib.identity.actions.read_claims import proof_of
from chalicelib.identity.rules.name import normal_form
from chalicelib.identity.rules.proof import Claims, Proof, is_contradicted, is_same_person, joined
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, Difference, What
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.version import next_version
from chalicelib.staff.store.staff import find_staff, put_granted

REASON = "登录账号首次以实名信息办理业务"


def prove_staff(staff: Staff, claims: Claims, *, at: datetime) -> Staff:
    """The member of staff with what is known of the person: kept before, or said by this token.

    A later token without claims takes nothing back. Writes only where a token says more than is
    kept, and forgets a person only with the role: whoever is granted one anew begins anew.

    Args:
        staff: the role as it was read.
        claims: what this token's issuer says of the login's owner.
        at: the instant of the request.

    Raises:
        Refusal: `staff_identity_changed` for another person than was kept; `own_role` for a role
            that its owner has granted under another login; `forbidden` if it was withdrawn
            meanwhile.
    """
    seen = proof_of(claims, at=at)
    if _known(staff, seen) == staff.proof:
        return staff
    first: list[Staff] = [staff]

    def once() -> Staff:
        kept = first.pop() if first else find_staff(staff.login)
        if kept is None or kept.role is not staff.role:
            raise Refusal("forbidden")
        proof = _known(kept, seen)
        if proof == kept.proof:
            return kept
        version = next_version(kept.version, at)
        proved = msgspec.structs.replace(kept, proof=proof, version=version)
        put_granted(proved, kept, _act(kept, proved, at))
        return proved

    return settled(once)


def _known(staff: Staff, seen: Proof) -> Proof | None:
    """What is known of the person with these claims; None where nothing is."""
    kept = staff.proof or Proof()
    if is_contradicted(kept, seen) or _is_misnamed(staff, seen):
        raise Refusal("staff_identity_changed")
    known = joined(kept, seen) if seen.number else kept
    if is_same_person(known, staff.granter):
        raise Refusal("own_role")
    return known if known.number else None


def _is_misnamed(staff: Staff, seen: Proof) -> bool:
    """Whether a role was granted to somebody of another name, whom nobody had proved yet: a mistyped login."""
    if staff.proof is not None or not staff.name or not seen.name:
        return False
    is_person = staff.role is not None and staff.role.kind.needs_proof
    return is_person and normal_form(staff.name) != seen.name


def _act(kept: Staff, proved: Staff, at: datetime) -> Act:
    return Act(
        at=at,
        by=Actor(Party.SYSTEM, kept.login),
        what=What.IDENTITY_PROVED,
        reason=REASON,
        changes=(Difference("proved", _said(kept), _said(proved)),),
        cause=Cause(derived("proved", kept.login, str(kept.version))),
        version=proved.version,
    )


def _said(staff: Staff) -> str:
    return "true" if staff.is_proved else "false"
