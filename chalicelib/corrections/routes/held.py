"""Whoever resolves a held certificate: both sides beside each other, and one's own mended (R30)."""

from chalicelib.access.role import Role
from chalicelib.corrections.actions.hand_on_held import Handing, hand_on_held
from chalicelib.corrections.actions.mend_hr_account import Mending
from chalicelib.corrections.actions.resolve_held import compare_as_staff, mend_compared_account
from chalicelib.corrections.routes import present_held, shapes_held
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.refusals import IDENTITY
from chalicelib.http.wire import time_text
from chalicelib.platform.rules.seen import UNSEEN
from chalicelib.problems.rules.problem import ProblemSide
from chalicelib.problems.rules.problem_notice import desk_label

held_accounts = Calls(__name__, tag="desk")


@held_accounts.call(
    "GET",
    "/v1/admin/professionals/{id}/comparison",
    who=Role.ADMINISTRATOR,
    answers=shapes_held.SidesShown,
    refusals=("not_found",),
    summary="对照两个系统的信息（财政部门）",
)
def compare_for_finance(call: Call[None]) -> shapes_held.SidesShown:
    """Show an administrator what both systems say of a person of the own territory; it is kept who looked."""
    sides = compare_as_staff(call.staff, call.path["id"], at=call.at, cause=call.cause)
    return present_held.sides(sides, "finance")


@held_accounts.call(
    "GET",
    "/v1/hr/held/{id}",
    who=Role.HR_OFFICER,
    answers=shapes_held.SidesShown,
    refusals=("not_found",),
    summary="对照两个系统的信息（人社部门）",
)
def compare_for_hr(call: Call[None]) -> shapes_held.SidesShown:
    """Show an HR officer what both systems say of a person; it is kept who looked."""
    sides = compare_as_staff(call.staff, call.path["id"], at=call.at, cause=call.cause)
    return present_held.sides(sides, "hr")


@held_accounts.call(
    "PATCH",
    "/v1/hr/held/{id}",
    who=Role.HR_OFFICER,
    body=shapes_held.HeldMendedSent,
    answers=shapes_held.SidesShown,
    refusals=(
        "not_found",
        *IDENTITY,
        "hr_account_not_found",
        "hr_account_exists",
        "own_record",
        "reason_required",
        "stale",
    ),
    keyed=True,
    summary="更正待核对人员的省继续教育系统账号",
)
def mend_held(call: Call[shapes_held.HeldMendedSent]) -> shapes_held.SidesShown:
    """Correct the HR account of a person whose certificate is held; it goes through by itself then."""
    asked = call.body
    mending = Mending(
        name=asked.name or "",
        document=asked.document.stated if asked.document else None,
        reason=asked.why,
        seen=UNSEEN.and_version(asked.version),
    )
    sides = mend_compared_account(
        call.staff, call.path["id"], mending, at=call.at, cause=call.cause
    )
    return present_held.sides(sides, "hr")


HANDED = ("not_found", "own_record")


@held_accounts.call(
    "POST",
    "/v1/admin/professionals/{id}/hand-on",
    who=Role.ADMINISTRATOR,
    body=shapes_held.HeldHandedSent,
    answers=shapes_held.HeldHanded,
    refusals=HANDED,
    summary="待核对的证书转人社部门办理",
)
def hand_to_hr(call: Call[shapes_held.HeldHandedSent]) -> shapes_held.HeldHanded:
    """Hand a held certificate on to the HR side: on its list, and the person is told."""
    return _handed(call, ProblemSide.HR)


@held_accounts.call(
    "POST",
    "/v1/hr/held/{id}/hand-on",
    who=Role.HR_OFFICER,
    body=shapes_held.HeldHandedSent,
    answers=shapes_held.HeldHanded,
    refusals=HANDED,
    summary="待核对的证书转财政部门办理",
)
def hand_to_finance(call: Call[shapes_held.HeldHandedSent]) -> shapes_held.HeldHanded:
    """Hand a held certificate on to the finance bureau of its person: on its list, and the person is told."""
    return _handed(call, ProblemSide.FINANCE)


def _handed(call: Call[shapes_held.HeldHandedSent], side: ProblemSide) -> shapes_held.HeldHanded:
    handing = Handing(side, call.body.why)
    done = hand_on_held(
        call.login, call.staff, call.path["id"], handing, at=call.at, cause=call.cause
    )
    return shapes_held.HeldHanded(
        problem=done.id, desk=desk_label(done.side, done.desk), due=time_text(done.due)
    )
