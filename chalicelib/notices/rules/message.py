"""The message that goes out of a notice, as a gateway reads it (docs/messages.md).

A message says no name and no document number (R7); the mobile number is in it because it is
addressed by that, and nowhere else.
"""

import json

from chalicelib.notices.rules.delivery import MessageAddress
from chalicelib.notices.rules.notice import Notice

FORM = 1
"""The form's version: members are added, none is renamed."""


def message_of(notice: Notice, address: MessageAddress, site: str) -> str:
    """Write the message of a notice to an address.

    Args:
        notice: what is told.
        address: the channel and the number.
        site: where its person signs in, for the template's link.
    """
    message = {
        "form": FORM,
        "id": notice.id,
        "person": notice.person,
        "kind": notice.kind,
        "year": notice.year,
        "title": notice.title,
        "text": notice.text,
        "template": f"xuefen.{notice.kind}.{FORM}",
        "parameters": {"year": str(notice.year), "title": notice.title, "address": site},
        "channel": address.channel,
        "number": address.number,
    }
    return json.dumps(message, ensure_ascii=False)
