"""Propose which open employer a text on a profile may be (R38): what is written alike, for the bureau to say."""

from datetime import datetime

from chalicelib.employers.rules.employer_code import find_code
from chalicelib.employers.rules.employer_name import FEWEST, is_same, normal_form
from chalicelib.employers.rules.proposal import Proposal
from chalicelib.employers.store import employers as store
from chalicelib.employers.store.proposals import put_proposal
from chalicelib.people.actions import ask_people

MOST_ALIKE = 20


def propose_employer(person: str, *, at: datetime) -> bool:
    """Propose the open employers of the same name, if there are any; the profile stays as it is.

    Args:
        person: the professional's id.
        at: the instant of the run.

    Returns:
        Whether something was proposed that was not before.
    """
    professional = ask_people.find_professional(person)
    if professional is None or professional.merged_into or professional.employer_code:
        return False
    codes = _alike(professional.employer)
    if not codes:
        return False
    proposal = Proposal(
        person=professional.id,
        territory=professional.territory,
        text=professional.employer,
        codes=codes,
        proposed_at=at,
    )
    return put_proposal(proposal)


def _alike(text: str) -> tuple[str, ...]:
    """The codes of open employers that a text may be: by a code, or by a name in its normal form."""
    if code := find_code(text):
        employer = store.find_employer(code)
        return (code,) if employer and employer.is_open else ()
    form = normal_form(text)
    if len(form) < FEWEST:
        return ()
    found, _ = store.search_employers((form,), None, MOST_ALIKE)
    return tuple(each.code for each in found if is_same(each.name, text))
