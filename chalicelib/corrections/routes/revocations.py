"""Administrators revoke an accredited record, and undo a mistaken revocation (R19)."""

from chalicelib.access.role import Role
from chalicelib.corrections.actions.restore_record import restore_record
from chalicelib.corrections.actions.revoke_with_report import revoke_with_report
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.shapes import Reasoned
from chalicelib.records.routes.present import decided
from chalicelib.records.routes.shapes import RecordShape

revocations = Calls(__name__, tag="admin_people")


@revocations.call(
    "POST",
    "/v1/admin/records/{id}/revoke",
    who=Role.ADMINISTRATOR,
    body=Reasoned,
    answers=RecordShape,
    versioned="version",
    conditional=True,
    refusals=("not_found", "own_record", "record_not_changeable", "reason_required"),
    summary="撤销已认定的学分",
)
def revoke(call: Call[Reasoned]) -> RecordShape:
    """Revoke an accredited record: its credits cease to count."""
    done = revoke_with_report(
        call.staff, call.path["id"], call.body.why, at=call.at, cause=call.cause, seen=call.seen
    )
    return decided(done, call.at, call.staff)


@revocations.call(
    "POST",
    "/v1/admin/records/{id}/restore",
    who=Role.ADMINISTRATOR,
    body=Reasoned,
    answers=RecordShape,
    versioned="version",
    conditional=True,
    refusals=(
        "not_found",
        "own_record",
        "record_not_changeable",
        "reason_required",
        "duplicate_credit",
        "form_capped",
    ),
    summary="恢复被撤销的学分",
)
def restore(call: Call[Reasoned]) -> RecordShape:
    """Undo a revocation: the credits count as before."""
    done = restore_record(
        call.staff, call.path["id"], call.body.why, at=call.at, cause=call.cause, seen=call.seen
    )
    return decided(done, call.at, call.staff)
