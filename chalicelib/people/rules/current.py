"""Whether an account still stands for its person, or leads to another one since a merger."""

from chalicelib.people.rules.professional import Professional
from chalicelib.platform.rules.refusal import Refusal


def require_current(professional: Professional) -> None:
    """Refuse to change an account that was merged into another: `account_merged`."""
    if professional.merged_into:
        raise Refusal("account_merged", into=professional.merged_into)
