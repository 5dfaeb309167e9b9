"""HR officers, who find and correct HR accounts, and helpers, who answer enquiries (R7, R30)."""

import msgspec

from chalicelib.actions.mend_hr_account import Mending, find_hr_account, mend_hr_account
from chalicelib.entry import present_people, present_staff, shapes_people
from chalicelib.entry import shapes_desk as sent
from chalicelib.entry.call import Call
from chalicelib.entry.calls import Calls
from chalicelib.entry.refusals import DOCUMENT, IDENTITY
from chalicelib.entry.staff import digest_of
from chalicelib.rules.account import Account
from chalicelib.rules.role import Role
from chalicelib.store import acts
from chalicelib.store.keys import identity_key
from chalicelib.store.staff import find_subjects
from chalicelib.store.tables import HrItem

desk = Calls(__name__, tag="desk")


def stated(document: shapes_people.DocumentSent) -> tuple[str, str]:
    """A document as the actions take it: its type and number."""
    return document.type, document.number


def _account(account: Account) -> sent.HrAccountShown:
    done = acts.find_acts(identity_key(account.digest), HrItem)
    subjects = find_subjects({act.by.login for act in done})
    return sent.HrAccountShown(
        **msgspec.structs.asdict(present_people.hr_account(account)),
        history=[present_staff.act(act, subjects) for act in done],
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
