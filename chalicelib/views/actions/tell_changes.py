"""Tell the function that counts what a batch of a stream's events changes of the counts.

A stream has two readers at most, and both are there already: so readers tell what they see, one
message a batch, and nothing if nothing counts elsewhere than before.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from chalicelib.platform.gateways import messages
from chalicelib.platform.rules.identifier import derived
from chalicelib.views.rules.counter import CountChange
from chalicelib.views.rules.counting import ListedImage, changes_of

StreamChange = Mapping[str, Any]
"""What DynamoDB tells of one write: its images, its number, about when."""


def tell_changes(changes: Sequence[StreamChange]) -> int:
    """Tell what writes change, in one message, each write once; answer how many places it names."""
    once = {str(each["SequenceNumber"]): each for each in changes}
    moved = changes_of(
        (_listed(each.get("OldImage")), _listed(each.get("NewImage"))) for each in once.values()
    )
    if moved:
        last = max(float(each["ApproximateCreationDateTime"]) for each in once.values())
        change = CountChange(
            counted=derived("counted", *once),
            at=datetime.fromtimestamp(last, UTC),
            changes=tuple(sorted(moved.items())),
        )
        messages.send_again("count_changes", msgspec.json.encode(change).decode())
    return len(moved)


def _listed(image: Mapping[str, Any] | None) -> ListedImage:
    """Where an image is listed; nothing where there is none."""
    found = image or {}
    return ListedImage(*(str(found.get(name, {}).get("S", "")) for name in ListedImage._fields))
