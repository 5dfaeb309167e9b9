"""Let holders be told of what became of their certificates, as the stream of the HR table brings it.

The inbox is the finance side's: what is told goes to its worker, which puts it there once.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from chalicelib.certificates.rules.certificate import Certificate, CertificateState
from chalicelib.certificates.rules.certificate_notice import certificate_notice
from chalicelib.certificates.store.certificates import certificate_of_image
from chalicelib.notices.actions.order_deliveries import order_notices, order_settling
from chalicelib.notices.rules.delivery_order import NoticeKey
from chalicelib.notices.rules.notice import Notice


def tell_certificates(changes: Sequence[Mapping[str, Any]]) -> int:
    """Order what the certificates that a stream brings tell their holders; answer how many.

    Args:
        changes: what DynamoDB tells of writes.
    """
    told, settled, at = [], [], datetime.fromtimestamp(0, UTC)
    for change in changes:
        certificate = certificate_of_image(change.get("NewImage", {}))
        at = datetime.fromtimestamp(float(change["ApproximateCreationDateTime"]), UTC)
        if certificate and not _was_drawn(change, certificate):
            notice = certificate_notice(certificate, at)
            told += [notice] if notice else []
        if released := _released(change, certificate, at):
            settled.append(NoticeKey(released.person, released.id))
    order_notices(told, at=at)
    order_settling(settled, at=at)
    return len(told)


def _was_drawn(change: Mapping[str, Any], now: Certificate) -> bool:
    """Whether the write found the version drawn already: that was told then, unless its event is brought once more."""
    before = certificate_of_image(change.get("OldImage", {}))
    if before is None or before.revision == now.revision:
        return False
    return before.is_drawn and now.is_drawn and before.version == now.version


def _released(change: Mapping[str, Any], now: Certificate | None, at: datetime) -> Notice | None:
    """The notice of a held certificate that is held so no more: what it asked for has been done."""
    before = certificate_of_image(change.get("OldImage", {}))
    if before is None or now is None or before.state is not CertificateState.HELD:
        return None
    is_same = now.state is CertificateState.HELD and now.held_because == before.held_because
    return None if is_same else certificate_notice(before, at)
