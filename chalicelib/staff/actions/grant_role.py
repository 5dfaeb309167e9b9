"""Grant a login its role, or withdraw it (R20): within the granter's own territory, audited."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from chalicelib.access.role import Role, require_granter, require_level
from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import PROVINCE, covers, parse_territory
from chalicelib.identity.rules.name import agree, parse_name
from chalicelib.identity.rules.proof import Proof
from chalicelib.people.actions import ask_people
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, What, differences, is_repeat
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.seen import UNSEEN, Seen
from chalicelib.platform.rules.text import TextKind, parse_text
from chalicelib.platform.rules.version import next_version
from chalicelib.platform.store import acts
from chalicelib.staff.actions.recuse import is_login_of
from chalicelib.staff.store import staff as store

BY_COMMAND = "管理员由部署命令授权"


class Grant(NamedTuple):
    """A role to be given: to whom (digest, and the issuer's own name for it), where, why, by whom.

    `granter` is the person who grants it, as far as proved: under another login of theirs the role
    is refused when that login is first proved (R20). `name` is what its holder is called: of a person, who is
    then held to it when first proved.
    """

    login: str
    subject: str
    role: Role
    territory: str
    reason: str = ""
    granter: Proof | None = None
    name: str = ""


def grant_role(
    granter: Staff, grant: Grant, *, at: datetime, cause: Cause, seen: Seen = UNSEEN
) -> Staff:
    """Give a login a role in place of the one it may have.

    Args:
        granter: the administrator.
        grant: the role.
        at: the instant of the request.
        cause: the request: repeated, it changes nothing again.
        seen: the versions that were seen.

    Raises:
        Refusal: `territory_unknown`, `shenzhen_excluded`; `forbidden` outside the granter's
            territory, of the role given or of the role had; `stale`; `role_of_the_province`;
            `role_of_another_level`; `own_role`; `name_invalid`; `staff_name_differs` where the
            login is known to be somebody else's.
    """
    place = parse_territory(grant.territory).code
    if not covers(granter.territory, place):
        raise Refusal("forbidden")
    require_granter(grant.role.kind, granter.territory)
    require_level(grant.role.kind, place)
    _require_another(granter, grant.login)
    if is_login_of(granter.proof, grant.login):
        raise Refusal("own_role")
    grant = grant._replace(name=_parse_name(grant))

    def once() -> Staff:
        previous = store.find_staff(grant.login)
        _require_same_name(grant, previous)
        if previous is not None and previous.role is not None:
            if not covers(granter.territory, previous.territory):
                raise Refusal("forbidden")
            require_granter(previous.role.kind, granter.territory)
        given = grant._replace(territory=place, granter=granter.proof)
        return _granted(given, previous, granter.actor, at, cause, seen)

    return settled(once)


def _parse_name(grant: Grant) -> str:
    """What the holder of a role is called: a person's name by its own rule, an institution's as a text."""
    if not grant.name.strip():
        return ""
    if grant.role.kind.needs_proof:
        return parse_name(grant.name)
    return parse_text(grant.name, "name", TextKind.PRINTED)


def _require_same_name(grant: Grant, previous: Staff | None) -> None:
    """Refuse a role for a login that is known to be somebody else's than was named: its name was mistyped."""
    if not grant.name or not grant.role.kind.needs_proof:
        return
    person = ask_people.find_person(grant.login)
    owned = ask_people.find_professional(person) if person else None
    proved = previous.proof.name if previous and previous.role and previous.proof else ""
    known = owned.name if owned else proved
    if known and not agree(known, grant.name):
        raise Refusal("staff_name_differs", field="name")


def grant_first(login: str, subject: str, *, at: datetime, cause: Cause) -> Staff:
    """Make a login the province's administrator; for who holds the deployment's own keys alone."""
    grant = Grant(login, subject, Role.ADMINISTRATOR, PROVINCE, BY_COMMAND)
    by = Actor(Party.SYSTEM)
    return settled(lambda: _granted(grant, store.find_staff(login), by, at, cause))


def _granted(
    grant: Grant,
    previous: Staff | None,
    by: Actor,
    at: datetime,
    cause: Cause,
    seen: Seen = UNSEEN,
) -> Staff:
    earlier = acts.find_act(store.staff_key(grant.login), cause.token)
    if previous is not None and is_repeat(earlier, cause):
        return previous
    seen.require(previous.version if previous else 0)
    staff = Staff(
        login=grant.login,
        role=grant.role,
        territory=grant.territory,
        subject=grant.subject,
        granted_at=at,
        version=next_version(previous.version if previous else 0, at),
        # Whose role was withdrawn begins anew: a new document, or another clerk under the login.
        proof=previous.proof if previous and previous.role else None,
        granter=grant.granter,
        name=grant.name or (previous.name if previous and previous.role else ""),
    )
    act = _act(What.ROLE_GRANTED, grant.reason, previous, staff, by, at, cause)
    store.put_granted(staff, previous, act)
    return staff


def withdraw_role(
    granter: Staff, login: str, reason: str, *, at: datetime, cause: Cause, seen: Seen = UNSEEN
) -> Staff:
    """Withdraw the role that a login has; answer it as it is left: no role, the last territory.

    Raises:
        Refusal: `not_found` if it has none, or one outside the granter's territory; `stale`;
            `role_of_the_province`; `own_role`.
    """
    _require_another(granter, login)

    def once() -> Staff:
        done = acts.find_act(store.staff_key(login), cause.token)
        if done is not None and is_repeat(done, cause):
            return _left_by(done, login)
        previous = get_staff(granter, login)
        if previous.role is None:
            raise Refusal("not_found")
        require_granter(previous.role.kind, granter.territory)
        seen.require(previous.version)
        version = next_version(previous.version, at)
        left = msgspec.structs.replace(previous, role=None, granted_at=None, version=version)
        act = _act(What.ROLE_WITHDRAWN, reason, previous, left, granter.actor, at, cause)
        store.put_granted(left, previous, act)
        return left

    return settled(once)


def _left_by(withdrawal: Act, login: str) -> Staff:
    """What a withdrawal left of a role, whatever has been granted since."""
    kept = store.find_staff(login)
    last = {change.field: change.before for change in withdrawal.changes}
    subject, version = (kept.subject, kept.version) if kept else ("", withdrawal.version)
    return Staff(login, None, last["territory"], subject, version=version)


def get_staff(granter: Staff, login: str) -> Staff:
    """Read what role a login has, or had last, within the granter's territory.

    Raises:
        Refusal: `not_found` for any other.
    """
    staff = store.find_staff(login)
    if staff is None or not covers(granter.territory, staff.territory):
        raise Refusal("not_found")
    return staff


def _require_another(granter: Staff, login: str) -> None:
    """Nobody promotes themselves, and the last administrator cannot be lost by a slip."""
    if granter.login == login:
        raise Refusal("own_role")


def _act(  # noqa: PLR0917 - an act says who, what, when, why and by which request
    what: What,
    reason: str,
    before: Staff | None,
    after: Staff,
    by: Actor,
    at: datetime,
    cause: Cause,
) -> Act:
    changes = differences(_described(before), _described(after))
    return Act(
        at=at,
        by=by,
        what=what,
        reason=reason.strip(),
        changes=changes,
        cause=cause,
        version=after.version,
    )


def _described(staff: Staff | None) -> dict[str, str]:
    if staff is None or staff.role is None:
        return {"role": "", "territory": ""}
    return {"role": staff.role, "territory": staff.territory}
