"""The forms of study (学习形式) and the facts by which each is claimed (R12, R14)."""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """How professional credits are earned."""

    EXAM = "exam"
    CONFERENCE = "conference"
    DEGREE = "degree"
    RESEARCH = "research"
    PAPER = "paper"
    BOOK = "book"
    TRAINING = "training"
    ONLINE = "online"
    TRANSFER = "transfer"

    @property
    def label(self) -> str:
        """The form in Chinese, as the law names it."""
        return FORMS[self].label


LEGACY = "hr_legacy"
"""Not a form that can be claimed: what the HR system accredited says no form (R28)."""


def form_label(form: str) -> str:
    """What a record's form is called in Chinese, imported ones included."""
    return "省继续教育系统认定" if form == LEGACY else Form(form).label


class Role(StrEnum):
    """A person's part in a work of several; who did it alone is lead or first author."""

    LEAD = "lead"
    PARTICIPANT = "participant"
    FIRST_AUTHOR = "first_author"
    OTHER_AUTHOR = "other_author"


class Examination(StrEnum):
    """Which examination a paper belongs to; some complete the year alone (R13)."""

    ACCOUNTING_QUALIFICATION = "accounting_qualification"
    CPA = "cpa"
    ASSET_VALUER = "asset_valuer"
    TAX_ADVISER = "tax_adviser"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FormFacts:
    """A form's name and the facts it needs and knows; `general_knowledge` goes with any."""

    label: str
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """Every fact the form knows."""
        return (*self.required, *self.optional, "general_knowledge")


_AUTHORS = (Role.FIRST_AUTHOR, Role.OTHER_AUTHOR)

FORMS: dict[Form, FormFacts] = {
    Form.EXAM: FormFacts("会计类考试", ("papers",), ("examination",)),
    Form.CONFERENCE: FormFacts("会计类专业会议", ("days",)),
    # Either fact will do: courses passed, or graduation in the year (R13).
    Form.DEGREE: FormFacts("会计类学历（学位）教育", optional=("courses", "graduated")),
    Form.RESEARCH: FormFacts("会计类研究课题", ("role",), roles=(Role.LEAD, Role.PARTICIPANT)),
    Form.PAPER: FormFacts("会计类论文", ("role",), roles=_AUTHORS),
    Form.BOOK: FormFacts("会计类书籍", ("role",), roles=_AUTHORS),
    Form.TRAINING: FormFacts("面授培训", ("days",)),
    Form.ONLINE: FormFacts("远程继续教育", ("hours",)),
    Form.TRANSFER: FormFacts("外省或深圳认定学分转入", ("subject", "credits")),
}

FACT_LABELS = {
    "role": "承担角色",
    "papers": "通过科目数",
    "days": "天数",
    "hours": "小时数",
    "courses": "通过课程数",
    "examination": "考试类别",
    "graduated": "当年毕业",
    "general_knowledge": "专业通识知识",
    "subject": "科目",
    "credits": "证明所载学分",
}
