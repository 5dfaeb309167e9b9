"""HR officers, who find and correct HR accounts, and helpers, who answer enquiries (R7, R30)."""

from collections.abc import Sequence

import msgspec

from chalicelib.actions.answer_enquiry import answer_enquiry
from chalicelib.actions.mend_hr_account import Mending, find_hr_account, mend_hr_account
from chalicelib.entry import present, present_staff, shapes
from chalicelib.entry import shapes_desk as sent
from chalicelib.entry.call import Call
from chalicelib.entry.calls import Calls
from chalicelib.entry.refusals import DOCUMENT, IDENTITY
from chalicelib.entry.staff import digest_of
from chalicelib.rules.account import Account
from chalicelib.rules.role import Role
from chalicelib.rules.territory import parse_territory
from chalicelib.store import acts
from chalicelib.store.professionals import identity_key
from chalicelib.store.staff import find_subjects
from chalicelib.store.tables import HrItem

desk = Calls(__name__)


def _stated(document: shapes.DocumentSent) -> tuple[str, str]:
    return document.type, document.number


def _account(account: Account) -> sent.HrAccountShown:
    done = acts.find_acts(identity_key(account.digest), HrItem)
    subjects = find_subjects({act.by.login for act in done})
    return sent.HrAccountShown(
        **msgspec.structs.asdict(present.hr_account(account)),
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
    found = find_hr_account(_stated(call.body.document), at=call.at)
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
        document=_stated(asked.corrected_document) if asked.corrected_document else None,
        login=digest_of(asked.sub) if asked.sub else "",
        reason=asked.why,
    )
    document = _stated(asked.document)
    mended = mend_hr_account(call.staff, document, mending, at=call.at, cause=call.cause)
    return _account(mended)


@desk.call(
    "POST",
    "/v1/helper/enquiries",
    who=Role.HELPER,
    body=sent.EnquirySent,
    answers=sent.Enquiry,
    refusals=(*DOCUMENT, "year_unknown", "person_not_found"),
    summary="咨询：查询一人一年",
)
def enquire(call: Call[sent.EnquirySent]) -> sent.Enquiry:
    """Show one person's year to the enquiry desk; who asked is kept."""
    asked = call.body
    document = _stated(asked.document)
    found = answer_enquiry(
        call.staff, document, asked.year, asked.why, at=call.at, cause=call.cause
    )
    professional = found.now.professional
    year = present.year(found.now, found.law, found.certificate)
    return sent.Enquiry(
        professional=present.person(professional),
        territory=professional.territory,
        territory_name=parse_territory(professional.territory).full_name,
        year=msgspec.structs.replace(year, records=_without_files(year.records)),
    )


def _without_files(records: Sequence[shapes.Record]) -> list[shapes.Record]:
    """People put their names and numbers into file names."""
    return [msgspec.structs.replace(record, evidence=[], faults=[]) for record in records]
