"""Administrators see which accounts may be one person's, and merge two of one (R1)."""

from chalicelib.access.role import Role
from chalicelib.corrections.actions.merge_accounts import merge_accounts
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.http.texts import PlaceSent
from chalicelib.people.actions.ask_people import find_alike, find_listed_alike
from chalicelib.people.routes import present_accounts, shapes_accounts
from chalicelib.platform.rules.listing import Position
from chalicelib.staff.routes.territories import territories_of

admin_merges = Calls(__name__, tag="admin_people")


class AlikeQuery(Paging, frozen=True, kw_only=True):
    """Of which territory; the whole of the administrator's unless said otherwise."""

    territory: PlaceSent | None = None


@admin_merges.call(
    "GET",
    "/v1/admin/alike",
    who=Role.ADMINISTRATOR,
    query=AlikeQuery,
    answers=shapes_accounts.AlikeAccounts,
    refusals=(*TERRITORY_OF_STAFF, "cursor_invalid"),
    summary="可能是同一人的账号",
)
def list_alike(call: Call[AlikeQuery]) -> shapes_accounts.AlikeAccounts:
    """List the accounts of the own territory that may be one person's with another account."""
    asked = call.query
    after = read_cursor(asked.cursor, Position)
    places = territories_of(call.staff, asked.territory)
    people, last = find_listed_alike(places, after, asked.limit)
    shown = (
        (each, present_accounts.alike(find_alike(each), call.staff.territory)) for each in people
    )
    return shapes_accounts.AlikeAccounts(
        items=[
            shapes_accounts.AlikeAccount(
                professional=present_accounts.professional(each), alike=found
            )
            for each, found in shown
            if found and each.territory in places
        ],
        next=next_cursor(last),
    )


@admin_merges.call(
    "POST",
    "/v1/admin/professionals/{id}/merge",
    who=Role.ADMINISTRATOR,
    body=shapes_accounts.MergeSent,
    answers=shapes_accounts.ProfessionalShown,
    refusals=(
        "not_found",
        "own_record",
        "reason_required",
        "account_merged",
        "merge_same_account",
        "merge_name_differs",
        "merge_both_certified",
        "merge_too_many_duplicates",
    ),
    summary="合并同一人的两个账号",
)
def merge(call: Call[shapes_accounts.MergeSent]) -> shapes_accounts.ProfessionalShown:
    """Merge another account of the same person into this one; records and histories of both stay."""
    asked = call.body
    merged = merge_accounts(
        call.staff, call.path["id"], asked.with_, asked.why, at=call.at, cause=call.cause
    )
    return present_accounts.professional(merged)
