"""What must be true of a little province, kept beside it: its own small code, not the product's.

It is told what each accepted request has done, and says at the end what every record, standing and
certificate must be. Figures are those of the policy of 2020 (R8, R12, R23).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

import chinese_calendar

from chalicelib.platform.rules.china_time import SHANGHAI

YEAR = 2020
REQUIRED = {"public": Decimal(30), "professional": Decimal(60)}
CLOSES = datetime(2021, 1, 1, tzinfo=SHANGHAI)
RECORDED_AFTER = timedelta(minutes=5)
RESUBMIT_WORKDAYS = 10
APPEAL_WORKDAYS = 10
ANSWER_WORKDAYS = 15
OPEN_STATES = {"draft", "returned"}
FREED = {"rejected", "withdrawn", "expired", "revoked"}
MOVES = {
    (None, "draft"): "professional",
    (None, "submitted"): "professional system",
    (None, "accredited"): "system",
    ("draft", "submitted"): "professional",
    ("returned", "submitted"): "professional",
    ("submitted", "accredited"): "bureau",
    ("submitted", "returned"): "bureau",
    ("submitted", "rejected"): "bureau",
    ("submitted", "submitted"): "bureau_above",
    ("rejected", "submitted"): "bureau_above",
    ("rejected", "rejected"): "professional bureau_above",
    ("rejected", "accredited"): "bureau_above",
    ("draft", "expired"): "system",
    ("returned", "expired"): "system",
    ("draft", "withdrawn"): "professional",
    ("submitted", "withdrawn"): "professional reporter",
    ("returned", "withdrawn"): "professional reporter",
    ("accredited", "revoked"): "administrator reporter",
    ("revoked", "accredited"): "administrator bureau_above",
    ("revoked", "revoked"): "professional bureau_above",
}
"""R19, R40, and what is an entry that leaves the state as it is: the take-over, an appeal, its being upheld."""
BY_RESULT = {
    (state, "accredited", "system") for state in ("draft", "submitted", "returned", "rejected")
}
"""R41: what a result of an examination does to an application for its paper."""


class Thing(NamedTuple):
    """Something that a person may have done: what is sent, what it is worth, what it is known by."""

    sent: dict[str, object]
    credits: Decimal
    known_by: frozenset[str]


def _thing(form: str, facts: dict[str, object], worth: str, reference: str) -> Thing:
    sent = {"form": form, "facts": facts, "reference": reference, "title": f"学习{reference}"}
    names = reference.split("；") if form == "exam" else [reference]
    return Thing(sent, Decimal(worth), frozenset(f"{form} {name}" for name in names))


THINGS = (
    _thing("training", {"days": 6}, "60", "JM-2020-1"),
    _thing("exam", {"papers": 2}, "180", "会计实务；经济法"),
    _thing("exam", {"papers": 2}, "180", "财务管理；经济法"),
    _thing("exam", {"papers": 1}, "90", "会计实务"),
    _thing("training", {"days": 3}, "30", "JM-2020-2"),
    _thing("conference", {"days": 2}, "20", "JM-2020-3"),
    _thing("online", {"hours": "12.5"}, "31.25", "JM-2020-4"),
    _thing("book", {"role": "first_author"}, "90", "978-7-5095-0001-9"),
)


DAYS_OF_PLAN = 3
CREDITS_A_DAY = 10
REPORTED = "training"


def trained(ledger: str, reference: str, days: int) -> Thing:
    """What somebody reported: days of training, known by whose ledger it is in and its reference there."""
    sent: dict[str, object] = {"form": REPORTED, "facts": {"days": days}}
    return Thing(sent, Decimal(CREDITS_A_DAY * days), frozenset({f"{ledger} {reference}"}))


class HrRow(NamedTuple):
    """A row of the HR system's records: whose document it names by the person's number."""

    serial: str
    number: int
    name: str
    year: int
    subject: str
    credits: str


class Import(NamedTuple):
    """A file that was uploaded."""

    id: str
    rows: tuple[HrRow, ...]


class ResultRow(NamedTuple):
    """A row of the examination office: whose document it names, the paper and how it is written there."""

    number: int
    name: str
    paper: str
    written: str
    certificate: str


class ResultImport(NamedTuple):
    """A file of results that was uploaded."""

    id: str
    rows: tuple[ResultRow, ...]


class Act(NamedTuple):
    """An accepted act on a record: the state it led to, when, and the reason given."""

    to: str
    at: datetime
    reason: str = ""


@dataclass
class Entry:
    """A record as the requests that were accepted have made it."""

    thing: Thing
    source: str = "self"
    subject: str = "professional"
    acts: list[Act] = field(default_factory=list)
    accepted: dict[str, Decimal] = field(default_factory=dict)
    """By the reason of the accreditation: the credits accepted by it."""
    appeals: list[str] = field(default_factory=list)
    """The ids of the appeals about it, as their owner was told them."""

    is_corrected: bool = False
    """Whether it was entered in place of another record of the same report."""

    def last(self) -> str:
        """The state that the last accepted act led to: what a client believes."""
        return self.acts[-1].to


@dataclass
class Reported:
    """What was reported of one person under one reference, or in one roster, as its reporter has had it."""

    told: set[str] = field(default_factory=set)
    """What its reporter was told of it, whenever it came: a status, or why it was refused."""
    said: set[int] = field(default_factory=set)
    """Every number of days that it was ever said to be."""
    acts: list[Act] = field(default_factory=list)
    """Corrections (`corrected`, `waiting` of what waits) and withdrawals that were accepted."""
    days: dict[str, int] = field(default_factory=dict)
    """By the reason of a correction: what it says instead."""


class RosterRow(NamedTuple):
    """A row of a roster that comes in a file."""

    number: int
    name: str
    days: int


class RosterImport(NamedTuple):
    """A file of a roster that was uploaded, and of which plan."""

    id: str
    plan: str
    rows: tuple[RosterRow, ...]


@dataclass
class Planned:
    """A plan of an employer, as accepted requests have made it."""

    code: str
    acts: list[Act] = field(default_factory=list)


@dataclass
class Employed:
    """An employer's account: what was done to it, by whom it concerns (a clerk, an applicant) or its reason."""

    acts: list[Act] = field(default_factory=list)


@dataclass
class Account:
    """An account on the HR side."""

    name: str
    document: int


@dataclass
class Person:
    """A person, as both systems must know it."""

    number: int
    territory: str
    id: str = ""
    name: str = ""
    names: set[str] = field(default_factory=set)
    """Every name that the person has borne here."""
    records: dict[str, Entry] = field(default_factory=dict)
    reported: dict[tuple[str, str], Reported] = field(default_factory=dict)
    """By ledger (a provider's login, or a plan) and the reference there."""
    employers: set[str] = field(default_factory=lambda: {""})
    """The code of every employer that the person has ever named, "" for none."""
    employer: tuple[str, bool] = ("", False)
    """The one that is named now, and whether it may see how the person stands."""
    corrections: Counter[str] = field(default_factory=Counter)
    acts: list[str] = field(default_factory=list)
    """The reasons of what an administrator did to the profile."""
    studied: int = 0
    last_report: datetime | None = None
    revocations: int = 0
    has_credential: bool = False
    """Whether the person was ever given a credential of the year's certificate."""
    _named_at: int = 0
    _employed_at: int = 0

    def name_employer(self, code: str, version: int, *, agrees: bool) -> None:
        """Name an employer, or none, unless what landed later was answered first; arguments as `rename`."""
        self.employers.add(code)
        if version > self._employed_at:
            self.employer, self._employed_at = (code, agrees), version

    def told_of(self, ledger: str, reference: str = "") -> Reported:
        """What was reported of the person, from now on if never before."""
        return self.reported.setdefault((ledger, reference), Reported())

    def rename(self, name: str, version: int) -> None:
        """Correct the name, unless a correction that landed later was answered first.

        Args:
            name: the corrected one.
            version: of the profile, by this correction.
        """
        self.names.add(name)
        self.corrections["name"] += 1
        if version > self._named_at:
            self.name, self._named_at = name, version


@dataclass
class Province:
    """Everything that the model knows."""

    people: list[Person]
    accounts: dict[int, Account] = field(default_factory=dict)
    """By the number of the person whose login owns it."""
    imports: list[Import] = field(default_factory=list)
    results: list[ResultImport] = field(default_factory=list)
    rosters: list[RosterImport] = field(default_factory=list)
    employers: dict[str, Employed] = field(default_factory=dict)
    plans: dict[str, Planned] = field(default_factory=dict)

    def account_of(self, document: int) -> Account | None:
        """The account that has a document."""
        return next((each for each in self.accounts.values() if each.document == document), None)


def why_held(province: Province, person: Person) -> tuple[str, tuple[str, ...]] | None:
    """R30: why both sides disagree about a person; None if they agree."""
    same = province.account_of(person.number)
    if same is not None:
        return None if same.name == person.name else ("identity_mismatch", ("name",))
    own = province.accounts.get(person.number)
    if own is None:
        return "no_hr_account", ()
    fields = ("document",) if own.name == person.name else ("name", "document")
    return "identity_mismatch", fields


def deadline(returned_at: datetime | None) -> datetime:
    """Until when, exclusive, an open record may be submitted (R25)."""
    if returned_at is None:
        return CLOSES
    return max(CLOSES, after_workdays(returned_at, RESUBMIT_WORKDAYS))


def after_workdays(at: datetime, left: int) -> datetime:
    """The end of so many working days, counted from the day after (R25, R43)."""
    day = at.astimezone(SHANGHAI).date()
    while left:
        day += timedelta(days=1)
        left -= chinese_calendar.is_workday(day)
    return midnight_after(day)


def midnight_after(day: date) -> datetime:
    """The end of a day in China."""
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)


def is_complete(sums: dict[str, Decimal]) -> bool:
    """R8: whether every requirement of 2020 is met."""
    return all(sums[subject] >= required for subject, required in REQUIRED.items())


def summed(counted: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """R10: the sum over the accredited records, by subject."""
    total = {"public": Decimal(0), "professional": Decimal(0)}
    for subject, worth in counted:
        total[subject] += worth
    return total
