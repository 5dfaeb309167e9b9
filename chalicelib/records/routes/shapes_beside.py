"""What stands beside a record: what looks like it, what rests on the same file, its owner's year."""

from chalicelib.http.shapes import Answered, FactSaid
from chalicelib.http.told import Day, DecimalText, Id, Instant, Label, Line, Phone, Sentences
from chalicelib.law.routes.shapes_facts import FormText
from chalicelib.law.rules.subject import Subject
from chalicelib.people.routes.shapes import Person
from chalicelib.records.rules.record import RecordSource
from chalicelib.records.rules.record_state import RecordState


class AlikeRecord(Answered, frozen=True, kw_only=True):
    """A record beside another one: what tells whether they are the same thing."""

    id: Id
    year: int
    subject: Subject
    form: FormText
    form_label: Label
    title: Line
    issuer: Line | None
    reference: Line | None
    started_on: Day | None
    ended_on: Day
    credits: DecimalText
    state: RecordState
    source: RecordSource
    territory_name: Label


class UsedElsewhere(Answered, frozen=True, kw_only=True):
    """A record of somebody else that rests on the same file, masked (R7).

    `within` says whether it is of the own territory: then it can be read like any other; else its bureau
    can be asked, at `phone`.
    """

    record: AlikeRecord
    facts_said: list[FactSaid]
    professional: Person | None
    submitted_at: Instant
    within: bool
    bureau_name: Label
    phone: Phone | None


class AmountBeside(Answered, frozen=True, kw_only=True):
    """Credits of a subject: those accredited, and those required."""

    accredited: DecimalText
    required: DecimalText
    waived: bool


class YearBeside(Answered, frozen=True, kw_only=True):
    """How the year of a record's owner stands, and what else is registered in it.

    `exempt`: nothing has to be completed (R8). `missing` says what is, in sentences. `records` are the others
    of the year, the oldest first, whosever bureau has them; no drafts.
    """

    complete: bool
    exempt: bool
    public: AmountBeside
    professional: AmountBeside
    general_knowledge: AmountBeside
    missing: list[Sentences]
    records: list[AlikeRecord]
