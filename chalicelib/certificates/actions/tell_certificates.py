"""Let holders be told of what became of their certificates, as the stream of the HR table brings it.

The inbox is the finance side's: what is told goes to its worker, which puts it there once.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from chalicelib.certificates.rules.certificate_notice import certificate_notice
from chalicelib.certificates.store.certificates import certificate_of_image
from chalicelib.notices.actions.order_deliveries import order_notices


def tell_certificates(changes: Sequence[Mapping[str, Any]]) -> int:
    """Order what the certificates that a stream brings tell their holders; answer how many.

    Args:
        changes: what DynamoDB tells of writes.
    """
    told, at = [], datetime.fromtimestamp(0, UTC)
    for change in changes:
        certificate = certificate_of_image(change.get("NewImage", {}))
        at = datetime.fromtimestamp(float(change["ApproximateCreationDateTime"]), UTC)
        if certificate and (notice := certificate_notice(certificate, at)):
            told.append(notice)
    order_notices(told, at=at)
    return len(told)
