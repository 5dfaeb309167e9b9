"""Name one's employer: by the code of one that is open, or by a text that nobody has confirmed (R38)."""

from typing import NamedTuple

from msgspec import UNSET, UnsetType

from chalicelib.employers.rules.employer import Employer
from chalicelib.employers.rules.employer_code import find_code, parse_code
from chalicelib.employers.rules.employer_name import is_same
from chalicelib.employers.store import employers as store
from chalicelib.people.rules.professional import EmployerConsent, Professional
from chalicelib.platform.rules.refusal import Refusal


class NamedEmployer(NamedTuple):
    """An employer as a profile names it, and what its person has agreed to."""

    name: str
    code: str = ""
    consent: EmployerConsent | None = None


def name_employer(text: str, code: str) -> NamedEmployer:
    """Find the employer that a code names; a text that is a code is taken for one.

    Args:
        text: the name, or the code, as typed; "" for none.
        code: the code as typed; "" for none.

    Raises:
        Refusal: `employer_code_invalid`; `employer_unknown` for one that is not open.
    """
    if code:
        employer = require_open(code, "employer_code")
    elif find_code(text):
        employer = require_open(text, "employer")
    else:
        return NamedEmployer(text.strip())
    return NamedEmployer(employer.name, employer.code)


def name_anew(
    previous: Professional, text: str | UnsetType, code: str | UnsetType
) -> NamedEmployer:
    """The employer that a profile names after a change: naming another ends what was agreed to.

    Args:
        previous: the profile as it was read.
        text: what is typed; UNSET stays, "" names none.
        code: likewise.

    Raises:
        Refusal: as `name_employer`.
    """
    kept = NamedEmployer(previous.employer, previous.employer_code, previous.employer_consent)
    if code is UNSET and (text is UNSET or (kept.code and is_same(text, kept.name))):
        return kept
    named = name_employer(kept.name if text is UNSET else text, "" if code is UNSET else code)
    return named._replace(consent=kept.consent) if named.code and named.code == kept.code else named


def require_open(code: str, field: str = "code") -> Employer:
    """The open employer that a code names.

    Raises:
        Refusal: `employer_code_invalid`; `employer_unknown` for one that is absent or closed.
    """
    parsed = parse_code(code, field)
    employer = store.find_employer(parsed)
    if employer is None or not employer.is_open:
        raise Refusal("employer_unknown", field=field, employer=parsed)
    return employer
