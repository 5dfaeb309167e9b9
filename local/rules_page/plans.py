"""The page on training plans: what they say, their life, who reviews them (R39)."""

from chalicelib.plans.rules.plan_move import EVERY_PLAN_MOVE, PLAN_WAITS, PlanMove
from chalicelib.plans.rules.plan_state import NEW_PLAN, PLAN_STATE_LABELS, PlanState
from chalicelib.platform.rules.cause import PARTY_LABELS
from local.rules_page.markdown import Section, bullets, table

_HEADINGS = ("办理", "由", "到", "谁办理", "是否须说明理由", "通知经办人")


def plans() -> Section:
    """States of a plan and every move between them."""
    return Section(
        "培训计划",
        (39, 40),
        (
            table(
                ("状态", "代码", "等待财政部门", "可导入名单"),
                [_state_row(state) for state in PlanState],
            ),
            "只有下列变动，别无其他（R39）。每次变动都记明时间、何人、由何状态到何状态、理由，前后相扣，不可删改。",
            table(_HEADINGS, [_move_row(move) for move in EVERY_PLAN_MOVE]),
            _told(),
        ),
    )


def _state_row(state: PlanState) -> tuple[str, str, str, str]:
    waits = "是" if state in PLAN_WAITS else "否"
    admits = "是" if state is PlanState.APPROVED else "否"
    return PLAN_STATE_LABELS[state], f"`{state}`", waits, admits


def _move_row(move: PlanMove) -> tuple[str, ...]:
    return (
        move.label,
        "、".join(PLAN_STATE_LABELS[each] if each else f"（{NEW_PLAN}）" for each in move.sources),
        PLAN_STATE_LABELS[move.to],
        PARTY_LABELS[move.by],
        "是，经办人可见" if move.needs_reason else "否",
        move.told.title if move.told else "否",
    )


def _told() -> str:
    return bullets(
        "培训计划只按天数或只按小时数申报：按天数的为面授培训，按小时数的为远程继续教育；不足整天的按小时数申报（R39，假定）。",
        "培训须在年度内结束，或在该年度登记截止前结束（R15）；计划须在培训开始前首次提交，登记截止后不能新建、修改或提交（R25、R39）。",
        "由单位属地的财政部门审核，上级可以处理或接办下级的，同学分记录（R20）；经办过该计划的人，或该单位的经办人，不得审核。",
        "退回的，自退回次日起10个工作日内可以修改后重新提交，培训已开始的也可以（R39）。",
        "通过后即固定；修改为新的版本，重新审核。变更待审期间不接收新的名单，已导入的不受影响；变更被退回后撤回、未通过的，原已通过的版本继续有效（R39）。",
        "已导入名单的计划不能撤回（R39）。",
        "培训人员名单自培训结束之日起导入，至登记截止后或通过审核后5个工作日（以较晚者为准）止（R40，假定）。",
    )
