"""Find the plan whose roster is to be brought, and see that rows may come now (R40)."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from chalicelib.identity.actions.read_claims import proof_of_document
from chalicelib.identity.gateways import keys
from chalicelib.identity.rules.identity import Document, masked_number
from chalicelib.identity.rules.proof import Proof, is_same_person
from chalicelib.imports.actions.import_roster import Coming, PlacedRow
from chalicelib.law.actions.ask_law import get_law
from chalicelib.law.rules.fact import GENERAL_KNOWLEDGE, Stated
from chalicelib.plans.rules.plan import Plan, Taught
from chalicelib.plans.rules.roster_period import require_roster_time
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.reports.rules.kept_report import ShownDocument
from chalicelib.reports.rules.roster_row import RosterRow, row_id


class RosterOpen(NamedTuple):
    """A roster that rows may come to: its plan, whose it is, who brings them and when.

    `proofs` are the persons behind the login, as far as proved; `job` is the import, of rows in a file.
    """

    plan: Plan
    said: Taught
    issuer: str
    teaches_others: bool
    clerk: str
    proofs: tuple[Proof, ...]
    at: datetime
    job: str = ""

    def coming(self, gate: int) -> Coming:
        """How a part of the roster comes, by one of the plan's gates."""
        held = self.plan.approved
        return Coming(self.plan.id, held.edition if held else 0, gate, self.at)

    def placed(self, line: int, name: str, document: Document, attended: Stated) -> PlacedRow:
        """A row as it is brought: what it says of the person, and the plan of everything else."""
        digest = keys.document_digest(document.type, document.number)
        theirs = proof_of_document(document) if self.proofs else None
        row = RosterRow(
            id=row_id(self.plan.id, digest),
            plan=self.plan.id,
            employer=self.plan.employer,
            teaches_others=self.teaches_others,
            clerk=self.clerk,
            own=any(is_same_person(each, theirs) for each in self.proofs),
            name=name,
            year=self.plan.year,
            form=self.said.form,
            facts=_facts(self.said, attended),
            title=self.said.title,
            issuer=self.issuer,
            reference=self.said.reference,
            started_on=self.said.starts_on,
            completed_on=self.said.ends_on,
            reported_at=self.at,
            job=self.job,
            place=line,
        )
        shown = ShownDocument(document.type, masked_number(document.number))
        return PlacedRow(line, digest, shown, row)


def _facts(said: Taught, attended: Stated) -> dict[str, object]:
    """What a person's record states: facts in the form in which records keep them."""
    amount = attended if said.days is not None else decimal_text(Decimal(attended))
    facts: dict[str, object] = {said.unit: amount}
    if said.general_knowledge:
        facts[GENERAL_KNOWLEDGE.name] = True
    return facts


def require_open_roster(plan: Plan, at: datetime) -> Taught:
    """See that rows may come now, and say what they are credited by.

    Raises:
        Refusal: `plan_not_approved`, also while a change waits; `roster_not_open`, `roster_closed`.
    """
    if plan.approved is None or not plan.admits_rows:
        raise Refusal("plan_not_approved")
    law = get_law(plan.year, at=at, territory=plan.territory)
    require_roster_time(plan.approved, law.window, at)
    return plan.approved.said
