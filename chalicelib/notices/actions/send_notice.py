"""Send a notice: into the inbox once, then out through the gateway, at least once.

What is in the inbox bears a mark until it has gone out (`NOTIFY`). Whoever put it there tries at
once; where that fails the mark stays and `sweep` sends it, so nothing else fails for it.
"""

from collections.abc import Sequence
from datetime import datetime

from chalicelib.notices.gateways import notices as gateway
from chalicelib.notices.rules.notice import Notice
from chalicelib.notices.store import notices
from chalicelib.platform.fault import warn


def send_notice(notice: Notice, *, at: datetime) -> bool:
    """Put a notice into the inbox and pass it on; False if it was there already."""
    is_first = notices.put_notice(notice, at)
    if is_first:
        pass_on(notice)
    return is_first


def send_notices(wanted: Sequence[Notice], *, at: datetime) -> None:
    """Put notices into the inboxes and pass on, together, those that were not there already."""
    pass_on_together([notice for notice in wanted if notices.put_notice(notice, at)])


def pass_on_together(wanted: Sequence[Notice]) -> None:
    """As `pass_on`, of several; what of them the gateway does not take is left to the sweep."""
    for start in range(0, len(wanted), gateway.TOGETHER):
        _pass_on(wanted[start : start + gateway.TOGETHER])


def _pass_on(some: Sequence[Notice]) -> None:
    try:
        for notice in gateway.publish_together(some):
            notices.acknowledge_notice(notice)
    except Exception as fault:  # noqa: BLE001 - as in pass_on
        warn("notice_not_sent", fault)


def pass_on(notice: Notice) -> None:
    """Send out what was just put into the inbox; a failure is told and left to the sweep."""
    try:
        send_out(notice)
    except Exception as fault:  # noqa: BLE001 - the work that the notice tells of is done
        warn("notice_not_sent", fault)


def send_out(notice: Notice) -> None:
    """Send out what is in the inbox, and clear its mark; raises whatever the gateway raises."""
    gateway.publish(notice)
    notices.acknowledge_notice(notice)
