"""What the caps of its form leave to a record (R12): only accredited ones of its year use them up.

A cap is asked when a record is registered or submitted, so that nobody waits in vain, and again when it
is accredited, in the same write as the standing: so no two accredited at once exceed it.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from chalicelib.law.rules.cap import Cap, CapKind
from chalicelib.law.rules.form import form_label
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.platform.rules.refusal import Refusal
from chalicelib.platform.rules.text import require_reason
from chalicelib.records.rules.record import Record


class Room(NamedTuple):
    """The credits that may be accredited of a record, and why they are fewer than computed."""

    credits: Decimal
    why: str = ""


def require_room(record: Record, records: Iterable[Record], least: Decimal = Decimal(0)) -> Room:
    """What is left to a record, with all records of its year.

    Args:
        record: the record, with the caps that froze with its credits.
        records: all records of its year, itself or not.
        least: credits that must be left to it, where it counts with no fewer.

    Raises:
        Refusal: `form_capped` where nothing is left, or less, with the cap and what is accredited already.
    """
    others = [each for each in records if each.form == record.form and each.id != record.id]
    counted = [each for each in others if each.counts]
    room = Room(record.credits)
    for cap in record.caps:
        used = _used(cap, counted)
        left = record.credits if cap.of is CapKind.ITEMS else cap.most - used
        if used >= cap.most or left < least:
            raise _refusal(record, cap, used)
        if left < room.credits:
            room = Room(left, _why(record, cap, used))
    return room


def accepted_credits(room: Room, wanted: Decimal | None, reason: str) -> Decimal:
    """The credits that a bureau accepts: no more than there is room for, fewer with a reason (R14).

    Raises:
        Refusal: `credits_exceeded`, `reason_required`.
    """
    accepted = room.credits if wanted is None else wanted
    if not 0 < accepted <= room.credits:
        raise Refusal("credits_exceeded", field="credits", credits=decimal_text(room.credits))
    if accepted < room.credits:
        require_reason(reason, "减少认定学分")
    return accepted


def _used(cap: Cap, counted: list[Record]) -> Decimal:
    if cap.of is CapKind.ITEMS:
        return Decimal(len(counted))
    return sum((each.counted for each in counted), Decimal(0))


def _had(cap: Cap, used: Decimal) -> str:
    return f"{decimal_text(used)}{'项' if cap.of is CapKind.ITEMS else '学分'}"


def _why(record: Record, cap: Cap, used: Decimal) -> str:
    of = form_label(record.form)
    return f"「{of}」{cap.text}（{cap.source}），此前已认定{_had(cap, used)}，本项计入其余部分"


def _refusal(record: Record, cap: Cap, used: Decimal) -> Refusal:
    return Refusal(
        "form_capped",
        field="form",
        form=form_label(record.form),
        year=record.year,
        cap=cap.text,
        source=cap.source,
        had=_had(cap, used),
        territory=record.territory,
    )
