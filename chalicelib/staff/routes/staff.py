"""Staff: who may do what for which bureau (R20)."""

import os
from typing import Any

import msgspec

from chalicelib.access.login import login_digest
from chalicelib.access.role import Role
from chalicelib.access.staff import Staff
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.identity.rules.stray_number import require_no_number
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.rules.text import parse_text
from chalicelib.platform.store import acts
from chalicelib.staff.actions.grant_role import Grant, get_staff, grant_role, withdraw_role
from chalicelib.staff.actions.search_staff import SoughtStaff, search_staff
from chalicelib.staff.routes import present, shapes
from chalicelib.staff.routes.territories import territories_of
from chalicelib.staff.store import staff as store

staff = Calls(__name__, tag="staff")


def digest_of(subject: str) -> str:
    """The digest of a login of the deployment's own issuer."""
    return login_digest(os.environ["OIDC_ISSUER"], subject)


def _with_history(call: Call[Any], shown: Staff) -> shapes.StaffShown:
    history = acts.find_acts(store.staff_key(shown.login))
    subjects = store.find_subjects({act.by.login for act in history if act.by.login})
    member = msgspec.structs.asdict(present.member(shown)) | {"login": call.path["login"]}
    return shapes.StaffShown(**member, history=[present.act(act, subjects) for act in history])


@staff.call(
    "GET",
    "/v1/admin/staff",
    who=Role.ADMINISTRATOR,
    query=shapes.StaffQuery,
    answers=shapes.StaffMembers,
    refusals=(*TERRITORY_OF_STAFF, "cursor_invalid"),
    summary="查询经办人",
)
def list_staff(call: Call[shapes.StaffQuery]) -> shapes.StaffMembers:
    """List who acts for the bureaus of the administrator's territory."""
    asked = call.query
    places = territories_of(call.staff, asked.territory)
    after = read_cursor(asked.cursor, Position)
    found, last = store.find_staff_of(places, asked.role or "", after, asked.limit)
    return shapes.StaffMembers(
        items=[present.member(each) for each in found],
        next=next_cursor(last),
    )


@staff.call(
    "POST",
    "/v1/admin/staff-search",
    who=Role.ADMINISTRATOR,
    body=shapes.StaffSought,
    answers=shapes.StaffMembers,
    refusals=(*TERRITORY_OF_STAFF, "cursor_invalid"),
    keyed=False,
    proved=False,
    summary="按姓名查找经办人",
)
def search(call: Call[shapes.StaffSought]) -> shapes.StaffMembers:
    """Find who acts for the bureaus of the administrator's territory; a page may be shorter than was asked."""
    asked = call.body
    sought = SoughtStaff(
        text=asked.text,
        role=asked.role or "",
        territories=territories_of(call.staff, asked.territory),
    )
    found, last = search_staff(sought, read_cursor(asked.cursor, Position), asked.limit)
    return shapes.StaffMembers(
        items=[present.member(each) for each in found],
        next=next_cursor(last),
    )


@staff.call(
    "GET",
    "/v1/admin/staff/{login}",
    who=Role.ADMINISTRATOR,
    answers=shapes.StaffShown,
    versioned="version",
    refusals=("not_found",),
    summary="查询登录账号的权限",
)
def show_staff(call: Call[None]) -> shapes.StaffShown:
    """Show a login's role, or that it has none any more, and who granted and withdrew it."""
    return _with_history(call, get_staff(call.staff, digest_of(call.path["login"])))


@staff.call(
    "PUT",
    "/v1/admin/staff/{login}",
    who=Role.ADMINISTRATOR,
    body=shapes.RoleSent,
    answers=shapes.StaffShown,
    versioned="version",
    refusals=(
        *TERRITORY_OF_STAFF,
        "role_of_the_province",
        "role_of_another_level",
        "own_role",
        "name_invalid",
        "staff_name_differs",
    ),
    keyed=True,
    summary="授予权限",
)
def grant(call: Call[shapes.RoleSent]) -> shapes.StaffShown:
    """Give a login a role in place of the one it has."""
    sent, subject = call.body, call.path["login"]
    parse_text(subject, "login")
    require_no_number(subject, "login", today=call.at.date())
    wanted = Grant(
        digest_of(subject), subject, sent.role, sent.territory, sent.why, name=sent.name or ""
    )
    granted = grant_role(call.staff, wanted, at=call.at, cause=call.cause, seen=call.seen)
    return _with_history(call, granted)


@staff.call(
    "DELETE",
    "/v1/admin/staff/{login}",
    who=Role.ADMINISTRATOR,
    query=shapes.WithdrawalQuery,
    answers=shapes.StaffShown,
    versioned="version",
    refusals=("not_found", "role_of_the_province", "own_role", "busy"),
    keyed=True,
    summary="收回权限",
)
def withdraw(call: Call[shapes.WithdrawalQuery]) -> shapes.StaffShown:
    """Withdraw a login's role; its history stays."""
    login, reason = digest_of(call.path["login"]), call.query.why
    withdrawn = withdraw_role(
        call.staff, login, reason, at=call.at, cause=call.cause, seen=call.seen
    )
    return _with_history(call, withdrawn)
