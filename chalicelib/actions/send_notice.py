"""Send a notice: into the inbox once, then out through the gateway, at least once."""

from datetime import datetime

from chalicelib.gateways import notices as gateway
from chalicelib.rules.notice import Notice
from chalicelib.store import notices


def send_notice(notice: Notice, *, at: datetime) -> bool:
    """Put a notice into the inbox and send it out; False if it was there already."""
    is_first = notices.put_notice(notice, at)
    if is_first:
        pass_on(notice)
    return is_first


def pass_on(notice: Notice) -> None:
    """Send out what is in the inbox, and clear its mark."""
    gateway.publish(notice)
    notices.acknowledge_notice(notice)
