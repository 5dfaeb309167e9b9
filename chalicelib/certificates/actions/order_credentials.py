"""Order a look at certificates of which wallets are told what is not so (R49).

A stream has two readers at most, and both are there: the one that sees every certificate orders the
worker that signs, which has its own pace and its own key.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from chalicelib.certificates.rules.credential_order import CredentialOrder
from chalicelib.certificates.store.certificates import certificate_of_image
from chalicelib.certificates.store.wishes import wish_of_image
from chalicelib.platform.gateways import messages

WORKER = "issue_credentials"
Image = Mapping[str, Mapping[str, Any]]


def order_credentials(changes: Sequence[Mapping[str, Any]]) -> int:
    """Order a look at each certificate that a stream brings and that owes one, or is wished for; answer how many.

    Args:
        changes: what DynamoDB tells of writes.
    """
    owing = {}
    for change in changes:
        image = change.get("NewImage", {})
        if place := _owing(image):
            person, year = place
            at = datetime.fromtimestamp(float(change["ApproximateCreationDateTime"]), UTC)
            request = image.get("correlation", {}).get("S")
            owing[place] = CredentialOrder(credential=person, year=year, at=at, request=request)
    messages.send_orders(WORKER, list(owing.values()))
    return len(owing)


def _owing(image: Image) -> tuple[str, int] | None:
    """Whose certificate of which year an item asks to be looked at."""
    certificate = certificate_of_image(image)
    if certificate is None:
        return wish_of_image(image)
    return (certificate.person, certificate.year) if certificate.owes_credential else None


def order_credential(person: str, year: int, *, at: datetime) -> None:
    """Order a look at one certificate: what was ordered before may have been lost."""
    messages.send_orders(WORKER, [CredentialOrder(credential=person, year=year, at=at)])
