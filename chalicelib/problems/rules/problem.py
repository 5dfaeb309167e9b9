"""A problem (反映的问题): reported from where it happened, answered by whoever is in charge (notice part three).

The notice asks that problems be reported to both departments. So what is about the data between the
two systems stands on the lists of both, all else on that of the finance bureau of its territory.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from chalicelib.platform.rules.cause import Actor, Cause, repeats
from chalicelib.platform.rules.refusal import Refusal


class ProblemKind(StrEnum):
    """What a problem is about; problems are counted by it."""

    RECORD = "record"
    STUDY = "study"
    CERTIFICATE = "certificate"
    DATA = "data"
    ACCOUNT = "account"
    REPORT = "report"
    IMPORT = "import"
    OTHER = "other"


PROBLEM_LABELS = {
    ProblemKind.RECORD: "学分登记与认定",
    ProblemKind.STUDY: "公需科目学习",
    ProblemKind.CERTIFICATE: "证书",
    ProblemKind.DATA: "两个系统之间的数据",
    ProblemKind.ACCOUNT: "账号与个人信息",
    ProblemKind.REPORT: "单位或施教机构报送",
    ProblemKind.IMPORT: "导入的数据",
    ProblemKind.OTHER: "其他",
}


class ProblemSide(StrEnum):
    """Whose list a problem stands on."""

    FINANCE = "finance"
    HR = "hr"
    BOTH = "both"


SIDE_LABELS = {
    ProblemSide.FINANCE: "财政部门",
    ProblemSide.HR: "人社部门",
    ProblemSide.BOTH: "财政部门和人社部门",
}


class ProblemState(StrEnum):
    """`open ⇄ answered`, both `→ closed`: open waits for those in charge, answered for whoever asked."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


STATE_OF_PROBLEM = {
    ProblemState.OPEN: "待答复",
    ProblemState.ANSWERED: "已答复",
    ProblemState.CLOSED: "已办结",
}


class ProblemStepKind(StrEnum):
    """What was done with a problem."""

    REPORTED = "reported"
    ASKED = "asked"
    ANSWERED = "answered"
    HANDED_ON = "handed_on"
    CLOSED = "closed"


STEP_LABELS = {
    ProblemStepKind.REPORTED: "反映",
    ProblemStepKind.ASKED: "追问",
    ProblemStepKind.ANSWERED: "答复",
    ProblemStepKind.HANDED_ON: "转办",
    ProblemStepKind.CLOSED: "办结",
}


class AboutKind(StrEnum):
    """What a problem is attached to."""

    RECORD = "record"
    CERTIFICATE = "certificate"
    YEAR = "year"
    ACCOUNT = "account"
    IMPORT = "import"
    REPORT = "report"
    EMPLOYER = "employer"


ABOUT_LABELS = {
    AboutKind.RECORD: "学分记录",
    AboutKind.CERTIFICATE: "证书",
    AboutKind.YEAR: "年度",
    AboutKind.ACCOUNT: "账号",
    AboutKind.IMPORT: "导入",
    AboutKind.REPORT: "报送",
    AboutKind.EMPLOYER: "单位",
}


class About(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The thing by its own id: a record's, a certificate's number, a year, an import's, an employer's code.

    `line` is that of the import's file.
    """

    kind: AboutKind
    id: str = ""
    line: int = 0


class ProblemStep(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What was done: by whom, with which words; handed on: to which side and territory."""

    kind: ProblemStepKind
    at: datetime
    by: Actor
    text: str
    cause: Cause
    side: ProblemSide | None = None
    desk: str = ""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One problem.

    `id` begins with `owner`: the professional's id, or that of the login that reported it. `desk` is the
    territory whose finance bureau has it, on whichever side's list it stands. `inbox` is where its
    reporter is told. Name and number are kept masked alone, as the desk sees them.
    """

    id: str
    owner: str
    inbox: str
    kind: ProblemKind
    about: About | None = None
    reporter: Actor
    person: str = ""
    name: str = ""
    masked_number: str = ""
    side: ProblemSide
    desk: str
    state: ProblemState = ProblemState.OPEN
    since: datetime
    due: datetime
    entries: tuple[ProblemStep, ...]
    version: int = 1

    def is_done(self, cause: Cause) -> bool:
        """Whether a request has done its work already.

        Raises:
            Refusal: `idempotency_key_reused`.
        """
        return repeats((each.cause for each in self.entries), cause)

    def is_overdue(self, at: datetime) -> bool:
        """Whether those in charge owe an answer that was due."""
        return self.state is ProblemState.OPEN and self.due <= at

    def with_entry(self, entry: ProblemStep, state: ProblemState) -> "Problem":
        """The problem after something was done."""
        return msgspec.structs.replace(
            self, entries=(*self.entries, entry), state=state, version=self.version + 1
        )


def require_open(problem: Problem) -> None:
    """Refuse to go on with what is closed: `problem_closed`, with why."""
    if problem.state is ProblemState.CLOSED:
        raise Refusal("problem_closed", reason=problem.entries[-1].text.rstrip("。"))


def counted_by_kind(kinds: Sequence[ProblemKind]) -> dict[str, int]:
    """How many there are of each kind, those of which there are none too."""
    return {kind: kinds.count(kind) for kind in ProblemKind}
