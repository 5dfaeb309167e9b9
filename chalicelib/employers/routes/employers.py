"""Employers: applied for by anybody, opened and kept by the bureau, found by whoever names theirs (R37)."""

from typing import Any

from chalicelib.access.caller import Caller, Who
from chalicelib.access.staff import Staff
from chalicelib.employers.actions.apply_for_employer import EmployerStated, apply_for_employer
from chalicelib.employers.actions.change_employer import EmployerChange, change_employer
from chalicelib.employers.actions.decide_application import OpeningVerdict, decide_application
from chalicelib.employers.actions.read_employer import find_bureau, read_employer
from chalicelib.employers.routes import present, shapes
from chalicelib.employers.rules.employer_code import find_code
from chalicelib.employers.rules.employer_name import sought_forms
from chalicelib.employers.store import employers as store
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import next_cursor, read_cursor
from chalicelib.http.proved import require_proved
from chalicelib.http.refusals import TERRITORY, TERRITORY_OF_STAFF
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.staff.routes.territories import territories_of

employers = Calls(__name__, tag="employers")

OF_STAFF = ("forbidden", "staff_identity_changed", "own_role", "busy")
"""What a login may meet that turns out to be a bureau's."""


def code_of(call: Call[Any]) -> str:
    """The code in a path, in the form in which it is kept.

    Raises:
        Refusal: `not_found` for what is none.
    """
    code = find_code(call.path["code"])
    if code is None:
        raise Refusal("not_found")
    return code


def bureau_of(call: Call[Any]) -> Staff | None:
    """The bureau that the caller acts for, if it does."""
    return find_bureau(call.login, at=call.at)


def proved_bureau_of(call: Call[Any]) -> Staff | None:
    """The same, for who changes anything: of a bureau's login it must be known whose it is (R20)."""
    staff = bureau_of(call)
    require_proved(Caller(call.login, staff=staff))
    return staff


@employers.call(
    "POST",
    "/v1/employers",
    who=Who.LOGIN,
    body=shapes.ApplicationSent,
    answers=shapes.EmployerDetails,
    versioned="version",
    refusals=(
        *TERRITORY,
        "employer_code_invalid",
        "employer_already_open",
        "employer_applied_for",
        "evidence_invalid",
    ),
    summary="申请单位开户",
)
def apply(call: Call[shapes.ApplicationSent]) -> shapes.EmployerDetails:
    """Ask the bureau of its territory to open an employer; whoever does becomes its first clerk."""
    sent = call.body
    stated = EmployerStated(
        code=sent.code,
        name=sent.name,
        kind=sent.kind,
        territory=sent.territory,
        evidence=sent.evidence,
    )
    applied = apply_for_employer(call.login, stated, at=call.at, cause=call.cause)
    return present.applied(applied)


@employers.call(
    "GET",
    "/v1/employers",
    who=Who.LOGIN,
    query=shapes.EmployerQuery,
    answers=shapes.EmployersShown,
    refusals=("cursor_invalid",),
    summary="查找已开户单位",
)
def search(call: Call[shapes.EmployerQuery]) -> shapes.EmployersShown:
    """Find open employers by a part of their names, or their code; brackets and 有限公司 make no difference."""
    asked = call.query
    after = read_cursor(asked.cursor, Position)
    found, last = store.search_employers(sought_forms(asked.q), after, asked.limit)
    return shapes.EmployersShown(
        items=[present.employer(each) for each in found], next=next_cursor(last)
    )


@employers.call(
    "GET",
    "/v1/employers/{code}",
    who=Who.LOGIN,
    answers=shapes.EmployerDetails,
    versioned="version",
    refusals=OF_STAFF,
    summary="查看单位",
)
def show(call: Call[None]) -> shapes.EmployerDetails:
    """Show an employer to its clerks, its applicants and its bureau."""
    return present.details(read_employer(call.login, bureau_of(call), code_of(call)))


@employers.call(
    "PATCH",
    "/v1/employers/{code}",
    who=Who.BUREAU,
    body=shapes.EmployerChangeSent,
    answers=shapes.EmployerDetails,
    versioned="version",
    refusals=(*TERRITORY_OF_STAFF, "employer_closed"),
    keyed=True,
    summary="变更单位信息、销户",
)
def change(call: Call[shapes.EmployerChangeSent]) -> shapes.EmployerDetails:
    """Change name, kind or territory, or close the employer: consents and clerks end, what was reported stands."""
    sent, code = call.body, code_of(call)
    wanted = EmployerChange(
        name=sent.name,
        kind=sent.kind,
        territory=sent.territory,
        closes=sent.state == "closed",
        reason=sent.why,
    )
    seen = call.seen.and_version(sent.version)
    change_employer(call.staff, code, wanted, at=call.at, cause=call.cause, seen=seen)
    return present.details(read_employer(call.login, call.staff, code))


@employers.call(
    "POST",
    "/v1/employers/{code}/decision",
    who=Who.BUREAU,
    body=shapes.ApplicationDecisionSent,
    answers=shapes.EmployerDetails,
    versioned="version",
    refusals=("already_decided", "employer_already_open", "own_record", "reason_required"),
    summary="审核单位开户申请",
)
def decide(call: Call[shapes.ApplicationDecisionSent]) -> shapes.EmployerDetails:
    """Open the employer for its applicant, or refuse it with a reason; the employer is answered."""
    sent, code = call.body, code_of(call)
    verdict = OpeningVerdict(sent.decision == "open", sent.why, sent.application or "")
    decide_application(call.staff, code, verdict, at=call.at, cause=call.cause)
    return present.details(read_employer(call.login, call.staff, code))


@employers.call(
    "GET",
    "/v1/review/employers",
    who=Who.BUREAU,
    query=shapes.EmployersListed,
    answers=shapes.EmployerPage,
    refusals=(*TERRITORY_OF_STAFF, "cursor_invalid"),
    summary="辖区单位及开户申请",
)
def list_employers(call: Call[shapes.EmployersListed]) -> shapes.EmployerPage:
    """List the applications or employers of the bureau's territory that are in a state."""
    asked = call.query
    places = territories_of(call.staff, asked.territory)
    after = read_cursor(asked.cursor, Position)
    found, last = store.find_listed(asked.state, places, after, asked.limit)
    return shapes.EmployerPage(
        items=[present.listed(each) for each in found], next=next_cursor(last)
    )
