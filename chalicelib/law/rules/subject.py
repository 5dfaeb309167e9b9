"""The two subjects of continuing education (公需科目, 专业科目): every figure of a year is one's."""

from enum import StrEnum


class Subject(StrEnum):
    """公需科目 or 专业科目."""

    PUBLIC = "public"
    PROFESSIONAL = "professional"


SUBJECT_LABELS = {Subject.PUBLIC: "公需科目", Subject.PROFESSIONAL: "专业科目"}
