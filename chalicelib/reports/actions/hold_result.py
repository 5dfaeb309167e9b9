"""Let a result of an examination wait for its person, with what the law makes of it now (R41, R23)."""

import msgspec

from chalicelib.law.actions.ask_law import get_policy
from chalicelib.law.rules import credit, window
from chalicelib.law.rules.window import WindowKind
from chalicelib.law.rules.year_law import law_of
from chalicelib.reports.actions.enter_result import stated
from chalicelib.reports.rules.examination_result import ExaminationResult
from chalicelib.reports.rules.report import terms_of


def held(row: ExaminationResult) -> ExaminationResult:
    """The result as it is to wait.

    Raises:
        Refusal: `window_not_open`, `window_closed` of 2018 and 2019 (R24): it could never count.
    """
    policy = get_policy(row.year)
    law = law_of(policy, at=row.reported_at)
    if law.own_window.kind is WindowKind.MAKE_UP:
        window.require_open(law.window, law.at)
    application = stated(row)
    form, facts = credit.parse_facts(application.form, application.facts)
    return msgspec.structs.replace(row, terms=terms_of(policy, law, form, facts))
