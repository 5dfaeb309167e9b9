"""Figures of the law in words: what each is called wherever it is shown, on page and client alike."""

from chalicelib.law.rules.form import FORMS

_LABELS = {
    "required.public": "公需科目学分",
    "required.professional": "专业科目学分",
    "required.general_knowledge": "其中专业通识知识学分",
    "public.hours": "公需科目规定小时数",
    "public.presence": "公需科目在学确认的间隔（学习分钟数）",
    "public.pass_mark": "公需科目考试及格线（满分100）",
    "public.topics": "公需科目可选专题数（选学其一）",
    "public.questions": "公需科目考试每次抽取的题数",
    "public.attempts": "公需科目考试最多可参加的次数",
    "window.kind": "期间性质",
    "window.opens": "开始日期",
    "window.closes": "截止日期",
    "window.bars_public_incomplete": "公需科目未完成的不得补登",
    "period.resubmit_workdays": "退回后可重新提交的工作日数",
    "period.provider_workdays": "截止后施教机构可补报的工作日数",
    "period.appeal_workdays": "不予认定后可申请复核的工作日数",
    "period.answer_workdays": "作出复核决定的工作日数",
    "period.problem_workdays": "答复所反映问题的工作日数",
    "period.sync_workdays": "年度完成后结果送达省继续教育系统的工作日数",
    "period.reminder_days": "截止前提醒的天数",
}


def figure_label(name: str) -> str:
    """A figure's name in Chinese; KeyError for one that no policy knows."""
    heading, _, rest = name.partition(".")
    match heading:
        case "conversion":
            return _rate_label(rest)
        case "completes_year":
            return f"单独完成年度：{_rate_label(rest)}"
        case "cap":
            form, _, of = rest.partition(".")
            return FORMS[form].cap_label(of)
        case "evidence":
            return f"证明材料：{FORMS[rest].label}"
        case _:
            return _LABELS[name]


def _rate_label(name: str) -> str:
    return FORMS[name.partition(".")[0]].rates[name].label
