"""Hand a held certificate on to the side that can mend it, with one click (R30)."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.access.login import Login
from chalicelib.access.staff import Staff
from chalicelib.corrections.actions.resolve_held import get_governed
from chalicelib.people.actions.compare_accounts import compare_accounts
from chalicelib.people.rules.held import HeldBecause, HoldReason
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.field_labels import label
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.problems.actions.hand_over import Handover, hand_over
from chalicelib.problems.rules.problem import SIDE_LABELS, Problem, ProblemSide
from chalicelib.staff.actions.recuse import require_not_own


class Handing(NamedTuple):
    """To which side somebody hands a matter, and what they say besides."""

    side: ProblemSide
    note: str = ""


def hand_on_held(
    login: Login, staff: Staff, person: str, handing: Handing, *, at: datetime, cause: Cause
) -> Problem:
    """Put a person's held certificate on the list of the other side, and tell the person.

    Args:
        login: the login of whoever hands it on.
        staff: the same one's role: an administrator of the person's territory, or an HR officer.
        person: the professional's id.
        handing: to which side, and what is said besides.
        at: the instant of the request.
        cause: the request, for repeats.

    Raises:
        Refusal: `not_found`; `own_record`; `field_invalid` where both sides agree.
    """
    professional = get_governed(staff, person)
    require_not_own(professional, staff)
    because = compare_accounts(professional).because
    if because is None:
        raise Refusal("field_invalid", field="id", why="两边的信息已经一致，无需转办")
    text = f"{_said(because)}本方已核对，请{SIDE_LABELS[handing.side]}核对后更正。{handing.note.strip()}"
    handed = Handover(login, staff, professional, handing.side, text)
    return hand_over(handed, at=at, cause=cause)


def _said(because: HeldBecause) -> str:
    if because.code is HoldReason.NO_HR_ACCOUNT:
        return "证书待核对：省继续教育系统没有与证件一致的账号。"
    fields = "、".join(label(each) for each in because.fields)
    return f"证书待核对：两个系统的{fields}不一致。"
