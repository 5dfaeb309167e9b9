"""A proposal (R38): somebody's employer, a text, may be one that is open; the bureau says whether it is."""

from datetime import datetime

import msgspec

from chalicelib.bureaus.rules.city_lists import city_list, city_spans
from chalicelib.platform.rules.listing import Listing, Place

PROPOSED = "BINDINGS"


class Proposal(msgspec.Struct, frozen=True):
    """Whose employer, as it was typed, and the codes of those open ones that are written alike."""

    person: str
    territory: str
    text: str
    codes: tuple[str, ...]
    proposed_at: datetime


def place_of(proposal: Proposal) -> Place:
    """Where a proposal is listed: by the person's territory, those of one text together."""
    order = f"{proposal.territory}#{proposal.text}#{proposal.person}"
    return Place(city_list(PROPOSED, proposal.territory), order)


def proposals(territories: tuple[str, ...]) -> Listing:
    """The proposals of territories."""
    return Listing(
        strands=(city_spans(PROPOSED, territories),),
        named=lambda code: f"{PROPOSED}#{code}",
        territories=territories,
    )
