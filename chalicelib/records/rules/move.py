"""The life of a record: one row a move, and all that follows from the rows (R19).

A row says from where to where, who makes it, whether a reason is owed, for whom the record waits
afterwards, whether its thing may be registered anew, what its owner is told, and what it is called.
Whatever else asks one of these of a record or a state asks the rows: the conditions of a write, the
marks, the lists of the bureaus, the page of rules, the client's words. A further move is a further
row, a verb that makes it, and the verb's route.
"""

from chalicelib.notices.rules.notice import NoticeKind
from chalicelib.platform.rules.cause import Party
from chalicelib.platform.rules.mark import Whom
from chalicelib.records.rules.appeal_rows import APPEALS, OVERTURN, UPHOLD, UPHOLD_WITHDRAWAL
from chalicelib.records.rules.move_row import Move, Telling
from chalicelib.records.rules.record_state import RecordState
from chalicelib.records.rules.report_rows import RECALL, WITHDRAW_REPORT

SAVE = Move(
    name="save",
    label="保存",
    sources=(None,),
    to=RecordState.DRAFT,
    by=Party.PROFESSIONAL,
    sets=(Whom.OPEN,),
)
SUBMIT = Move(
    name="submit",
    label="提交",
    sources=(None, RecordState.DRAFT, RecordState.RETURNED),
    to=RecordState.SUBMITTED,
    by=Party.PROFESSIONAL,
    sets=(Whom.REVIEW,),
)
ENTER = Move(
    name="enter",
    label="自动认定",
    sources=(None,),
    to=RecordState.ACCREDITED,
    by=Party.SYSTEM,
)
"""R17, R18, R28: what is registered and accredited at once, without a reviewer."""
ENTER_RESULT = Move(
    name="enter-result",
    label="按考试成绩认定",
    sources=(
        RecordState.SUBMITTED,
        RecordState.RETURNED,
        RecordState.DRAFT,
        RecordState.REJECTED,
    ),
    to=RecordState.ACCREDITED,
    by=Party.SYSTEM,
)
"""R41: what the examination office states needs no bureau; an open application for it is accredited where it
stands, of several the one furthest on its way, in this order. Its owner is told by one notice an import,
not by this row."""
REFER = Move(
    name="refer",
    label="转财政部门认定",
    sources=(None,),
    to=RecordState.SUBMITTED,
    by=Party.SYSTEM,
    sets=(Whom.REVIEW,),
)
"""R40: a row of a roster that somebody has to look at: about another's employee, or the clerk's own person."""
ACCREDIT = Move(
    name="accredit",
    label="认定",
    sources=(RecordState.SUBMITTED,),
    to=RecordState.ACCREDITED,
    by=Party.BUREAU,
    told=Telling(
        NoticeKind.ACCREDITED,
        "学分已认定",
        "您登记的{year}年度《{title}》已认定，计{credits}学分{because}。",
    ),
)
RETURN = Move(
    name="return",
    label="退回",
    sources=(RecordState.SUBMITTED,),
    to=RecordState.RETURNED,
    by=Party.BUREAU,
    needs_reason=True,
    sets=(Whom.OPEN, Whom.GRACE),
    told=Telling(
        NoticeKind.RETURNED,
        "学分记录被退回",
        "您登记的{year}年度《{title}》被退回，理由：{reason}。请于{until}前修改后重新提交，逾期失效。{line}",
        until="resubmit_until",
    ),
)
REJECT = Move(
    name="reject",
    label="不予认定",
    sources=(RecordState.SUBMITTED,),
    to=RecordState.REJECTED,
    by=Party.BUREAU,
    needs_reason=True,
    frees_slot=True,
    told=Telling(
        NoticeKind.REJECTED,
        "学分记录未予认定",
        "您登记的{year}年度《{title}》未予认定，理由：{reason}。如有异议，可于{until}前申请复核，限一次。{line}",
        until="appeal_until",
    ),
)
REOPEN = Move(
    name="reopen",
    label="重新受理",
    sources=(RecordState.REJECTED,),
    to=RecordState.SUBMITTED,
    by=Party.BUREAU_ABOVE,
    needs_reason=True,
    sets=(Whom.REVIEW,),
)
EXPIRY = Telling(
    NoticeKind.EXPIRED,
    "学分记录逾期失效",
    "{year}年度{window}已于{cut_off}截止，您的记录《{title}》逾期未提交，已失效，不计入学分。"
    "按时提交的其他记录不受影响，无需再办理。{line}",
)
EXPIRE = Move(
    name="expire",
    label="失效",
    sources=(RecordState.DRAFT, RecordState.RETURNED),
    to=RecordState.EXPIRED,
    by=Party.SYSTEM,
    frees_slot=True,
    told=EXPIRY,
)
WITHDRAW = Move(
    name="withdraw",
    label="撤回",
    sources=(RecordState.DRAFT, RecordState.SUBMITTED, RecordState.RETURNED),
    to=RecordState.WITHDRAWN,
    by=Party.PROFESSIONAL,
    frees_slot=True,
)
REVOKE = Move(
    name="revoke",
    label="撤销",
    sources=(RecordState.ACCREDITED,),
    to=RecordState.REVOKED,
    by=Party.ADMINISTRATOR,
    needs_reason=True,
    frees_slot=True,
    told=Telling(
        NoticeKind.REVOKED,
        "学分认定被撤销",
        "您{year}年度《{title}》的学分认定已被撤销，不再计入学分，理由：{reason}。年度未完成的，证书随之失效。登记期内可以更正后重新登记，公需科目可以重新学习。{line}",
    ),
)
RESTORE = Move(
    name="restore",
    label="恢复",
    sources=(RecordState.REVOKED,),
    to=RecordState.ACCREDITED,
    by=Party.ADMINISTRATOR,
    needs_reason=True,
    told=Telling(
        NoticeKind.RESTORED,
        "学分认定已恢复",
        "您{year}年度《{title}》被撤销的学分认定已经恢复，重新计入学分，理由：{reason}。年度因此完成的，证书将以同一编号换发。{line}",
    ),
)
MOVES = (
    SAVE,
    SUBMIT,
    ENTER,
    ENTER_RESULT,
    REFER,
    ACCREDIT,
    RETURN,
    REJECT,
    REOPEN,
    EXPIRE,
    WITHDRAW,
    REVOKE,
    RESTORE,
    OVERTURN,
    WITHDRAW_REPORT,
    RECALL,
)
"""R19: every move that exists. No other move exists."""
TAKE_OVER = Move(
    name="take-over",
    label="上级接办",
    sources=(RecordState.SUBMITTED,),
    to=RecordState.SUBMITTED,
    by=Party.BUREAU_ABOVE,
    needs_reason=True,
    sets=(Whom.REVIEW,),
)
"""R20: it leaves the state as it is, so it is no move of R19; histories tell of it all the same."""
EVERY = (*MOVES, TAKE_OVER, *APPEALS, UPHOLD, UPHOLD_WITHDRAWAL)
"""All rows."""

_BUREAUS = frozenset({Party.BUREAU, Party.BUREAU_ABOVE, Party.ADMINISTRATOR})
_BY_NOBODY = frozenset({Party.PROFESSIONAL, Party.SYSTEM})
WAITS_FOR = {move.to: move.sets for move in MOVES}
"""For whom a record waits in a state."""
WAITS_AT = {move.to: move.waits_at for move in MOVES if Whom.REVIEW in move.sets}
"""At which bureau a record waits, in each state in which it waits for one."""
OPEN_STATES = frozenset(EXPIRE.sources)
"""What its owner may still change, and a cut-off ends (R25, R26)."""
SLOT_FREED = frozenset(move.to for move in MOVES if move.frees_slot)
"""R16: states after which the same thing may be registered again."""
GIVEN_UP = frozenset(move.to for move in MOVES if move.frees_slot and move.by in _BY_NOBODY)
"""States that no bureau has decided on and no record comes back from."""
LISTED = frozenset(
    move.to
    for move in MOVES
    if move.by in _BUREAUS
    and move.to is not RecordState.ACCREDITED
    and Whom.REVIEW not in move.sets
)
"""States that a bureau decided and that do not count: it finds such records in lists of their own
(docs/decisions/0010)."""
ASKABLE = (
    *(state for state in RecordState if state in WAITS_AT),
    ACCREDIT.to,
    *sorted(LISTED),
)
"""States that a bureau asks for: what waits for one, what counts, what else one decided."""


def cleared_by(move: Move) -> frozenset[Whom]:
    """For whom a record may have waited before a move, and waits no more."""
    before = {whom for state in move.sources if state for whom in WAITS_FOR[state]}
    return frozenset(before - set(move.sets))


def find_move(source: RecordState | None, to: RecordState, by: Party) -> Move | None:
    """The row of a step from a state to another, as a history tells it; None where there is none."""
    asked = (move for move in EVERY if move.by is by and move.to is to)
    return next((move for move in asked if source in move.sources), None)
