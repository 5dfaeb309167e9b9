"""What whoever reported a problem is told of it, in the inbox."""

from chalicelib.bureaus.rules.territory import parse_territory
from chalicelib.notices.rules.notice import Notice, NoticeKind, notice_id
from chalicelib.problems.rules.problem import (
    PROBLEM_LABELS,
    SIDE_LABELS,
    Problem,
    ProblemSide,
    ProblemStepKind,
)

_TOLD = {
    ProblemStepKind.ANSWERED: ("反映的问题有答复", "您反映的{kind}问题有答复：{text}"),
    ProblemStepKind.HANDED_ON: ("反映的问题已转办", "您反映的{kind}问题已转{to}办理：{text}"),
    ProblemStepKind.CLOSED: ("反映的问题已办结", "您反映的{kind}问题已办结：{text}"),
}
NOUN = "反映问题"


def desk_label(side: ProblemSide, desk: str) -> str:
    """Who is in charge, as people call it."""
    bureau = f"{parse_territory(desk).name}财政部门"
    return {ProblemSide.FINANCE: bureau, ProblemSide.BOTH: f"{bureau}和人社部门"}.get(
        side, SIDE_LABELS[side]
    )


def problem_notice(problem: Problem) -> Notice:
    """Tell of what was done last with a problem by those in charge."""
    entry = problem.entries[-1]
    title, text = _TOLD[entry.kind]
    to = desk_label(problem.side, problem.desk)
    return Notice(
        id=notice_id(entry.at, NoticeKind.PROBLEM, problem.id, entry.cause.token),
        person=problem.inbox,
        kind=NoticeKind.PROBLEM,
        due=entry.at,
        title=title,
        text=text.format(kind=PROBLEM_LABELS[problem.kind], text=entry.text, to=to)
        + f"（在“{NOUN}”中查看，可继续追问。）" * (entry.kind is ProblemStepKind.ANSWERED),
        year=problem.since.year,
    )


def handed_over_notice(problem: Problem) -> Notice:
    """Tell a person whose certificate waits that one side has handed the matter over to the other."""
    to = desk_label(problem.side, problem.desk)
    return Notice(
        id=notice_id(problem.since, NoticeKind.PROBLEM, problem.id, "handed over"),
        person=problem.person,
        kind=NoticeKind.PROBLEM,
        due=problem.since,
        title="证书待核对，已转办",
        text=f"您的证书因两个系统的信息不一致而待核对，现已转{to}核对，更正后证书自动签发，您无需再申请。"
        "您也可以在“账号”中对照两边的信息，有误的一方由您自行更正。",
        year=problem.since.year,
    )
