"""The window of a year: from when until when its credits may be claimed (R23-R25).

A cut-off date is inclusive and read in Shanghai, so a window is half-open: it ends at the midnight
after the cut-off, to the microsecond. Ask the window before eligibility: `require_open`, then
`require_admitted`.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

import msgspec

from chalicelib.bureaus.rules.territory import covers
from chalicelib.law.rules.declaration import Form
from chalicelib.law.rules.figure import Figure, Value
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.workday import NOTHING_LOADED, Calendar
from chalicelib.platform.rules.china_time import end_of, shanghai_date, start_of
from chalicelib.platform.rules.refusal import Refusal, several


class Registered(Protocol):
    """What belongs to a window: where and when it was registered."""

    @property
    def territory(self) -> str:
        """Where its owner belonged."""

    @property
    def registered_at(self) -> datetime:
        """When it was registered first."""


class WindowKind(StrEnum):
    """Whether a window is the year's own or the later making-up of it (补登)."""

    REGULAR = "regular"
    MAKE_UP = "make-up"


WINDOW_LABELS = {WindowKind.REGULAR: "学分登记", WindowKind.MAKE_UP: "学分补登"}


class Window(msgspec.Struct, frozen=True):
    """When a year is open for claims.

    `closes` is exclusive, `cut_off` the last open day; `source` is the law behind the cut-off,
    `opens_source` the one behind the opening. The periods are in working days of `calendar` (R18,
    R25, R43, R46). `study_until` is there in a further window alone (R45): the last day of the own one;
    `territories` are those whose people it is for, none: all.
    """

    name: str
    kind: WindowKind
    year: int
    opens: datetime
    closes: datetime
    cut_off: date
    source: str
    opens_source: str
    resubmit_workdays: int
    provider_workdays: int
    appeal_workdays: int
    answer_workdays: int
    bars_public_incomplete: bool
    calendar: Calendar = NOTHING_LOADED
    study_until: date | None = None
    territories: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The window in Chinese, as messages name it."""
        return (
            f"{WINDOW_LABELS[self.kind]}（补开）" if self.study_until else WINDOW_LABELS[self.kind]
        )

    @property
    def last_study(self) -> date:
        """The last day on which what may be studied in the window was (R15).

        In a further window that of the year's own: it is for those who were kept out (R45).
        """
        return self.study_until or self.cut_off

    def closes_for(self, registered: Registered) -> datetime:
        """When it closes for something: what was there before a further window had its own end."""
        if self.study_until and registered.registered_at < self.opens:
            return end_of(self.study_until)
        return self.closes

    def admits(self, territory: str | None) -> bool:
        """Whether people of a territory may use it; None: it is not known of whom."""
        if not self.territories:
            return True
        return territory is not None and any(covers(each, territory) for each in self.territories)

    def is_open(self, at: datetime) -> bool:
        """Whether claims are taken at the instant."""
        return self.opens <= at < self.closes


def own_window(year: int, figures: Mapping[str, Figure[Value]], calendar: Calendar) -> Window:
    """The year's own window by the figures in force; 2018 and 2019: the make-up.

    An extension counts from the start of its `since` (R23: 2022 was extended before it ended).
    """
    opens, closes = (figures[f"window.{name}"].as_(date) for name in ("opens", "closes"))
    bars = figures.get("window.bars_public_incomplete")
    kind = WindowKind(figures["window.kind"].as_(str).value)
    return Window(
        name=f"{year}-{kind}",
        kind=kind,
        year=year,
        opens=start_of(opens.value),
        closes=end_of(closes.value),
        cut_off=closes.value,
        source=closes.source,
        opens_source=opens.source,
        resubmit_workdays=figures["period.resubmit_workdays"].as_(int).value,
        provider_workdays=figures["period.provider_workdays"].as_(int).value,
        appeal_workdays=figures["period.appeal_workdays"].as_(int).value,
        answer_workdays=figures["period.answer_workdays"].as_(int).value,
        bars_public_incomplete=bars is not None and bars.as_(bool).value,
        calendar=calendar,
    )


def require_open(window: Window, at: datetime) -> None:
    """Refuse what is claimed outside the window: window_not_open, window_closed (R25)."""
    if window.is_open(at):
        return
    early = at < window.opens
    raise Refusal(
        "window_not_open" if early else "window_closed",
        year=window.year,
        window=window.label,
        opens=shanghai_date(window.opens).isoformat(),
        cut_off=window.cut_off.isoformat(),
        source=window.opens_source if early else window.source,
    )


def require_admitted(
    window: Window, subject: Subject, *, public_complete: bool, professional_complete: bool
) -> None:
    """Refuse whom a make-up window does not admit (R24, 粤财会函〔2020〕4号 一（四）).

    Raises:
        Refusal: public_subject_incomplete, also for whoever would make up the public subject;
            professional_subject_complete.
    """
    if window.kind is WindowKind.REGULAR:
        return
    barred = window.bars_public_incomplete and not public_complete
    if barred or subject is Subject.PUBLIC:
        raise Refusal("public_subject_incomplete", year=window.year)
    if professional_complete:
        raise Refusal("professional_subject_complete", year=window.year)


def resubmit_until(window: Window, returned_at: datetime) -> datetime:
    """Until when, exclusive, a record returned then may be resubmitted (R25).

    The later of the window's end and the end of the last working day allowed, counted from the
    day after the return. It is kept with the record, so that it stays as it was told (R46).
    """
    last = window.calendar.add_workdays(shanghai_date(returned_at), window.resubmit_workdays)
    return max(window.closes, end_of(last))


def appeal_until(window: Window, refused_at: datetime) -> datetime:
    """Until when, exclusive, an appeal against what was refused then may be lodged (R43).

    The end of the last working day allowed, counted from the day after; the window's end is nothing
    to it. A rejection keeps it, so that it stays as it was told; where that did not happen it is
    counted at each asking, by the latest of what may have been told (R46).
    """
    return end_of(window.calendar.latest(shanghai_date(refused_at), window.appeal_workdays))


def answer_until(window: Window, appealed_at: datetime) -> datetime:
    """Until when, exclusive, an appeal that was lodged then is to be answered (R43); kept with it."""
    last = window.calendar.add_workdays(shanghai_date(appealed_at), window.answer_workdays)
    return end_of(last)


def provider_until(window: Window) -> datetime:
    """Until when, exclusive, a provider may report what was completed before the cut-off (R18).

    It is counted whenever it is asked: a calendar loaded since never cuts short what was told (R46).
    """
    return end_of(window.calendar.latest(window.cut_off, window.provider_workdays))


def require_reportable(window: Window, completed_on: date, at: datetime) -> None:
    """Refuse what a provider reports outside the window (R18).

    For some working days after the cut-off, what was completed by then is still taken.

    Raises:
        Refusal: window_not_open, window_closed.
    """
    is_late = window.closes <= at < provider_until(window)
    if not (is_late and completed_on <= window.last_study):
        require_open(window, at)


def require_dates(
    window: Window,
    form: Form,
    started_on: date | None,
    ended_on: date,
    *,
    today: date,
) -> None:
    """Refuse dates that cannot be of the record's year (R15).

    `ended_on` lies in the year; what may be studied late may end until the cut-off, in the make-up
    windows of 2018 and 2019 as well. `today` is the date in Shanghai.

    Raises:
        Refusal: date_outside_year; date_invalid for a future date or a start after the end.
    """
    earliest = date(window.year, 1, 1)
    latest = window.last_study if form.late_study else date(window.year, 12, 31)
    faults = []
    if not earliest <= ended_on <= latest:
        outside = Refusal(
            "date_outside_year",
            field="ended_on",
            what="完成日期",
            date=ended_on.isoformat(),
            year=window.year,
            earliest=earliest.isoformat(),
            latest=latest.isoformat(),
        )
        faults.append(outside)
    elif ended_on > today:
        faults.append(Refusal("date_invalid", field="ended_on", why="完成日期在今天之后"))
    if started_on is not None and started_on > ended_on:
        faults.append(Refusal("date_invalid", field="started_on", why="开始日期在完成日期之后"))
    if faults:
        raise several(faults)
