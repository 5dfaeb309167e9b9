"""Offer the import of a roster (R40): where whoever acts for its employer posts a workbook or CSV file."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.access.login import Login
from chalicelib.access.staff import Staff, require_province
from chalicelib.employers.rules.employer import Employer
from chalicelib.identity.actions.read_claims import proof_of
from chalicelib.identity.rules.proof import Proof
from chalicelib.imports.actions.offer_import import OfferedImport, offered
from chalicelib.imports.actions.open_roster import require_open_roster
from chalicelib.imports.rules.import_job import ImportKind, Job
from chalicelib.people.actions import ask_people
from chalicelib.plans.actions.ask_plans import find_plan
from chalicelib.plans.actions.get_plan import get_own_plan
from chalicelib.plans.actions.keep_roster_act import keep_roster_act
from chalicelib.plans.rules.plan import Plan
from chalicelib.platform.rules.cause import Actor, Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.staff.actions.recuse import widened


class RosterFile(NamedTuple):
    """A file to come: what it is called, what it holds, and of which plan.

    `asks`: nothing of it is written before somebody has seen what would be.
    """

    filename: str
    kind: str
    plan: str
    asks: bool = False


class Bringer(NamedTuple):
    """Who brings a roster's file: the party, whose import it is then, and who that is as far as proved."""

    actor: Actor
    owner: str
    proof: Proof | None


def offer_roster(
    employer: Employer, login: Login, file: RosterFile, *, at: datetime, cause: Cause
) -> OfferedImport:
    """Take down that a roster's file is to come, and sign a POST for it; a repeat is answered alike.

    Args:
        employer: whose plan it is.
        login: its clerk.
        file: the file.
        at: the instant by which its rows are judged.
        cause: the request, for repeats.

    Raises:
        Refusal: `not_found`; `import_invalid` for another kind or type of file; `plan_not_approved`;
            `roster_not_open`, `roster_closed`; `idempotency_key_reused`.
    """
    if file.kind != ImportKind.ROSTERS:
        why = f"单位导入的应为{ImportKind.ROSTERS}"
        raise Refusal("import_invalid", field="kind", why=why)
    by = Bringer(employer.actor(login.digest), employer.code, proof_of(login.claims, at=at))
    return _offered(by, get_own_plan(employer.code, file.plan), file, at, cause)


def offer_roster_in_its_place(
    staff: Staff, file: RosterFile, *, at: datetime, cause: Cause
) -> OfferedImport:
    """The same, as an administrator of the province in the place of an employer.

    Raises:
        Refusal: `forbidden`; as `offer_roster`.
    """
    require_province(staff)
    plan = find_plan(file.plan)
    if plan is None:
        raise Refusal("not_found")
    return _offered(Bringer(staff.actor, "", staff.proof), plan, file, at, cause)


def _offered(
    by: Bringer, plan: Plan, file: RosterFile, at: datetime, cause: Cause
) -> OfferedImport:
    said = require_open_roster(plan, at)
    login = by.actor.login
    job = Job(
        id=derived("import", cause.token),
        kind=ImportKind.ROSTERS,
        filename=file.filename,
        owner=by.owner,
        plan=plan.id,
        unit=said.unit,
        login=login,
        person=ask_people.find_person(login) or "",
        proof=widened(by.proof),
        offered_at=at,
        content=cause.body,
        asks=file.asks,
        version=1,
    )
    answer = offered(job)
    keep_roster_act(plan, by.actor, file.filename, at=at, cause=cause)
    return answer
