"""Administrators correct a professional's data, and give an account to another login (R6, R36)."""

from msgspec import UNSET

from chalicelib.access.role import Role
from chalicelib.corrections.actions.bind_login import bind_login
from chalicelib.corrections.actions.correct_profile import Correcting, correct_profile
from chalicelib.corrections.routes import shapes
from chalicelib.corrections.routes.own import change_of
from chalicelib.employers.routes.own import NAMED_EMPLOYER
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.refusals import IDENTITY, TERRITORY
from chalicelib.identity.rules.proof import Claims
from chalicelib.people.actions.enrol import Correction
from chalicelib.people.routes import present_accounts, shapes_accounts
from chalicelib.staff.routes.staff import digest_of

people_corrected = Calls(__name__, tag="admin_people")


@people_corrected.call(
    "PATCH",
    "/v1/admin/professionals/{id}",
    who=Role.ADMINISTRATOR,
    body=shapes.CorrectionSent,
    answers=shapes_accounts.ProfessionalShown,
    versioned="version",
    refusals=(
        "not_found",
        "own_record",
        "reason_required",
        *IDENTITY,
        *TERRITORY,
        "already_enrolled",
        "account_merged",
        *NAMED_EMPLOYER,
    ),
    keyed=True,
    summary="更正人员信息、登记转出转回",
)
def correct(call: Call[shapes.CorrectionSent]) -> shapes_accounts.ProfessionalShown:
    """Correct what is sent, with a reason; what is left out stays."""
    asked = call.body
    name = None if asked.name is UNSET else asked.name
    document = None if asked.document is UNSET else asked.document.stated
    identity = Correction(name, document, Claims(), allow_unproved=True)
    correcting = Correcting(
        identity=identity if name is not None or document else None,
        situation=change_of(asked),
        moved_out=None if asked.moved_out is UNSET else asked.moved_out,
        reason=asked.why,
    )
    corrected = correct_profile(
        call.staff,
        call.path["id"],
        correcting,
        at=call.at,
        cause=call.cause,
        seen=call.seen.and_version(asked.version),
    )
    return present_accounts.professional(corrected)


@people_corrected.call(
    "POST",
    "/v1/admin/professionals/{id}/login",
    who=Role.ADMINISTRATOR,
    body=shapes.BindingSent,
    answers=shapes_accounts.ProfessionalShown,
    refusals=("not_found", "own_record", "reason_required", "login_taken", "account_merged"),
    summary="改绑登录账号",
)
def bind(call: Call[shapes.BindingSent]) -> shapes_accounts.ProfessionalShown:
    """Give a professional's account to another login; both are told."""
    asked = call.body
    bound = bind_login(
        call.staff,
        call.path["id"],
        digest_of(asked.sub),
        asked.why,
        at=call.at,
        cause=call.cause,
    )
    return present_accounts.professional(bound)
