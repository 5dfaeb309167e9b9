"""Hand what one side cannot mend over to the other side, about a person whose certificate waits (R30)."""

from datetime import datetime

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


def hand_over(
    login: Login,
    staff: Staff,
    person: Professional,
    side: ProblemSide,
    text: str,
    *,
    at: datetime,
    cause: Cause,
) -> Problem:
    """Put a person's matter on the other side's list, and tell the person; what waits there already stays.

    Args:
        login: the login of whoever hands it over, who is told of the answer.
        staff: the same one's role.
        person: whose matter.
        side: the side that it goes to.
        text: what was compared, and what the other side shall do.
        at: the instant of the request.
        cause: the request, for repeats.
    """
    owner = derived("problems of", login.digest)
    about = About(kind=AboutKind.ACCOUNT, id=person.id)
    step = ProblemStep(kind=ProblemStepKind.REPORTED, at=at, by=staff.actor, text=text, cause=cause)
    wanted = Problem(
        id=f"{owner}-{derived('problem', cause.token, length=12)}",
        owner=owner,
        inbox=inbox_of(login.digest),
        kind=ProblemKind.DATA,
        about=about,
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

    def once() -> Problem:
        for earlier in problems.find_own_problems((owner,)):
            is_same = (earlier.about, earlier.side) == (about, side)
            if is_same and earlier.state is not ProblemState.CLOSED:
                return earlier
        problems.put_problem(wanted, handed_over_notice(wanted))
        return wanted

    return settled(once)
