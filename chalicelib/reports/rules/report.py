"""What a provider reports of one person's study (施教机构报送, R18)."""

import json
from datetime import date, datetime
from hashlib import sha256

import msgspec

from chalicelib.bureaus.rules.territory import PROVINCE, chain
from chalicelib.identity.rules import name
from chalicelib.law.rules import credit
from chalicelib.law.rules.credit import Conversion, Facts
from chalicelib.law.rules.declaration import Form
from chalicelib.law.rules.policy import Policy
from chalicelib.law.rules.subject import Subject
from chalicelib.law.rules.year_law import YearLaw, law_of
from chalicelib.platform.rules.cause import Cause
from chalicelib.platform.rules.identifier import derived
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import parse_text
from chalicelib.records.rules.record import RecordSource


class Terms(msgspec.Struct, frozen=True):
    """What the law makes of a report on the day it is made: it freezes with it (R14, R23).

    A figure may carry a territory, and where a person belongs who has not enrolled nobody knows: so
    `conversions` are by territory, as far as the law tells them apart; the province's for all others.
    """

    conversions: dict[str, Conversion]
    bars_public_incomplete: bool

    def conversion_in(self, place: str) -> Conversion:
        """The conversion of a person's territory: the nearest."""
        places = (*chain(place), PROVINCE)
        return next(self.conversions[each] for each in places if each in self.conversions)


class Report(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    tag_field="source",
    tag="provider",
):
    """One report, checked as far as it can be without the person; it holds no document number.

    `provider` is the digest of the login that reported, `reported_at` the instant of its call: by
    the law and the window of that instant it is judged, whenever its person enrols. `place` is its
    place in that call: of two reports of one thing the first counts. `terms` are kept where it waits
    for its person, so that no amendment touches it; None for one that waits since before they were.
    `id` is what its provider's ledger calls it: a reference may name a class of forty people, so it depends
    on whom it is about as well. `job` is the import that brought it, if it came in a file.
    """

    provider: str
    reference: str
    name: str
    year: int
    form: str
    facts: dict[str, object]
    title: str
    completed_on: date
    reported_at: datetime
    place: int = 0
    terms: Terms | None = None
    id: str = ""
    job: str = ""

    @property
    def line(self) -> int:
        """The number of its line, where it came in a file."""
        return self.place

    @property
    def source(self) -> RecordSource:
        """Where it comes from."""
        return RecordSource.PROVIDER

    @property
    def reporter(self) -> str:
        """In whose ledger it is: its provider's."""
        return self.provider

    @property
    def entry(self) -> str:
        """What its ledger calls it."""
        return self.id

    @property
    def subject(self) -> Subject:
        """Providers report the professional subject alone (R17)."""
        return Subject.PROFESSIONAL

    @property
    def turn(self) -> tuple[bool, float, int, str]:
        """Its turn among the rows of one year: of two reports of one thing the first counts."""
        public = self.subject is Subject.PUBLIC
        return (not public, self.reported_at.timestamp(), self.place, self.key)

    @property
    def key(self) -> str:
        """By what a report is known among those of one person: provider, year and reference.

        A digest, since a reference is the provider's own text and may name a person (R7).
        """
        return derived("report", self.provider, str(self.year), self.reference, length=32)

    @property
    def cause(self) -> Cause:
        """The token by which a repeat is found, and a digest of what it said.

        Name and document are left out: a digest kept beside a record must not let anybody try
        numbers on it (R7), and they are compared by themselves.
        """
        said = [self.form, self.facts, self.title, self.completed_on.isoformat()]
        content = json.dumps(said, sort_keys=True, ensure_ascii=False)
        return Cause(self.key, sha256(content.encode()).hexdigest()[:16])


def entry_of(report: Report, identity: str) -> Report:
    """The report with what its ledger calls it, after provider, year, reference and whose document it names.

    `identity` is the keyed digest of that.
    """
    if report.id:
        return report
    named = derived("entry", report.key, identity, length=32)
    return msgspec.structs.replace(report, id=named)


def parse_report(report: Report, subject: str) -> Report:
    """Check what can be checked without law and person; facts are written in one form.

    Raises:
        Refusal: `name_invalid`, `field_invalid`, `public_subject_by_platform`,
            `form_not_reportable`, `form_unknown`, `fact_…`.
    """
    if subject != Subject.PROFESSIONAL:
        raise Refusal("public_subject_by_platform", field="subject")
    form, facts = credit.parse_facts(report.form, report.facts)
    if not form.reported:
        raise Refusal("form_not_reportable", field="form", form=form.label)
    return msgspec.structs.replace(
        report,
        reference=_text("reference", report.reference),
        name=name.parse_name(report.name),
        facts=credit.facts_document(facts),
        title=_text("title", report.title),
    )


def terms_of(policy: Policy, law: YearLaw, form: Form, facts: Facts) -> Terms:
    """What the law of the instant makes of a study, wherever its person belongs.

    `law` is the policy's where it is not known where that is.

    Raises:
        Refusal: `fact_missing`.
    """
    places = {PROVINCE, *(each.territory for each in policy.amendments if each.territory)}
    conversions = {
        place: credit.convert(law_of(policy, at=law.at, territory=place), form, facts)
        for place in sorted(places)
    }
    return Terms(conversions, law.own_window.bars_public_incomplete)


def require_same(report: Report, earlier: Cause) -> None:
    """Refuse another content under a reference that was reported before.

    Raises:
        Refusal: `reference_reused`.
    """
    if report.cause != earlier:
        raise Refusal("reference_reused", field="reference", reference=report.reference)


def _text(field: str, text: str) -> str:
    parsed = parse_text(text, field)
    if not parsed:
        raise Refusal("field_invalid", field=field, why="不能为空")
    return parsed
