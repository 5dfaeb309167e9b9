"""What decides the territory: where a person works, lives or studies (R5)."""

from enum import StrEnum


class Employment(StrEnum):
    """What decides the territory (R5): the employer's, the residence's or the school's."""

    EMPLOYED = "employed"
    UNEMPLOYED = "unemployed"
    STUDENT = "student"


EMPLOYMENT_LABELS = {
    Employment.EMPLOYED: "在职",
    Employment.UNEMPLOYED: "未在单位工作",
    Employment.STUDENT: "在校学生",
}
PLACE_LABELS = {
    Employment.EMPLOYED: "单位所在地",
    Employment.UNEMPLOYED: "居住地",
    Employment.STUDENT: "学校所在地",
}
"""Where the territory lies (R5)."""
