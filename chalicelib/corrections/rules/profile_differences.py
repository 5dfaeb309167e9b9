"""In what two versions of a profile differ, as the history tells it: numbers masked (R7)."""

from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.act import Difference, differences


def profile_differences(previous: Professional, changed: Professional) -> tuple[Difference, ...]:
    """What differs; two documents, or mobile numbers, may look alike once masked (R7)."""
    found = differences(_described(previous), _described(changed))
    told = {each.field for each in found}
    if changed.document_digest != previous.document_digest and "document" not in told:
        found = (*found, Difference("document", previous.masked_number, changed.masked_number))
    was, now = previous.sealed_mobile, changed.sealed_mobile
    if was and now and was.digest != now.digest and "mobile" not in told:
        found = (*found, Difference("mobile", was.masked, now.masked))
    return found


def _described(professional: Professional) -> dict[str, str]:
    return {
        "name": professional.name,
        "document": f"{professional.document_type} {professional.masked_number}",
        "territory": professional.territory,
        "employment": professional.employment,
        "employer": professional.employer,
        "employer_code": professional.employer_code,
        "employer_consent": professional.employer_code if professional.employer_consent else "",
        "mobile": professional.masked_mobile,
        "worked_since": str(professional.worked_since or ""),
        "moved_out": "true" if professional.moved_out else "",
    }
