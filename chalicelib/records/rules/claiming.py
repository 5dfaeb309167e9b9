"""How a record is claimed to be general knowledge, and what follows from the answer (R8)."""

from datetime import datetime

import msgspec

from chalicelib.bureaus.rules.city_lists import city_list, queue_of_cities, queue_order
from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.year_law import YearLaw
from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.listing import Listing, Place
from chalicelib.platform.rules.mark import sortable
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.refusal_kinds import Ask
from chalicelib.platform.rules.version import next_version
from chalicelib.records.rules.answered import BureauAnswer
from chalicelib.records.rules.general_claim import ClaimState, GeneralClaim
from chalicelib.records.rules.record import Record
from chalicelib.records.rules.standing import Standing

CLAIMS = "GENERAL"
ASK = "申请标记专业通识知识"


class ClaimEntry(msgspec.Struct, frozen=True, kw_only=True):
    """What a list of claims is asked by, and where the record lies."""

    id: str
    record: str
    person: str
    year: int
    slot: str
    territory: str
    state: ClaimState
    since: datetime


def require_claimable(record: Record, standing: Standing, law: YearLaw) -> None:
    """Refuse a claim that is pending already, or would change nothing.

    Raises:
        Refusal: `claim_pending`; `claim_unneeded` for a record that does not count, is no professional one or
            is general knowledge already, and for a year that asks for none or has all it asks for.
    """
    if record.general_claim and record.general_claim.state is ClaimState.PENDING:
        raise Refusal("claim_pending", territory=record.territory)
    is_asked_for = law.required.general_knowledge.value > standing.general_knowledge
    is_open = record.counts and record.subject is Subject.PROFESSIONAL
    if not is_asked_for or standing.complete or not is_open or record.general_knowledge:
        raise Refusal("claim_unneeded", territory=record.territory)


def claimed(record: Record, reasons: str, *, at: datetime, cause: Cause) -> Record:
    """The record with a claim that waits for its bureau; until the answer nothing counts otherwise."""
    claim = GeneralClaim(since=at, reasons=reasons.strip(), cause=cause)
    version = next_version(record.version, at)
    return msgspec.structs.replace(record, general_claim=claim, version=version)


def answered(record: Record, claim: GeneralClaim, state: ClaimState, said: BureauAnswer) -> Record:
    """The record once its bureau has answered: general knowledge where that was confirmed."""
    return msgspec.structs.replace(
        record,
        general_claim=msgspec.structs.replace(claim, state=state, decided=said),
        general_knowledge=record.general_knowledge or state is ClaimState.CONFIRMED,
        version=next_version(record.version, said.at),
    )


def entry_of(record: Record, claim: GeneralClaim) -> ClaimEntry:
    """The entry of a record's last claim."""
    return ClaimEntry(
        id=derived("general", record.id, claim.cause.token),
        record=record.id,
        person=record.person,
        year=record.year,
        slot=record.slot,
        territory=record.territory,
        state=claim.state,
        since=claim.since,
    )


def entry_place(entry: ClaimEntry, pk: str, sk: str) -> Place:
    """Where it is listed: with the others of its city in the same state, the oldest first."""
    order = queue_order(sortable(entry.since), pk, sk)
    return Place(city_list(f"{CLAIMS}#{entry.state}", entry.territory), order)


def claims(state: ClaimState, territories: tuple[str, ...]) -> Listing:
    """The claims in a state of the cities of territories, the oldest first over all of them."""
    return queue_of_cities(f"{CLAIMS}#{state}", territories)


def claim_notice(record: Record, state: ClaimState, said: BureauAnswer) -> Notice:
    """What the owner is told of the bureau's answer."""
    line, reason = contact_line(Ask.BUREAU, record.territory), said.reason.rstrip("。")
    called = f"您{record.year}年度《{record.title}》"
    if state is ClaimState.CONFIRMED:
        title, text = "专业通识知识已确认", f"{called}已确认为专业通识知识，计入该项学分。"
    else:
        title = "专业通识知识未予确认"
        text = f"{called}未确认为专业通识知识，理由：{reason}。该记录的学分照常计入专业科目。{line}"
    return Notice(
        id=notice_id(said.at, NoticeKind.GENERAL_DECIDED, record.id, said.cause.token),
        person=record.person,
        kind=NoticeKind.GENERAL_DECIDED,
        due=said.at,
        title=title,
        text=text,
        year=record.year,
        record=record.id,
    )
