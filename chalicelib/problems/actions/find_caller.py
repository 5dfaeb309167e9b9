"""Who reports a problem or deals with it: a professional, a clerk, a provider, a bureau, anybody signed in."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.access.login import Login
from chalicelib.access.role import BUREAU, Role
from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.notices.rules.notice import inbox_of
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.claim_account import find_own_person
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.cause import Actor, Party
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.problems.rules.problem import Problem, ProblemSide
from chalicelib.problems.store import problems
from chalicelib.staff.actions.ask_staff import find_staff
from chalicelib.staff.actions.prove_staff import prove_staff


class ProblemCaller(NamedTuple):
    """A login, and what it is here: a professional, staff, both or neither."""

    login: Login
    person: Professional | None = None
    staff: Staff | None = None

    @property
    def owners(self) -> tuple[str, ...]:
        """Under which ids the own problems lie: the first one is that of new ones."""
        own = derived("problems of", self.login.digest)
        return (*(self.person.ids if self.person else ()), own)

    @property
    def inbox(self) -> str:
        """Where the caller is told."""
        return self.person.id if self.person else inbox_of(self.login.digest)

    @property
    def actor(self) -> Actor:
        """Who did something, as a problem keeps it."""
        if self.person:
            return self.person.actor
        if self.staff and self.staff.role is not Role.PROVIDER:
            return self.staff.actor
        return Actor(Party.REPORTER if self.staff else Party.PROFESSIONAL, self.login.digest)

    @property
    def side(self) -> ProblemSide | None:
        """The side that the caller acts for; None for whoever only reports."""
        if self.staff is None:
            return None
        if self.staff.role is Role.HR_OFFICER:
            return ProblemSide.HR
        return ProblemSide.FINANCE if self.staff.role in BUREAU else None

    def owns(self, problem: Problem) -> bool:
        """Whether the caller reported it."""
        return problem.owner in self.owners

    def is_in_charge(self, problem: Problem) -> bool:
        """Whether it is on the caller's list, or on that of a bureau below."""
        if (
            self.staff is None
            or self.side is None
            or problem.side not in {self.side, ProblemSide.BOTH}
        ):
            return False
        return self.side is ProblemSide.HR or covers(self.staff.territory, problem.desk)


def find_caller(login: Login, *, at: datetime) -> ProblemCaller:
    """Find out who calls; a login may be a professional's and staff's.

    Raises:
        Refusal: `staff_identity_changed`, `own_role`, as for every member of staff.
    """
    person = find_own_person(login.digest, login.claims, at=at)
    staff = find_staff(login.digest)
    return ProblemCaller(
        login,
        ask_people.find_professional(person) if person else None,
        prove_staff(staff, login.claims, at=at) if staff and staff.role else None,
    )


def get_problem(caller: ProblemCaller, problem: str) -> Problem:
    """Read a problem that the caller reported or is in charge of.

    Raises:
        Refusal: `not_found`.
    """
    found = problems.find_problem(problem)
    if found is None or not (caller.owns(found) or caller.is_in_charge(found)):
        raise Refusal("not_found")
    return found
