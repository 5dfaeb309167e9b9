"""Report a problem (反映问题): it stands on the list of whoever is in charge from then on."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.identity.rules.name import masked_name
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.problems.actions.attach_problem import attach
from chalicelib.problems.actions.find_caller import ProblemCaller
from chalicelib.problems.actions.find_due import due_of
from chalicelib.problems.rules.problem import (
    About,
    Problem,
    ProblemKind,
    ProblemStep,
    ProblemStepKind,
)
from chalicelib.problems.store import problems


class ProblemStated(NamedTuple):
    """What somebody reports: `about` is what it is attached to, `territory` whose bureau shall have it.

    `territory` is for whoever belongs nowhere; "" leaves it to the province.
    """

    kind: ProblemKind
    text: str
    about: About | None = None
    territory: str = ""


def report_problem(
    caller: ProblemCaller, stated: ProblemStated, *, at: datetime, cause: Cause
) -> Problem:
    """Keep a problem for whoever is in charge; the same request again makes no second one.

    Args:
        caller: who reports.
        stated: the problem.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `not_found` for somebody else's thing; `field_invalid` without a text; what
            `parse_territory` refuses; `idempotency_key_reused`.
    """
    if not stated.text:
        raise Refusal("field_invalid", field="text", why="不能为空")
    wanted = _composed(caller, stated, at, cause)

    def once() -> Problem:
        earlier = problems.find_problem(wanted.id)
        if earlier is not None and earlier.is_done(cause):
            return earlier
        problems.put_problem(wanted)
        return wanted

    return settled(once)


def _composed(caller: ProblemCaller, stated: ProblemStated, at: datetime, cause: Cause) -> Problem:
    place = parse_territory(stated.territory).code if stated.territory else ""
    side, desk = attach(caller, stated.kind, stated.about, place)
    owner, person = caller.owners[0], caller.person
    entry = ProblemStep(
        kind=ProblemStepKind.REPORTED, at=at, by=caller.actor, text=stated.text, cause=cause
    )
    return Problem(
        id=f"{owner}-{derived('problem', cause.token, length=12)}",
        owner=owner,
        inbox=caller.inbox,
        kind=stated.kind,
        about=stated.about,
        reporter=entry.by,
        person=person.id if person else "",
        name=masked_name(person.name) if person else "",
        masked_number=person.masked_number if person else "",
        side=side,
        desk=desk,
        since=at,
        due=due_of(at),
        entries=(entry,),
    )
