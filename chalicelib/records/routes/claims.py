"""Claims that a record is general knowledge: asked by its owner, answered by its bureau (R8)."""

from typing import Annotated

from msgspec import Meta

from chalicelib.access.caller import Who
from chalicelib.access.role import Role
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.received import Paging
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.http.shapes import MaybeReasoned, Sent
from chalicelib.http.texts import PlaceAsked, Reasons
from chalicelib.law.actions.ask_law import get_law
from chalicelib.people.actions import ask_people
from chalicelib.platform.rules.listing import Position
from chalicelib.records.actions.claim_general import claim_general
from chalicelib.records.actions.decide_claim import ClaimAnswer, decide_claim
from chalicelib.records.routes import present, shapes
from chalicelib.records.routes.records import OWNER
from chalicelib.records.rules.general_claim import ClaimState
from chalicelib.records.store import claims as store
from chalicelib.staff.routes.territories import territories_of

general_claims = Calls(__name__, tag="review")
own_claims = Calls(__name__, tag="records")


class GeneralClaimSent(Sent, frozen=True, kw_only=True):
    """What of a record is general knowledge."""

    reasons: Reasons


class ClaimAnswerSent(MaybeReasoned, frozen=True, kw_only=True):
    """A bureau's answer; a refusal needs its reason."""

    decision: ClaimAnswer


class ClaimsQuery(Paging, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which claims: of whose territory, in which state."""

    territory: PlaceAsked | None = None
    state: Annotated[ClaimState, Meta(description="申请的状态")] = ClaimState.PENDING


@own_claims.call(
    "POST",
    "/v1/me/records/{id}/general-knowledge",
    who=Who.PROFESSIONAL,
    body=GeneralClaimSent,
    answers=shapes.RecordShape,
    versioned="version",
    refusals=("not_found", "claim_pending", "claim_unneeded", "reason_required"),
    summary="申请标记专业通识知识",
)
def claim_record(call: Call[GeneralClaimSent]) -> shapes.RecordShape:
    """Ask the bureau to confirm that an accredited record is general knowledge."""
    done = claim_general(
        call.person, call.path["id"], call.body.reasons, at=call.at, cause=call.cause
    )
    return present.record(done.record, done.window, call.at, OWNER)


@general_claims.call(
    "GET",
    "/v1/review/general-knowledge",
    who=Role.REVIEWER,
    query=ClaimsQuery,
    answers=shapes.Records,
    refusals=(*TERRITORY_OF_STAFF, "cursor_invalid"),
    summary="查询标记专业通识知识的申请",
)
def list_claims(call: Call[ClaimsQuery]) -> shapes.Records:
    """List the records of the own territory that are claimed to be general knowledge, the oldest claim first."""
    asked = call.query
    territories = territories_of(call.staff, asked.territory)
    places = frozenset(territories)
    found, last = store.list_claims(
        asked.state,
        territories,
        read_cursor(asked.cursor, Position),
        asked.limit,
        lambda each: each.territory in places,
    )
    records = store.find_claimed(found)
    people = ask_people.find_professionals({each.person for each in found})
    return shapes.Records(
        items=[
            present.owned_record(
                record,
                people.get(record.person),
                get_law(record.year, at=call.at).window_of(record),
                call.at,
                call.staff,
            )
            for each in found
            if (record := records.get(each.record))
        ],
        next=next_cursor(last),
    )


@general_claims.call(
    "POST",
    "/v1/review/records/{id}/general-knowledge",
    who=Role.REVIEWER,
    body=ClaimAnswerSent,
    answers=shapes.RecordShape,
    versioned="version",
    refusals=(
        "not_found",
        "own_record",
        "already_decided",
        "record_not_changeable",
        "reason_required",
    ),
    summary="确认专业通识知识",
)
def decide_claimed(call: Call[ClaimAnswerSent]) -> shapes.RecordShape:
    """Confirm that a record is general knowledge, or refuse it, once."""
    done = decide_claim(
        call.staff,
        call.path["id"],
        call.body.decision,
        call.body.why,
        at=call.at,
        cause=call.cause,
    )
    return present.decided(done, call.at, call.staff)
