"""Remind those of an employer's roll who are late (R38): through their notices, once a week each at most."""

from datetime import datetime
from typing import NamedTuple

from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.employers.actions.ask_employers import find_reminded, put_reminded
from chalicelib.employers.rules.employer import Employer
from chalicelib.employers.rules.roll import REMINDED_EACH, RollReminder
from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.platform.rules.refusal_kinds import Ask
from chalicelib.records.rules.standing import missing
from chalicelib.views.actions.read_roll import RollAsked, RollPerson, RollState, RollYear, read_roll

TOGETHER = 100


class Reminded(NamedTuple):
    """What came of a call: who was told, who had been within the week, after whom the next call goes on."""

    people: tuple[str, ...]
    already: int
    last: str | None


def remind_roll(
    employer: Employer, year: int | None, *, after: str | None, at: datetime
) -> Reminded:
    """Tell everybody who is late in a year whose window is open what is missing and until when.

    Late is who is obliged and not complete. Of two clerks who remind at once each person hears one.

    Args:
        employer: whose roll, as it was read for this request.
        year: the year, or None for whichever are open.
        after: the person after whom this call goes on.
        at: the instant of the request.

    Raises:
        Refusal: `cursor_invalid`.
    """
    page = read_roll(
        employer, RollAsked(year, RollState.IN_PROGRESS), after=after, limit=TOGETHER, at=at
    )
    late = {
        each.professional.id: notice
        for each in page.people
        if (notice := _notice(employer, each, at))
    }
    before = find_reminded(employer.code, tuple(late))
    due = [each for each in late if each not in before or at >= before[each].at + REMINDED_EACH]
    told = []
    for person in due:
        reminder = RollReminder(
            at=at, version=before[person].version + 1 if person in before else 1
        )
        if put_reminded(employer.code, late[person], reminder):
            told.append(late[person])
    return Reminded(tuple(each.person for each in told), len(late) - len(told), page.last)


def _notice(employer: Employer, person: RollPerson, at: datetime) -> Notice | None:
    """What somebody is told; nothing where nothing can be done in any year any more."""
    open_years = [each for each in person.years if _is_late(each, at)]
    if not open_years:
        return None
    first = min(open_years, key=lambda each: each.law.window.closes)
    return Notice(
        id=notice_id(at, "roll", employer.code, person.professional.id),
        person=person.professional.id,
        kind=NoticeKind.REMINDER,
        due=at,
        title=f"单位提醒：{first.law.year}年度继续教育尚未完成",
        text=(
            f"您所在单位{employer.name}提醒您："
            + "".join(map(_said, open_years))
            + contact_line(Ask.BUREAU, person.professional.territory)
        ),
        year=first.law.year,
    )


def _is_late(year: RollYear, at: datetime) -> bool:
    return year.state is RollState.IN_PROGRESS and year.law.window.is_open(at)


def _said(year: RollYear) -> str:
    gaps = "".join(each.why for each in missing(year.standing, year.law.required))
    window = year.law.window
    return f"{gaps}请在{window.cut_off}（当日24时）前完成学习、登记并提交。"
