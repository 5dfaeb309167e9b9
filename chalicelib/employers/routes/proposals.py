"""Employers that people have typed, and the open ones that they may be: for the bureau to say (R38)."""

from chalicelib.access.caller import Who
from chalicelib.employers.actions.settle_proposals import ProposalSaid, settle_proposal
from chalicelib.employers.routes import present, shapes_proposals
from chalicelib.employers.store import employers as store
from chalicelib.employers.store.proposals import list_proposals
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.refusals import TERRITORY_OF_STAFF
from chalicelib.people.actions import ask_people
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.staff.routes.territories import territories_of

proposals = Calls(__name__, tag="employers")


@proposals.call(
    "GET",
    "/v1/review/bindings",
    who=Who.BUREAU,
    query=shapes_proposals.ProposalsQuery,
    answers=shapes_proposals.ProposalsShown,
    refusals=(*TERRITORY_OF_STAFF, "cursor_invalid"),
    summary="待核对的单位（原填文字）",
)
def list_bindings(call: Call[shapes_proposals.ProposalsQuery]) -> shapes_proposals.ProposalsShown:
    """List people whose employer is a text that may be an open employer, those of one text together."""
    asked = call.query
    places = territories_of(call.staff, asked.territory)
    found, last = list_proposals(places, read_cursor(asked.cursor, Position), asked.limit)
    people = ask_people.find_professionals({each.person for each in found})
    employers = store.find_employers({code for each in found for code in each.codes})
    return shapes_proposals.ProposalsShown(
        items=[
            present.proposal(each, people[each.person], employers)
            for each in found
            if each.person in people
        ],
        next=next_cursor(last),
    )


@proposals.call(
    "POST",
    "/v1/review/bindings",
    who=Who.BUREAU,
    body=shapes_proposals.ProposalsSaid,
    answers=shapes_proposals.ProposalsSettled,
    summary="确认或否定单位核对",
)
def settle_bindings(
    call: Call[shapes_proposals.ProposalsSaid],
) -> shapes_proposals.ProposalsSettled:
    """Say of up to a hundred which employer each is, or none of those proposed; each result stands for itself."""
    results = [_settled(call, each) for each in call.body.decisions]
    return shapes_proposals.ProposalsSettled(results=results)


def _settled(
    call: Call[shapes_proposals.ProposalsSaid], said: shapes_proposals.ProposalSaidSent
) -> shapes_proposals.ProposalSettled:
    try:
        wanted = ProposalSaid(said.professional, said.code or "")
        settle_proposal(call.staff, wanted, at=call.at, cause=call.cause)
    except Refusal as refusal:
        return shapes_proposals.ProposalSettled(
            professional=said.professional,
            status="refused",
            code=refusal.code,
            detail=refusal.detail,
        )
    return shapes_proposals.ProposalSettled(
        professional=said.professional, status="bound" if said.code else "declined"
    )
