"""Keep that a clerk looked (R38): both sides see who looked when."""

from collections.abc import Iterable
from datetime import datetime

from chalicelib.access.login import Login
from chalicelib.employers.rules.employer import Employer
from chalicelib.employers.rules.look import Look
from chalicelib.employers.store.looks import put_looks
from chalicelib.platform.rules.act import Act, What
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.mark import sortable


def keep_look(
    login: Login,
    employer: Employer,
    people: Iterable[str],
    what: What,
    *,
    year: int = 0,
    at: datetime,
    cause: Cause,
) -> None:
    """Keep what a clerk of an employer looked at, before it is answered.

    Args:
        login: the clerk's.
        employer: for which one.
        people: the ids of those of whom something was seen.
        what: the kind of look.
        year: the year looked at, 0 for all.
        at: the instant of the request.
        cause: the request.
    """
    seen = tuple(people)
    act = Act(
        at=at,
        by=employer.actor(login.digest),
        what=what,
        # Begins with the instant, so that the latest are found first.
        cause=Cause(f"{sortable(at)}#{cause.token}", cause.body),
        year=year,
        about=seen,
    )
    look = Look(
        at=at,
        code=employer.code,
        name=employer.name,
        login=login.digest,
        subject=login.subject,
        what=what,
        year=year,
    )
    put_looks(act, look, seen)
