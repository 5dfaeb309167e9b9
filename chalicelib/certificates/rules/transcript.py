"""A transcript (历年继续教育证明): several years of one person, as they stood on a day (R51).

It is decided when it is ordered and says the same for ever: a later change is told by whoever verifies
it, and by another transcript. The renderer draws and signs it like a certificate.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

import msgspec

from chalicelib.certificates.rules.certificate import (
    Certificate,
    CertificateState,
)
from chalicelib.certificates.rules.shown_state import shown_state
from chalicelib.law.rules.window import Window
from chalicelib.people.rules.held import HELD_DETAILS, HoldReason
from chalicelib.people.rules.professional import is_obliged
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.china_time import shanghai_date
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.rules.person_year import PersonYear

MOST_YEARS = 10
"""Of one transcript: as many as stand on one page, and have room in its QR code."""
MOST_A_DAY = 5
"""So many transcripts a person may order on one day in Shanghai."""
KEPT = timedelta(days=30)
"""How long its file is there; the bucket's lifecycle forgets it then. Its number verifies for ever."""
PATIENCE = timedelta(days=1)
"""After which one that is not drawn will not be: its event has been parked long before."""
NOT_DRAWN = "证明未能制作，请重新开具；仍未完成的，请联系系统管理员"
TRANSCRIPTS = "T#"
"""How their sort keys begin, below their person."""
VERSION = 1
"""Of every transcript: it has no later one."""


class YearState(StrEnum):
    """How a year stood on the day of the transcript; the order is the one of its statement's bytes."""

    IN_PROGRESS = "in_progress"
    CLOSED = "closed"
    NOT_OPEN = "not_open"
    EXEMPT = "exempt"
    COMPLETE = "complete"


YEAR_STATE_LABELS = {
    YearState.IN_PROGRESS: "未完成（登记期内）",
    YearState.CLOSED: "未完成（登记已截止）",
    YearState.NOT_OPEN: "未完成（登记未开始）",
    YearState.EXEMPT: "无需完成",
    YearState.COMPLETE: "已完成",
}


class TranscriptState(StrEnum):
    """`queued`, then `done` or `failed`; `expired` once its file is forgotten."""

    QUEUED = "queued"
    DONE = "done"
    FAILED = "failed"
    EXPIRED = "expired"


TRANSCRIPT_LABELS = {
    TranscriptState.QUEUED: "正在制作",
    TranscriptState.DONE: "可下载",
    TranscriptState.FAILED: "未能制作",
    TranscriptState.EXPIRED: "已过期",
}


class TranscriptYear(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A year as the transcript lists it; credits are the accredited ones.

    `certificate` is its certificate's state as it is shown (`CERTIFICATE_LABELS`); number, version and
    day of issue are there where one was in force.
    """

    year: int
    state: YearState
    certificate: str
    public: Decimal = Decimal(0)
    public_waived: bool = False
    professional: Decimal = Decimal(0)
    general_knowledge: Decimal = Decimal(0)
    number: str = ""
    version: int = 0
    issued_on: date | None = None

    @property
    def says_something(self) -> bool:
        """Whether it is more than that nothing was done."""
        return self.state is YearState.COMPLETE or bool(self.public or self.professional)


class Transcript(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One transcript: what it says, and where its file stands.

    `slot` counts those of its day. `undrawable` are the characters that no font has, `sha256`
    (hexadecimal) and `key` of the signed file, both there once it is drawn.
    """

    person: str
    id: str
    slot: int
    number: str
    name: str
    masked_number: str
    years: tuple[TranscriptYear, ...]
    ordered_at: datetime
    cause: Cause
    undrawable: str = ""
    sha256: str = ""
    key: int = 0
    version: int = 1

    @property
    def issued_on(self) -> date:
        """The day that it speaks of."""
        return shanghai_date(self.ordered_at)

    @property
    def first(self) -> int:
        """Its first year."""
        return self.years[0].year

    @property
    def last(self) -> int:
        """Its last year."""
        return self.years[-1].year

    @property
    def kept_until(self) -> datetime:
        """Until when its file is there."""
        return self.ordered_at + KEPT

    @property
    def is_waiting_to_be_drawn(self) -> bool:
        """Whether the renderer still owes it."""
        return not (self.sha256 or self.undrawable)

    def state(self, at: datetime) -> TranscriptState:
        """Where it stands at an instant."""
        if self.sha256:
            expired = at >= self.kept_until
            return TranscriptState.EXPIRED if expired else TranscriptState.DONE
        if self.undrawable or at >= self.ordered_at + PATIENCE:
            return TranscriptState.FAILED
        return TranscriptState.QUEUED

    def why_failed(self, at: datetime) -> str:
        """What to do about a failed one, or ""."""
        if self.state(at) is not TranscriptState.FAILED:
            return ""
        return HELD_DETAILS[HoldReason.GLYPH_MISSING] if self.undrawable else NOT_DRAWN

    def drawn_as(self, sha256: str, key: int) -> "Transcript":
        """The transcript once its file is in the bucket."""
        return msgspec.structs.replace(self, sha256=sha256, key=key, version=self.version + 1)

    def not_drawn_for(self, characters: str) -> "Transcript":
        """The transcript once it is known that no font has some characters."""
        return msgspec.structs.replace(self, undrawable=characters, version=self.version + 1)


def transcript_id(day: date, slot: int, token: str) -> str:
    """Name a transcript by where it lies, the day and the number on it, and by what nobody guesses."""
    return f"{day:%Y%m%d}-{slot}-{token}"


def require_span(first: int, last: int) -> None:
    """Refuse a span that ends before it begins, or has too many years.

    Raises:
        Refusal: `transcript_span_invalid`.
    """
    if first > last:
        why = f"截止年度{last}早于起始年度{first}"
        raise Refusal("transcript_span_invalid", field="to", why=why)
    if last - first >= MOST_YEARS:
        why = f"一次最多开具{MOST_YEARS}个年度，请缩小范围或分次开具"
        raise Refusal("transcript_span_invalid", field="to", why=why)


def require_quota(days: Iterable[date], today: date) -> int:
    """The slot of a further transcript, where those of some days are there already.

    Raises:
        Refusal: `transcript_quota`.
    """
    taken = sum(day == today for day in days)
    if taken >= MOST_A_DAY:
        raise Refusal("transcript_quota", most=MOST_A_DAY)
    return taken


def require_something(years: tuple[TranscriptYear, ...]) -> None:
    """Refuse a transcript that would say nothing.

    Raises:
        Refusal: `transcript_empty`.
    """
    if not any(each.says_something for each in years):
        raise Refusal("transcript_empty", first=years[0].year, last=years[-1].year)


def year_of(
    person_year: PersonYear, window: Window, certificate: Certificate | None, at: datetime
) -> TranscriptYear:
    """What a transcript says of a year at an instant; `window` is the one of its person."""
    standing = person_year.standing
    year = TranscriptYear(
        year=standing.year,
        state=_state_of(person_year, window, at),
        certificate=shown_state(
            certificate, complete=standing.complete, by_hr=standing.certified_by_hr
        ),
        public=standing.public,
        public_waived=standing.waived,
        professional=standing.professional,
        general_knowledge=standing.general_knowledge,
    )
    if certificate is None or year.certificate != CertificateState.ISSUED:
        return year
    return msgspec.structs.replace(
        year,
        number=certificate.number,
        version=certificate.version,
        issued_on=certificate.issued_on,
    )


def _state_of(person_year: PersonYear, window: Window, at: datetime) -> YearState:
    if person_year.standing.complete:
        return YearState.COMPLETE
    if not is_obliged(person_year.professional, person_year.standing.year):
        return YearState.EXEMPT
    if at < window.opens:
        return YearState.NOT_OPEN
    return YearState.IN_PROGRESS if at < window.closes else YearState.CLOSED
