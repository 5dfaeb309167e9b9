"""The page on courses as administrators make them: what is published, and what stays (R53)."""

from local.rules_page.markdown import Section, bullets


def courses() -> Section:
    """Who makes courses, and what a published one is."""
    return Section(
        "公需科目课程的编制和发布",
        (53,),
        (
            bullets(
                "公需科目课程由省级管理员编制：新建课程，添加视频或图文课时，排列顺序，预览，编题库，发布，撤下；每一步记入审计。",
                "课程须完整才能发布：各课时内容均已通过检查，时长合计等于该年度规定的学时，规定及格线的年度有题库且题数够抽，"
                "没有规定的不设考试。不能发布的，逐项说明原因。",
                "每次发布成为一个不再变更的版次：已开始学习的，按开始时的版次学完；其后开始的，学最新版次。修改已发布的课程，"
                "在再次发布前不影响任何人。",
                "撤下的课程不再提供给尚未开始学习的人，已开始的可以学完。",
                "年度有课程发布后，本系统自带的无内容课程只提供给已经开始学习的人。",
            ),
        ),
    )
