"""Resolve a held certificate: both systems' accounts of a person beside each other, and one's own mended (R30)."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.access.staff import Staff
from chalicelib.bureaus.rules.territory import covers
from chalicelib.corrections.actions.mend_hr_account import Mending, mend_once
from chalicelib.people.actions import ask_people
from chalicelib.people.actions.compare_accounts import Comparison, compare_accounts
from chalicelib.people.rules.account import Account
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.actions.settle import settled
from chalicelib.platform.rules.act import Act, What, is_repeat
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import require_reason
from chalicelib.platform.store import acts
from chalicelib.platform.store.keys import identity_key, person_key
from chalicelib.platform.store.tables import HrItem
from chalicelib.staff.actions.recuse import require_not_own, require_not_own_login


class Sides(NamedTuple):
    """A person on the finance side, and what the HR side has of them."""

    professional: Professional
    compared: Comparison


def compare_as_staff(staff: Staff, person: str, *, at: datetime, cause: Cause) -> Sides:
    """Read what both systems say of a person; who looked is kept beside the person (R7).

    Args:
        staff: an administrator of the person's territory, or an HR officer, who acts on the province.
        person: the professional's id.
        at: the instant of the request.
        cause: the request.

    Raises:
        Refusal: `not_found`, also outside the territory of who is bound to one.
    """
    professional = get_governed(staff, person)
    act = Act(at=at, by=staff.actor, what=What.ACCOUNTS_COMPARED, cause=cause)
    acts.put_act(person_key(professional.id), act)
    return Sides(professional, compare_accounts(professional))


def mend_compared_account(
    staff: Staff, person: str, mending: Mending, *, at: datetime, cause: Cause
) -> Sides:
    """Correct the HR account that a person is compared with; nobody types its number anew.

    Raises:
        Refusal: `not_found`; `hr_account_not_found`; `own_record`; `stale`; `reason_required`;
            `name_invalid`, `document_…`; `hr_account_exists` if the document has another account.
    """
    reason = require_reason(mending.reason, "更正账号")

    def once() -> Sides:
        professional = get_governed(staff, person)
        account = compare_accounts(professional).account
        if account is None:
            raise Refusal("hr_account_not_found")
        if not _is_done(account, cause):
            _require_not_own(professional, account, staff)
            mend_once(staff, account, mending, reason, at=at, cause=cause)
        return Sides(professional, compare_accounts(professional))

    return settled(once)


def get_governed(staff: Staff, person: str) -> Professional:
    """Read a person whom staff act on: of their territory, or of the whole province.

    Raises:
        Refusal: `not_found` for any other.
    """
    found = ask_people.find_professional(person)
    if found is None or found.merged_into or not _acts_on(staff, found.territory):
        raise Refusal("not_found")
    return found


def _acts_on(staff: Staff, territory: str) -> bool:
    is_of_all = staff.role is not None and staff.role.kind.acts_on_province
    return is_of_all or covers(staff.territory, territory)


def _is_done(account: Account, cause: Cause) -> bool:
    """Whether this very request has corrected the account already."""
    return is_repeat(acts.find_act(identity_key(account.digest), cause.token, HrItem), cause)


def _require_not_own(professional: Professional, account: Account, staff: Staff) -> None:
    require_not_own(professional, staff)
    if account.login:
        require_not_own_login(account.login, staff)
