"""HR officers, who find and correct HR accounts, and helpers, who answer enquiries (R7, R30)."""

import msgspec

from chalicelib.access.role import Role
from chalicelib.corrections.actions.mend_hr_account import Mending, find_hr_account, mend_hr_account
from chalicelib.corrections.routes import shapes as sent
from chalicelib.http.call import Call
from chalicelib.http.calls import Calls
from chalicelib.http.refusals import DOCUMENT, IDENTITY
from chalicelib.people.routes import present as people_present
from chalicelib.people.routes import shapes as people_shapes
from chalicelib.people.rules.account import Account
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import identity_key
from chalicelib.platform.store.tables import HrItem
from chalicelib.staff.actions.ask_staff import find_subjects
from chalicelib.staff.routes import present as staff_present
from chalicelib.staff.routes.staff import digest_of

desk = Calls(__name__, tag="desk")


def stated(document: people_shapes.DocumentSent) -> tuple[str, str]:
    """A document as the actions take it: its type and number."""
    return document.type, document.number


def _account(account: Account) -> sent.HrAccountShown:
    done = acts.find_acts(identity_key(account.digest), HrItem)
    subjects = find_subjects({act.by.login for act in done})
    return sent.HrAccountShown(
        **msgspec.structs.asdict(people_present.hr_account(account)),
        history=[staff_present.act(act, subjects) for act in done],
    )


@desk.call(
    "POST",
    "/v1/hr/accounts/search",
    who=Role.HR_OFFICER,
    body=sent.AccountSoughtSent,
    answers=sent.HrAccountsShown,
    refusals=DOCUMENT,
    keyed=False,
    proved=False,
    summary="查找省继续教育系统账号",
)
def find_account(call: Call[sent.AccountSoughtSent]) -> sent.HrAccountsShown:
    """Find the HR account of a document."""
    found = find_hr_account(stated(call.body.document), at=call.at)
    return sent.HrAccountsShown(items=[_account(found)] if found else [], next=None)


@desk.call(
    "PATCH",
    "/v1/hr/accounts",
    who=Role.HR_OFFICER,
    body=sent.AccountMendedSent,
    answers=sent.HrAccountShown,
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
def mend_account(call: Call[sent.AccountMendedSent]) -> sent.HrAccountShown:
    """Correct the HR account of a document; held certificates then go through."""
    asked = call.body
    mending = Mending(
        name=asked.name or "",
        document=stated(asked.corrected_document) if asked.corrected_document else None,
        login=digest_of(asked.sub) if asked.sub else "",
        reason=asked.why,
    )
    document = stated(asked.document)
    mended = mend_hr_account(call.staff, document, mending, at=call.at, cause=call.cause)
    return _account(mended)
