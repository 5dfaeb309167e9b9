"""The professional (会计专业技术人员): the person whose credits are kept."""

from datetime import date, datetime

import msgspec

from chalicelib.identity.rules.identity import masked_mobile
from chalicelib.identity.rules.proof import Proof
from chalicelib.identity.rules.sealed import Sealed, SealedMobile
from chalicelib.people.rules.duty import DutyAsked, WorkStatement, begun_years
from chalicelib.people.rules.employment import Employment
from chalicelib.platform.rules.cause import Actor, Cause, Party
from chalicelib.platform.rules.refusal import Refusal

EARLIEST_START = date(1950, 1, 1)
"""[A] Who began to work before is over ninety: an earlier date is a slip of the keyboard."""
YOUNGEST = 16
"""Years of age from which the law lets people work (劳动法 第十五条)."""


class Former(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An account of the same person that was merged into another: what leads to the other one.

    `login` is the digest of the login that goes on leading there; "" where there is none.
    """

    id: str
    document_type: str
    document_digest: str
    number_digest: str
    masked_number: str
    login: str = ""
    merged_at: datetime

    @property
    def proof(self) -> Proof:
        """Who its document says the person is."""
        return Proof(number=self.number_digest, documents=(self.document_digest,))


class EmployerConsent(msgspec.Struct, frozen=True, omit_defaults=True):
    """What somebody agreed to: that the employer that they name sees how they stand (R38).

    `opening` is that of the employer then: it holds for no later one. `year` is that in Shanghai in which it
    was given; earlier ones are seen only if that was ticked.
    """

    opening: int
    given_at: datetime
    year: int
    earlier_years: bool = False

    def covers(self, year: int) -> bool:
        """Whether it lets the employer see a year."""
        return self.earlier_years or year >= self.year


class Professional(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One person's account on the finance platform.

    `name` is kept as typed; the numbers of document and mobile only sealed, masked and as a keyed digest
    (R7). `mobile` is the number in clear of a profile that was stored before 30 November 2026 and has not
    been written since; nothing is kept there any more.
    `number_digest` is the keyed digest of the number whatever its type, by which a login is known whose
    issuer gives a digest alone; accounts opened before it was kept have none.
    `alike` are the marks under which accounts that look alike are found (people/rules/alike.py).
    `employer` is the employer's name, `employer_code` the code of one that is named by it (R38): without
    one the name is a text that nobody has confirmed. `employer_consent` is what the person agreed to of that one.
    `formers` are accounts of the same person that were merged into this one; `merged_into` is the
    account that this one was merged into, from when on nothing of it changes.
    `proved`: the login's real-name claims agreed at enrolment (R1). `duty_unproved`: what is stated of
    work and study would make a year exempt that had begun, and no bureau has confirmed it; `duty_asked` is
    what one is asked to confirm (R44).
    """

    id: str
    name: str
    document_type: str
    document_digest: str
    number_digest: str = ""
    masked_number: str
    sealed_number: Sealed
    territory: str
    employment: Employment
    employer: str = ""
    employer_code: str = ""
    employer_consent: EmployerConsent | None = None
    mobile: str = ""
    sealed_mobile: SealedMobile | None = None
    worked_since: date | None = None
    login: str
    proved: bool = False
    enrolled_at: datetime
    cause: Cause
    moved_out: bool = False
    duty_unproved: bool = False
    duty_asked: DutyAsked | None = None
    alike: tuple[str, ...] = ()
    formers: tuple[Former, ...] = ()
    merged_into: str = ""
    version: int

    @property
    def ids(self) -> tuple[str, ...]:
        """Under which ids things of this person are kept: the own one first."""
        return (self.id, *(former.id for former in self.formers))

    @property
    def masked_mobile(self) -> str:
        """The mobile number as it may be shown, "" where none is known."""
        if self.sealed_mobile:
            return self.sealed_mobile.masked
        return masked_mobile(self.mobile) if self.mobile else ""

    @property
    def identities(self) -> tuple[str, ...]:
        """The digests of all documents that lead here: the own one first."""
        former = (each.document_digest for each in self.formers)
        return tuple(dict.fromkeys((self.document_digest, *former)))

    @property
    def logins(self) -> frozenset[str]:
        """Every login that leads here."""
        owned = (self.login, *(former.login for former in self.formers))
        return frozenset(login for login in owned if login)

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """Who the person is by each of the documents, as claims are compared with it (R20)."""
        own = Proof(number=self.number_digest, documents=(self.document_digest,))
        return (own, *(former.proof for former in self.formers))

    @property
    def statement(self) -> WorkStatement:
        """What the person states of work and study."""
        return WorkStatement(self.worked_since, self.employment)

    @property
    def actor(self) -> Actor:
        """Who did something, where it is the person's own doing, as histories and acts keep it."""
        return Actor(Party.PROFESSIONAL, self.login)


def start_fault(day: date, *, today: date, born: date | None = None) -> str:
    """What is wrong with the day on which somebody began to work, "" where it may be right.

    Args:
        day: as stated.
        today: the day in Shanghai.
        born: their birthday, where their document tells it.
    """
    if day > today:
        return "不能晚于今天"
    if day < EARLIEST_START:
        return f"早于{EARLIEST_START.year}年，请核对年份"
    if born and (day.year - born.year, day.month, day.day) < (YOUNGEST, born.month, born.day):
        return f"早于证件上的出生日期满{YOUNGEST}周岁之日，请核对年份"
    return ""


def is_obliged(professional: Professional, year: int) -> bool:
    """Whether the year must be completed (R8): otherwise it is exempt, never incomplete.

    What is stated counts once nothing of it has to be confirmed (R44).
    """
    return professional.duty_unproved or professional.statement.obliges(year)


def begun_duties(professional: Professional, at: datetime) -> tuple[int, ...]:
    """The years that have begun and that the person must complete."""
    return tuple(year for year in begun_years(at) if is_obliged(professional, year))


def require_current(professional: Professional) -> None:
    """Refuse to change an account that was merged into another: `account_merged`."""
    if professional.merged_into:
        raise Refusal("account_merged", into=professional.merged_into)
