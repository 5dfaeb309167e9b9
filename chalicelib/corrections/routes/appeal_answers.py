"""Reviewers of the bureau above answer an appeal (复核决定, R43)."""

from chalicelib.access.role import Role
from chalicelib.corrections.actions.answer_appeal import answer_appeal
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.records.routes import present, present_appeals, shapes, shapes_review
from chalicelib.records.rules.reconsideration import appeals_of

appeal_answers = Calls(__name__, tag="appeals")


@appeal_answers.call(
    "POST",
    "/v1/review/appeals/{id}/decision",
    who=Role.REVIEWER,
    body=shapes_review.RulingSent,
    answers=shapes.AppealShape,
    refusals=(
        "not_found",
        "own_record",
        "own_decision",
        "already_decided",
        "forbidden",
        "reason_required",
        "credits_exceeded",
        "duplicate_credit",
        "form_capped",
    ),
    summary="作出复核决定",
)
def decide(call: Call[shapes_review.RulingSent]) -> shapes.AppealShape:
    """Uphold a refusal, or overturn it: the record is accredited at once."""
    wanted = call.path["id"]
    done = answer_appeal(call.staff, wanted, call.body.ruling, at=call.at, cause=call.cause)
    told = next(each for each in appeals_of(done.record) if each.id == wanted)
    shown = present.decided(done, call.at, call.staff)
    return present_appeals.appeal(present_appeals.appeal_told(told, call.at), shown)
