"""Administrators merge two accounts of one person (R1)."""

from chalicelib.actions.merge_accounts import merge_accounts
from chalicelib.entry import present_admin as present_for
from chalicelib.entry import shapes_admin as sent
from chalicelib.entry.call import Call
from chalicelib.entry.caller import Who
from chalicelib.entry.calls import Calls

admin_merges = Calls(__name__, tag="admin_people")


@admin_merges.call(
    "POST",
    "/v1/admin/professionals/{id}/merge",
    who=Who.ADMINISTRATOR,
    body=sent.MergeSent,
    answers=sent.ProfessionalShown,
    refusals=(
        "not_found",
        "own_record",
        "reason_required",
        "account_merged",
        "merge_same_account",
        "merge_name_differs",
        "merge_both_certified",
    ),
    summary="合并同一人的两个账号",
)
def merge(call: Call[sent.MergeSent]) -> sent.ProfessionalShown:
    """Merge another account of the same person into this one; records and histories of both stay."""
    asked = call.body
    merged = merge_accounts(
        call.staff, call.path["id"], asked.with_, asked.why, at=call.at, cause=call.cause
    )
    return present_for.professional(merged)
