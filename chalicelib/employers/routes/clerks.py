"""An employer's clerks (R37): seen to by its first clerk and by its bureau."""

from chalicelib.access.caller import Who
from chalicelib.employers.actions.change_clerks import (
    Governing,
    add_clerk,
    find_clerk,
    find_clerks_of,
    withdraw_clerk,
)
from chalicelib.employers.routes import present, shapes
from chalicelib.employers.routes.employers import OF_STAFF, bureau_of, code_of, proved_bureau_of
from chalicelib.employers.rules.employer import Clerk
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut_whole
from chalicelib.http.received import WholePaging
from chalicelib.identity.rules.stray_number import require_no_number
from chalicelib.platform.rules.text import parse_text
from chalicelib.staff.routes.staff import digest_of

clerks = Calls(__name__, tag="employers")


@clerks.call(
    "GET",
    "/v1/employers/{code}/clerks/{login}",
    who=Who.LOGIN,
    answers=shapes.ClerkShape,
    refusals=OF_STAFF,
    summary="查看单位经办人",
)
def show_clerk(call: Call[None]) -> shapes.ClerkShape:
    """Show one of an employer's clerks."""
    employer = find_clerks_of(Governing(call.login, bureau_of(call)), code_of(call))
    return present.clerk(find_clerk(employer, digest_of(call.path["login"])))


@clerks.call(
    "PUT",
    "/v1/employers/{code}/clerks/{login}",
    who=Who.LOGIN,
    body=shapes.ClerkSent,
    answers=shapes.ClerkShape,
    refusals=(*OF_STAFF, "staff_not_proved", "employer_closed", "clerks_too_many"),
    keyed=True,
    summary="增加单位经办人、移交首位经办人",
)
def put_clerk(call: Call[shapes.ClerkSent]) -> shapes.ClerkShape:
    """Let a login act for the employer; once more changes nothing."""
    subject = call.path["login"]
    parse_text(subject, "login")
    require_no_number(subject, "login", today=call.at.date())
    wanted = Clerk(digest_of(subject), subject, call.at, first=call.body.first)
    governing = Governing(call.login, proved_bureau_of(call))
    employer = add_clerk(governing, code_of(call), wanted, at=call.at, cause=call.cause)
    return present.clerk(employer.clerk(wanted.login) or wanted)


@clerks.call(
    "DELETE",
    "/v1/employers/{code}/clerks/{login}",
    who=Who.LOGIN,
    query=shapes.ReasonQuery,
    answers=shapes.ClerksShown,
    refusals=(*OF_STAFF, "staff_not_proved", "clerk_is_first"),
    keyed=True,
    summary="取消单位经办人",
)
def delete_clerk(call: Call[shapes.ReasonQuery]) -> shapes.ClerksShown:
    """Let a login act for the employer no more; those who still do are answered."""
    login, reason = digest_of(call.path["login"]), call.query.why
    governing = Governing(call.login, proved_bureau_of(call))
    employer = withdraw_clerk(governing, code_of(call), login, reason, at=call.at, cause=call.cause)
    return shapes.ClerksShown(items=[present.clerk(each) for each in employer.clerks], next=None)


@clerks.call(
    "GET",
    "/v1/employers/{code}/clerks",
    who=Who.LOGIN,
    query=WholePaging,
    answers=shapes.ClerksShown,
    refusals=(*OF_STAFF, "cursor_invalid"),
    summary="单位经办人",
)
def list_clerks(call: Call[WholePaging]) -> shapes.ClerksShown:
    """List an employer's clerks: a few at most."""
    employer = find_clerks_of(Governing(call.login, bureau_of(call)), code_of(call))
    page, following = cut_whole(employer.clerks, call.query, lambda each: each.login)
    return shapes.ClerksShown(items=[present.clerk(each) for each in page], next=following)
