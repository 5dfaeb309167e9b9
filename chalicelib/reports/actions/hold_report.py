"""Let a provider's report wait for a person who has not enrolled: what the law makes of it freezes with it (R18, R23)."""

import msgspec

from chalicelib.identity.rules import name
from chalicelib.law.actions.ask_law import get_policy
from chalicelib.law.rules import window
from chalicelib.law.rules.year_law import law_of
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.records.actions.compose_record import compute, slots_of
from chalicelib.reports.actions.compose_reported import application_of
from chalicelib.reports.rules.report import Report, require_same, terms_of


def held_anew(earlier: Report | None, report: Report) -> Report | None:
    """The report as it is to wait, with what the law makes of it; None where it waits already.

    Raises:
        Refusal: `reference_reused`; `window_…`; `form_…`, `fact_…`, `date_…`.
    """
    if earlier is not None:
        if not name.agree(earlier.name, report.name):
            raise Refusal("reference_reused", field="reference", reference=report.reference)
        require_same(report, earlier.cause)
        return None
    policy = get_policy(report.year)
    law = law_of(policy, at=report.reported_at)
    window.require_reportable(law.window, report.completed_on, law.at)
    stated = application_of(report)
    form, facts, _ = compute(law, stated)
    slots_of(form, facts, stated)
    return msgspec.structs.replace(report, terms=terms_of(policy, law, form, facts))
