"""Proposals: one a person, beside the profile (`BINDING`), listed for the bureau until it has said."""

from chalicelib.employers.rules import proposal as lists
from chalicelib.employers.rules.proposal import Proposal
from chalicelib.platform.rules.act import Act
from chalicelib.platform.rules.identifier import Several
from chalicelib.platform.rules.listing import Position
from chalicelib.platform.store.acts import act_item
from chalicelib.platform.store.body import keep
from chalicelib.platform.store.keys import person_key
from chalicelib.platform.store.listed import read_page
from chalicelib.platform.store.several import find_all
from chalicelib.platform.store.tables import Conflict, RegistryItem, conflicts, is_new, read
from chalicelib.platform.store.writes import Write, write_together

BINDING = "BINDING"


def put_proposal(proposal: Proposal) -> bool:
    """Keep a proposal; False where there is one already."""
    item = RegistryItem(pk=person_key(proposal.person), sk=BINDING, body=keep(proposal))
    item.list, item.order = lists.place_of(proposal)
    try:
        with conflicts():
            item.save(condition=is_new())
    except Conflict:
        return False
    return True


def find_proposals(people: Several) -> dict[str, Proposal]:
    """Read the proposals about people, by the person's id."""
    found = find_all(RegistryItem, [(person_key(person), BINDING) for person in people])
    proposals = (read(item, Proposal) for item in found.values())
    return {each.person: each for each in proposals}


def list_proposals(
    territories: tuple[str, ...], after: Position | None, limit: int
) -> tuple[list[Proposal], Position | None]:
    """Read the proposals of territories, and where the next page begins."""
    return read_page(RegistryItem, Proposal, [lists.proposals(territories)], after, limit)


def settled_by(person: str) -> Write:
    """What takes a proposal away; it is taken once."""
    return Write(RegistryItem(person_key(person), BINDING), RegistryItem.pk.exists(), clears=True)


def put_declined(person: str, act: Act) -> None:
    """Take a proposal away that a bureau has declined, and keep who did.

    Raises:
        Conflict: somebody else has said meanwhile.
    """
    kept = Write(act_item(RegistryItem, person_key(person), act), is_new())
    write_together([settled_by(person), kept])
