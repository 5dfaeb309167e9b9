"""The page on a record's life: states, moves, who decides (R18-R22)."""

from collections.abc import Iterable, Iterator
from itertools import product

from chalicelib.platform.rules.cause import PARTY_LABELS, Party
from chalicelib.platform.rules.mark import Whom
from chalicelib.records.rules.appeal_rows import ANSWERS, APPEALS
from chalicelib.records.rules.move import MOVES, SLOT_FREED, WAITS_AT, WAITS_FOR, cleared_by
from chalicelib.records.rules.move_row import Move
from chalicelib.records.rules.record import SOURCE_LABELS, RecordSource
from chalicelib.records.rules.record_state import NEW, STATE_LABELS, RecordState
from local.rules_page.markdown import Section, bullets, table

_SOURCES = {
    RecordSource.SELF: "由财政部门认定",
    RecordSource.PLATFORM: "公需科目，自动登记认定",
    RecordSource.PROVIDER: "自动登记认定",
    RecordSource.HR_LEGACY: "2018、2019年度已认定的学分",
    RecordSource.EMPLOYER: "按财政部门已同意的培训计划，自动登记认定",
    RecordSource.EXAMINATION_OFFICE: "省财政厅导入的全国会计类考试成绩，自动登记认定",
}
_HEADINGS = ("办理", "由", "到", "谁办理", "是否须说明理由", "此后等待", "不再等待", "通知申请人")
_WAITS = {
    Whom.REVIEW: "财政部门认定",
    Whom.OPEN: "登记截止",
    Whom.GRACE: "较晚的重新提交期限",
}


def life() -> Section:
    """States of a record and every move between them."""
    return Section(
        "学分记录的状态与办理",
        (18, 19, 20, 21, 22, 43),
        (
            table(
                ("状态", "代码", "计入年度", "可再登记同一成果"),
                [_state_row(s) for s in RecordState],
            ),
            "只有下列变动，别无其他（R19）。每次变动都记明时间、何人、由何状态到何状态、理由，前后相扣，不可删改。",
            table(_HEADINGS, [_move_row(move) for move in MOVES]),
            f"```mermaid\n{diagram()}\n```",
            "### 复核（R43）",
            table(
                _HEADINGS, [_move_row(move) for move in (*APPEALS, *ANSWERS) if move not in MOVES]
            ),
            _appeals(),
            "### 由谁认定（R20–R22）",
            _who(),
            "### 记录的来源（R17、R18、R28）",
            table(
                ("来源", "代码", "怎样认定"),
                [(SOURCE_LABELS[each], f"`{each}`", _SOURCES[each]) for each in RecordSource],
            ),
        ),
    )


def _state_row(state: RecordState) -> tuple[str, str, str, str]:
    counts = "是" if state is RecordState.ACCREDITED else "否"
    return STATE_LABELS[state], f"`{state}`", counts, "是" if state in SLOT_FREED else "否"


def _move_row(move: Move) -> tuple[str, ...]:
    return (
        move.label,
        "、".join(STATE_LABELS[each] if each else f"（{NEW}）" for each in move.sources),
        STATE_LABELS[move.to],
        PARTY_LABELS[move.by],
        "是，申请人可见" if move.needs_reason else "否",
        _joined(_wait(whom, move.waits_at) for whom in move.sets),
        _joined(_cleared(move)),
        move.told.title if move.told else "否",
    )


def _wait(whom: Whom, at: Party) -> str:
    above = whom is Whom.REVIEW and at is Party.BUREAU_ABOVE
    return f"上级{_WAITS[whom]}" if above else _WAITS[whom]


def _cleared(move: Move) -> Iterator[str]:
    """For whom a record waited, in each state that the move leads from."""
    for whom, state in product(Whom, filter(None, move.sources)):
        if whom in cleared_by(move) and whom in WAITS_FOR[state]:
            yield _wait(whom, WAITS_AT.get(state, Party.BUREAU))


def _joined(words: Iterable[str]) -> str:
    return "，或".join(dict.fromkeys(words)) or "—"


def diagram() -> str:
    """The moves as a mermaid state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{STATE_LABELS[state]}" as {state}' for state in RecordState]
    lines += [
        f"    {source or '[*]'} --> {move.to}: {move.label}（{PARTY_LABELS[move.by]}）"
        for move in MOVES
        for source in move.sources
    ]
    left = {source for move in MOVES for source in move.sources}
    lines += [f"    {state} --> [*]" for state in RecordState if state not in left]
    return "\n".join(lines)


def _appeals() -> str:
    return bullets(
        "不予认定的记录，本人可以在不予认定之日起的规定工作日内（次日起算）申请复核，说明理由，可补充材料；"
        "登记期已截止的也可以申请和补充材料。对同一次不予认定只能申请一次；报送单位撤回的记录同样可以申请（R40），"
        "管理员撤销的由管理员恢复（R19）。",
        "由作出决定的财政部门的上一级复核，省级作出的由省级另一人复核；报送单位撤回的由属地的上一级复核。"
        "作出原决定的人不得复核，任何人不得复核本人的记录。",
        "复核期间记录状态不变，同一成果不能另行登记，也不能重新受理；维持原决定后可以另行登记，改为认定的即时计入学分，可以少认定，不能多认定。"
        "同一成果在申请前已另行登记且仍有效的，不能再申请。",
        "复核决定须在规定工作日内作出，逾期的列出。申请与决定都通知本人，并载入记录的历史。",
        "考试成绩导入或管理员恢复使正在复核的记录得到认定的，复核随之以改为认定办结（R19）。",
    )


def _who() -> str:
    return bullets(
        "由记录属地的财政部门认定。县（区）经办人只看本县（区），市级看本市及所辖县（区），省级看全省；"
        "管辖范围以外的记录视同不存在。",
        "上级可以处理下级的记录；说明理由接办后，该记录只由上级处理，下级不能再处理，"
        "接办载入记录的历史，申请人可见。退回更正后再提交的，仍由接办的财政部门处理。",
        "不予认定有误的，由作出决定的财政部门的上级说明理由重新受理（省级作出的由省级）；"
        "同一成果其后已另行登记的，不再重新受理（R19、R16）。",
        "撤销有误的，由管理员说明理由恢复，原认定学分不变，年度和证书随之更新；"
        "同一成果其后已另行登记且仍有效的，先处理后一条，再恢复（R19、R16）。",
        "撤销的公需科目可以在登记期内重新学习，学完后另行登记认定；2018、2019年度不能重新学习（R17）。",
        "考试的同一科目、同一考期只计入通过的年度：另一年度已登记的，不能再登记或认定；科目名称中写明考试年度（如“2023年经济法”）的以其为准，"
        "没有写明的以记录年度为准（R16）。",
        "任何人不得处理本人的记录。",
        "两人同时处理同一记录的，先到者有效，后到者得知已有结果；"
        "经办人打开后记录有变动的，须重新查看再处理（R21）。",
        "退回、不予认定、减少认定学分均须说明理由，申请人可见（R22、R14）；"
        "退回可以指明有误的字段或材料。",
        "一次可以处理至多100条记录，逐条给出结果，一条不成不影响其他各条。",
        "申请人申报的专业通识知识，财政部门可以取消，不能代为申报（R8）。",
    )
