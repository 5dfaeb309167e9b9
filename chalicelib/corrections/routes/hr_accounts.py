"""HR officers find and correct HR accounts (R7, R30)."""

import msgspec

from chalicelib.access.role import Role
from chalicelib.corrections.actions.mend_hr_account import Mending, find_hr_account, mend_hr_account
from chalicelib.corrections.routes import shapes
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.cursor import cut_whole
from chalicelib.http.refusals import DOCUMENT, IDENTITY
from chalicelib.people.routes import present as people_present
from chalicelib.people.rules.account import Account
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import identity_key
from chalicelib.platform.store.tables import HrItem
from chalicelib.staff.actions.ask_staff import find_subjects
from chalicelib.staff.routes import present as staff_present
from chalicelib.staff.routes.staff import digest_of

hr_accounts = Calls(__name__, tag="desk")


def _account(account: Account) -> shapes.HrAccountShown:
    done = acts.find_acts(identity_key(account.digest), HrItem)
    subjects = find_subjects({act.by.login for act in done})
    return shapes.HrAccountShown(
        **msgspec.structs.asdict(people_present.hr_account(account)),
        history=[staff_present.act(act, subjects) for act in done],
    )


@hr_accounts.call(
    "POST",
    "/v1/hr/accounts/search",
    who=Role.HR_OFFICER,
    body=shapes.AccountSoughtSent,
    answers=shapes.HrAccountsShown,
    refusals=(*DOCUMENT, "cursor_invalid"),
    keyed=False,
    proved=False,
    summary="查找省继续教育系统账号",
)
def find_account(call: Call[shapes.AccountSoughtSent]) -> shapes.HrAccountsShown:
    """Find the HR account of a document."""
    found = find_hr_account(call.body.document.stated, at=call.at)
    page, following = cut_whole([found] if found else [], call.body, lambda each: each.digest)
    return shapes.HrAccountsShown(items=[_account(each) for each in page], next=following)


@hr_accounts.call(
    "PATCH",
    "/v1/hr/accounts",
    who=Role.HR_OFFICER,
    body=shapes.AccountMendedSent,
    answers=shapes.HrAccountShown,
    versioned="version",
    refusals=(
        *IDENTITY,
        "hr_account_not_found",
        "hr_account_exists",
        "own_record",
        "reason_required",
    ),
    keyed=True,
    summary="更正省继续教育系统账号（经办人）",
)
def mend_account(call: Call[shapes.AccountMendedSent]) -> shapes.HrAccountShown:
    """Correct the HR account of a document; held certificates then go through."""
    asked = call.body
    mending = Mending(
        name=asked.name or "",
        document=asked.corrected_document.stated if asked.corrected_document else None,
        login=digest_of(asked.sub) if asked.sub else "",
        reason=asked.why,
        seen=call.seen.and_version(asked.version),
    )
    document = asked.document.stated
    mended = mend_hr_account(call.staff, document, mending, at=call.at, cause=call.cause)
    return _account(mended)
