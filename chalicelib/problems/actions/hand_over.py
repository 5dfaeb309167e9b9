"""Hand what one side cannot mend over to the other side, about a person whose certificate waits (R30)."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.access.login import Login
from chalicelib.access.staff import Staff
from chalicelib.identity.rules.name import masked_name
from chalicelib.notices.rules.notice import inbox_of
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.problems.actions.find_due import due_of
from chalicelib.problems.rules.problem import (
    About,
    AboutKind,
    Problem,
    ProblemKind,
    ProblemSide,
    ProblemState,
    ProblemStep,
    ProblemStepKind,
)
from chalicelib.problems.rules.problem_notice import handed_over_notice
from chalicelib.problems.store import problems


class Handover(NamedTuple):
    """A matter that one side hands over: by whom, whose it is, to which side, and what is said.

    `login` is the login of whoever hands it over, who is told of the answer; `staff` the same one's role.
    """

    login: Login
    staff: Staff
    person: Professional
    side: ProblemSide
    text: str


def hand_over(handed: Handover, *, at: datetime, cause: Cause) -> Problem:
    """Put a person's matter on the other side's list, and tell the person; what waits there already stays.

    Args:
        handed: the matter.
        at: the instant of the request.
        cause: the request, for repeats.
    """
    wanted = _composed(handed, at, cause)

    def once() -> Problem:
        for earlier in problems.find_own_problems((wanted.owner,)):
            is_same = (earlier.about, earlier.side) == (wanted.about, wanted.side)
            if is_same and earlier.state is not ProblemState.CLOSED:
                return earlier
        problems.put_problem(wanted, handed_over_notice(wanted))
        return wanted

    return settled(once)


def _composed(handed: Handover, at: datetime, cause: Cause) -> Problem:
    login, staff, person, side, text = handed
    owner = derived("problems of", login.digest)
    step = ProblemStep(kind=ProblemStepKind.REPORTED, at=at, by=staff.actor, text=text, cause=cause)
    return Problem(
        id=f"{owner}-{derived('problem', cause.token, length=12)}",
        owner=owner,
        inbox=inbox_of(login.digest),
        kind=ProblemKind.DATA,
        about=About(kind=AboutKind.ACCOUNT, id=person.id),
        reporter=staff.actor,
        person=person.id,
        name=masked_name(person.name),
        masked_number=person.masked_number,
        side=side,
        desk=person.territory,
        since=at,
        due=due_of(at),
        entries=(step,),
    )
