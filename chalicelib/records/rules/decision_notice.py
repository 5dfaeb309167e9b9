"""What a professional is told when a bureau has done something that they would not expect (R19, R27).

Which moves of a record are told, and in which words, stands in their rows (records/rules/move.py).
"""

from chalicelib.bureaus.rules.contact import contact_line
from chalicelib.notices.rules.notice import Notice, notice_id
from chalicelib.platform.rules.cause import Party
from chalicelib.platform.rules.china_time import until_text
from chalicelib.platform.rules.decimals import decimal_text
from chalicelib.platform.rules.refusal_kinds import Ask
from chalicelib.records.rules.move import find_move
from chalicelib.records.rules.move_row import Telling
from chalicelib.records.rules.record import Record


def decision_notice(record: Record) -> Notice | None:
    """Tell the owner of a record's last move, where a bureau made it and it has to be told."""
    step = record.moves[-1]
    move = find_move(step.source, step.to, step.by.party)
    if move is None or move.told is None or move.by is Party.SYSTEM:
        return None
    until = getattr(record, move.told.until) if move.told.until else None
    name = notice_id(step.at, move.told.kind, record.id, step.cause.token)
    return move_notice(
        record,
        move.told,
        name,
        reason=step.reason.rstrip("。"),
        because=f"，理由：{step.reason.rstrip('。')}" if step.reason else "",
        credits=decimal_text(record.counted),
        until=until_text(until) if until else "截止日",
    )


def move_notice(record: Record, told: Telling, name: str, **facts: object) -> Notice:
    """The notice of a record's last move.

    Args:
        record: the record after the move.
        told: what is told of it.
        name: the notice's id.
        facts: what the text names beside year, title and whom to ask.
    """
    line = contact_line(Ask.BUREAU, record.territory)
    return Notice(
        id=name,
        person=record.person,
        kind=told.kind,
        due=record.moves[-1].at,
        title=told.title,
        text=told.text.format(year=record.year, title=record.title, line=line, **facts),
        year=record.year,
        record=record.id,
    )
