"""How staff and what they did are shown."""

from collections.abc import Mapping

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.http.wire import time_text
from chalicelib.platform.rules.act import Act
from chalicelib.platform.rules.cause import Actor
from chalicelib.staff.routes import shapes


def member(staff: Staff) -> shapes.StaffMember:
    """A login's role."""
    return shapes.StaffMember(
        login=staff.subject,
        name=staff.called or None,
        role=staff.role,
        territory=staff.territory,
        territory_name=parse_territory(staff.territory).full_name,
        proved=staff.is_proved,
        granted_at=time_text(staff.granted_at) if staff.granted_at else None,
        version=staff.version,
    )


def who(actor: Actor, subjects: Mapping[str, str]) -> str:
    """Who acted, by name as far as the login is staff: for administrators alone.

    Party, territory and the login's `sub`, as `administrator:440000:wang`; a login that is no
    staff (any more) by its digest.
    """
    named = subjects.get(actor.login) or actor.login
    return ":".join(part for part in (actor.party.value, actor.territory, named) if part)


def act(shown: Act, subjects: Mapping[str, str]) -> shapes.ActShape:
    """An act and what it changed."""
    return shapes.ActShape(
        at=time_text(shown.at),
        by=who(shown.by, subjects),
        what=shown.what,
        reason=shown.reason or None,
        changes=[
            shapes.Change(field=each.field, from_=each.before or None, to=each.after or None)
            for each in shown.changes
        ],
    )
