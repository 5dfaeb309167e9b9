"""A batch of orders to sign credentials (R49).

What ended is revoked first, each list once for all orders together; should that fail, each order tries
for itself what is left of it.
"""

from collections.abc import Iterable, Sequence

from chalicelib.certificates.actions.issue_credential import issue_credential, revoke_ended
from chalicelib.certificates.rules.credential_order import CredentialOrder
from chalicelib.events.reading import reading
from chalicelib.http.batch import Answer, Piece, PieceOutcome, answered


def issued(messages: Iterable[tuple[str, str]]) -> Answer:
    """Do what messages order, each an id and a body; answer which failed."""
    orders: dict[str, CredentialOrder] = {}
    unread = answered(reading(*each, orders, CredentialOrder, "read_order") for each in messages)
    if len(orders) > 1:
        answered([_ending(list(orders.values()))])
    undone = answered(_issuing(*each) for each in orders.items())
    return {name: [*unread[name], *undone[name]] for name in unread}


def _ending(orders: Sequence[CredentialOrder]) -> Piece:
    def revoke() -> PieceOutcome:
        return PieceOutcome({"revoked": revoke_ended(orders)})

    place = {"work": "revoke_ended"}
    return Piece(id="", kind="message", place=place, request=None, work=revoke)


def _issuing(message: str, order: CredentialOrder) -> Piece:
    def issue() -> PieceOutcome:
        outcome = issue_credential(order.credential, order.year, at=order.at)
        return PieceOutcome({"result": outcome.value})

    place = {"work": "issue_credential", "message": message}
    return Piece(id=message, kind="message", place=place, request=order.request, work=issue)
