"""Tell the function that counts what a batch of a stream's events changes of the counts.

A stream has two readers at most, and both are there already: so readers tell what they see, one
message a batch, and nothing if nothing counts elsewhere than before.
"""

from collections import Counter as Multiset
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from chalicelib.certificates.actions import ask_certificates
from chalicelib.platform.gateways import messages
from chalicelib.platform.rules.identifier import derived
from chalicelib.records.actions import ask_records
from chalicelib.views.rules.counter import CountChange
from chalicelib.views.rules.counting import CountedPlace, ListedImage, differences, listed_in
from chalicelib.views.rules.flows import of_certificate, of_record, of_waiting

StreamChange = Mapping[str, Any]
"""What DynamoDB tells of one write: its images, its number, about when."""


def tell_changes(changes: Sequence[StreamChange]) -> int:
    """Tell what writes change, in one message, each write once; answer how many places it names."""
    once = {str(each["SequenceNumber"]): each for each in changes}
    moved = differences(
        (_added(each.get("OldImage")), _added(each.get("NewImage"))) for each in once.values()
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


def _added(image: Mapping[str, Any] | None) -> Multiset[CountedPlace]:
    """What an image adds to the counts; nothing where there is none."""
    if not image:
        return Multiset()
    record = ask_records.record_of_image(image)
    certificate = ask_certificates.certificate_of_image(image)
    return (
        listed_in(ListedImage(*(_text(image, name) for name in ListedImage._fields)))
        + of_waiting(_text(image, "waits_for"), _text(image, "since"))
        + (of_record(record) if record else Multiset())
        + (of_certificate(certificate) if certificate else Multiset())
    )


def _text(image: Mapping[str, Any], name: str) -> str:
    return str(image.get(name, {}).get("S", ""))
