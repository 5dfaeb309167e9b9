"""A request that the bureau confirm what takes a duty away (年度义务, R44)."""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from chalicelib.bureaus.rules.city_lists import city_list, queue_of_cities, queue_order
from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.people.rules.duty import DutyAsked, WorkStatement, said_years
from chalicelib.people.rules.employment import EMPLOYMENT_LABELS, Employment
from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.act import Difference, differences
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.china_time import day_text
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.listing import Listing, Place
from chalicelib.platform.rules.mark import sortable
from chalicelib.platform.rules.refusal_kinds import Ask
from chalicelib.records.rules.answered import BureauAnswer
from chalicelib.records.rules.evidence import Evidence

DUTIES = "DUTIES"
PROOFS = "劳动合同、社会保险缴费记录、学籍或毕业证明等"
"""What proves it, in words for the person [A]."""
_MARK = "-"


class DutyState(StrEnum):
    """What has become of a request."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


DUTY_LABELS = {
    DutyState.PENDING: "待确认",
    DutyState.CONFIRMED: "已确认",
    DutyState.REFUSED: "未予确认",
}


class DutyRequest(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What a person asks to be confirmed, with the proof; it stays with the bureau of `territory` (R6).

    `years` are those, begun when it was asked, that would be exempt by it; `before` is what was stated
    until then.
    """

    id: str
    person: str
    territory: str
    worked_since: date | None = None
    employment: Employment
    before: WorkStatement
    years: tuple[int, ...]
    evidence: tuple[Evidence, ...]
    state: DutyState = DutyState.PENDING
    since: datetime
    cause: Cause
    decided: BureauAnswer | None = None
    version: int

    @property
    def statement(self) -> WorkStatement:
        """What is to be confirmed."""
        return WorkStatement(self.worked_since, self.employment)

    @property
    def asked(self) -> DutyAsked:
        """What the profile keeps of it while it is pending."""
        return DutyAsked(
            id=self.id,
            worked_since=self.worked_since,
            employment=self.employment,
            since=self.since,
        )

    @property
    def as_asked(self) -> "DutyRequest":
        """As it was answered when it was made."""
        return msgspec.structs.replace(self, state=DutyState.PENDING, decided=None)


def duty_id(person: str, token: str) -> str:
    """Name a request after its person and the request that made it."""
    return f"{person}{_MARK}{derived('duty', token, length=12)}"


def person_of_duty(duty: str) -> str:
    """The person that a request's id names; whether there is such a request it does not say."""
    return duty.partition(_MARK)[0]


def changes_of(duty: DutyRequest) -> tuple[Difference, ...]:
    """What would differ in the profile, as its history tells it."""
    return differences(_described(duty.before), _described(duty.statement))


def _described(stated: WorkStatement) -> dict[str, str]:
    return {
        "worked_since": str(stated.worked_since or ""),
        "employment": stated.employment,
    }


def said(stated: WorkStatement) -> str:
    """A statement in words."""
    since = stated.worked_since
    began = f"，{day_text(since)}开始从事会计工作" if since else ""
    return f"{EMPLOYMENT_LABELS[stated.employment]}{began}"


def duty_place(duty: DutyRequest, pk: str, sk: str) -> Place:
    """Where it is listed: with the others of its city in the same state, the oldest first."""
    order = queue_order(sortable(duty.since), pk, sk)
    return Place(city_list(f"{DUTIES}#{duty.state}", duty.territory), order)


def duties(state: DutyState, territories: tuple[str, ...]) -> Listing:
    """The requests in a state of the cities of territories, the oldest first over all of them."""
    return queue_of_cities(f"{DUTIES}#{state}", territories)


def duty_notice(duty: DutyRequest, owner: Professional, decided: BureauAnswer) -> Notice:
    """What the person is told of the bureau's decision."""
    line, years = contact_line(Ask.BUREAU, duty.territory), said_years(duty.years)
    stated = said(duty.statement)
    if duty.state is DutyState.CONFIRMED:
        title, text = (
            "年度义务已确认",
            f"您申请确认的“{stated}”已经确认，{years}年度无需完成继续教育。",
        )
    else:
        reason = decided.reason.rstrip("。")
        title = "年度义务未予确认"
        text = f"您申请确认的“{stated}”未予确认，理由：{reason}。{years}年度仍须完成，可补充材料后再申请。"
    return Notice(
        id=notice_id(decided.at, NoticeKind.DUTY_DECIDED, duty.id, decided.cause.token),
        person=owner.id,
        kind=NoticeKind.DUTY_DECIDED,
        due=decided.at,
        title=title,
        text=text + line,
        year=duty.years[-1],
    )
